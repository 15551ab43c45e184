// pax-records.mjs: pax records that are not as they should be.

import { file, pax, record } from '../writer/tar.mjs';
import { packed } from '../writer/tarball.mjs';

const A = file('package/a.txt', 'hello');
const Z = file('package/z.txt', 'z');

const records = (name, rule, text, fields = {}) =>
  packed(`pax-record-${name}`, rule, pax(text, fields), A, Z);

const good = record('path', 'package/x').toString();

const lengths = [
  records('no-length', 'A record without a length is an error.', ' path=package/x\n'),
  records('letters', 'A length that is no number is an error.', 'xx path=package/x\n'),
  records('zero', 'A length of zero is an error.', '0 path=package/x\n'),
  records('zeros-first', 'Zeros may precede a length.', '0020 path=package/x\n'),
  records('letters-after', 'Letters after a length are ignored.', '20xx path=package/x\n'),
  records('fraction', 'A fraction of a length is ignored.', '20.9 path=package/x\n'),
  records('hexadecimal', 'A length with the prefix of hexadecimal numbers is zero, an error.', '0x14 path=package/x\n'),
  records('plus-sign', 'A plus sign may precede a length.', '+19 path=package/x\n'),
  records('newline-first', 'A newline may precede a length.', '\n19 path=package/x\n'),
  records('no-break-space-first', 'A no-break space may precede a length.', '\u00a020 path=package/x\n'),
  records('space-first', 'A space may not precede a length.', ' 20 path=package/x\n'),
  records('too-short', 'A length that is too short cuts the value, and the rest is no record.', '15 path=package/x\n'),
  records('too-short-by-one', 'A length that is one too short leaves a newline, which is no record.',
    '17 path=package/x\n'),
  records('very-short', 'A length that does not reach the key gives an empty record, and the rest is no record.',
    '2 path=package/x\n'),
  records('of-one', 'A length that ends in itself makes the next record start at the space.', '1 path=package/x\n'),
  records('too-long', 'A length that is too long takes zero bytes of the padding into the value.',
    '22 path=package/x\n'),
  records('beyond-header', 'A length beyond the padding takes the next header into the value.', '600 path=package/x\n'),
  records('beyond-archive', 'A length beyond the archive takes all of it into the value.', '99999999 path=package/x\n'),
  records('infinite', 'A length too large for a number is beyond the archive.', `${'9'.repeat(400)} path=package/x\n`),
  records('negative', 'A negative length leads back to where there is no record.', '-5 path=package/x\n'),
  records('negative-loop', 'A negative length that leads back to a record leads there again and again.',
    '10 a=bcde\n-10 x\n'),
  records('hidden-after-long', 'What a length that is too long covers is not read.', `60 comment=x\n${good}`),
];

const ends = [
  records('no-newline', 'The last byte of a record is dropped, newline or not.', '18 path=package/xy'),
  records('cuts-character', 'A character that a record cuts is replaced.', '18 path=package/é'),
  records('no-newline-then-record', 'A record may follow one without a newline.',
    `18 path=package/xy${record('size', '5')}`),
  records('two-newlines', 'An empty line is no record.', `${good}\n`),
  records('zero-bytes-after', 'Zero bytes that count as data are no record.', `${good}\0\0`),
  records('spaces-after', 'Spaces that count as data are no record.', `${good}  `),
  records('no-space', 'A record without a space uses up the header.', '18path=package/x\n'),
  records('digits-only', 'A length at the end of the data is followed by an empty record.', '2'),
  records('length-only', 'A length and a space are an empty record.', '3 '),
];

const contents = [
  records('no-equals', 'A record without an equals sign is ignored.', '11 comment\n'),
  records('no-equals-path', 'Without an equals sign the key lacks the last character, and the value is everything.',
    '8 pathx\n'),
  records('no-equals-path-slash', 'Without an equals sign the value is what follows a slash, here nothing.',
    '8 path/\n'),
  records('no-equals-size', 'Without an equals sign a size is no number.', '8 size5\n'),
  records('no-key', 'A record without a key is ignored.', '14 =package/x\n'),
  records('key-with-newline', 'A newline before the key makes it another.', '19 \npath=package/x\n'),
  records('two-spaces', 'A second space makes the key another.', '19  path=package/x\n'),
  records('path-slash-in-key', 'A slash in another key means nothing.', '15 pa/th=pkg/x\n'),
];

const sizes = [
  records('size-letters', 'A pax header whose size is no number is empty.', '', { size: 'large\0' }),
  records('size-letters-with-data', 'The data of a pax header whose size is no number is taken for a header.',
    good, { size: 'large\0' }),
  records('size-negative', 'A pax header of negative size is empty.', '', { size: '-1\0' }),
  records('size-cuts', 'A pax header whose size cuts a record has it whole.', good, { size: 10 }),
  records('size-too-large', 'A pax header whose size is too large goes on with what follows, which is no record.',
    good, { size: 600 }),
  packed('pax-record-size-huge',
    'A pax header of 64 GiB is searched for a space byte by byte beyond the end of the archive.',
    A, pax(good, { size: '7'.repeat(12) })),
];

export const paxRecordCases = [lengths, ends, contents, sizes].flat();
