// long-names.mjs: GNU long names, alone and with pax headers.

import { bytes, directory, file, globalPax, longName, pax, record } from '../writer/tar.mjs';
import { packed, unendedCase } from '../writer/tarball.mjs';

const A = file('package/a.txt', 'hello');
const Z = file('package/z.txt', 'z');

/** A long name for the first of two files. */
const long = (name, rule, text, fields = {}) => packed(`long-name-${name}`, rule, longName(text, fields), A, Z);

const LONG = `package/${'directory/'.repeat(12)}file.txt`;

const texts = [
  long('usual', 'A long name ends with a zero byte and replaces the name of the next entry.', `${LONG}\0`),
  long('without-end', 'A long name needs no zero byte.', LONG),
  long('full-block', 'A long name may fill a block.', `package/${'n'.repeat(504)}`),
  long('two-blocks', 'A long name may need two blocks.', `package/${'d/'.repeat(300)}f\0`),
  long('no-segment', 'A long name of one segment is kept.', 'of-long-name\0'),
  long('slash-first', 'The first segment of an absolute long name is the empty one.', '/package/x\0'),
  long('parent', 'Parent directories of a long name are clamped.', 'package/../../x\0'),
  long('two-slashes', 'A long name may become absolute.', 'package//x\0'),
  long('backslash', 'A backslash does not end the first segment of a long name.', 'package\\x\0'),
  long('backslash-parent', 'Backslashes of a long name are turned where a dot precedes one.', 'package\\..\\x\0'),
  long('invalid-utf-8', 'Bytes of a long name that are no text are replaced.', bytes('package/\xff\0')),
  long('newline', 'A long name may contain a newline.', 'package/a\nb\0'),
  long('manifest', 'A long name may make a file package.json.', 'package/package.json\0'),
];

const ends = [
  long('text-after-end', 'What follows the zero byte is dropped.', 'package/x\0junk'),
  long('newline-after-end', 'What follows the zero byte is dropped up to a newline, and the rest kept.',
    'package/x\0junk\nmore'),
  long('return-after-end', 'What follows the zero byte is dropped up to a carriage return, and the rest kept.',
    'package/x\0junk\rmore'),
  long('line-separator-after-end', 'What follows the zero byte is dropped up to a line separator, and the rest kept.',
    'package/x\0junk\u2028more'),
  long('second-zero-byte-after-newline', 'A second zero byte after a newline is kept.', 'package/x\0\ny\0z'),
  long('slash-after-end', 'A slash after the zero byte does not end the first segment.', 'x\0/y'),
  long('slash-after-end-and-newline', 'A slash that is kept after the zero byte ends the first segment.', 'x\0\ny/z'),
  long('empty', 'A long name that is empty leaves the name as it is.', ''),
  long('zero-byte-only', 'A long name of a zero byte leaves the name as it is.', '\0'),
  long('first-segment-only', 'A long name that is empty without its first segment leaves the name as it is.',
    'package/\0'),
  long('size-too-small', 'The size of a long name counts.', `${LONG}\0`, { size: 20 }),
  long('size-cuts-character', 'A character that the size cuts is replaced.', 'package/é', { size: 9 }),
  long('size-letters', 'A long name whose size is no number is empty.', '', { size: 'large\0' }),
  long('size-negative', 'A long name of negative size is empty.', '', { size: '-1\0' }),
  long('size-four-gibibytes', 'Of the size of a long name, 32 bits count for where it ends, too.',
    '', { size: 0o40000000000 }),
  long('size-too-large', 'A long name may take the padding.', 'package/x', { size: 300 }),
];

const lifetimes = [
  packed('long-name-before-directory', 'A directory uses up a long name.',
    longName('package/d/\0'), directory('package/x/'), A),
  packed('long-name-before-prefix', 'A long name replaces prefix and name.',
    longName('package/x\0'), file('a.txt', 'hello', { prefix: 'package/lib' })),
  packed('long-name-twice', 'Of two long names the first is lost.',
    longName('package/first\0'), longName('package/second\0'), A),
  packed('long-name-twice-second-empty', 'A long name that is empty uses up the one before.',
    longName('package/first\0'), longName('\0'), A),
  packed('long-name-before-pax', 'A pax header uses up a long name; its path counts.',
    longName('package/long\0'), pax({ path: 'package/of-pax' }), A, Z),
  packed('long-name-before-pax-without-path', 'A pax header uses up a long name, even without a path of its own.',
    longName('package/long\0'), pax({ mtime: '1' }), A, Z),
  packed('long-name-after-pax', 'A long name uses up a pax path.',
    pax({ path: 'package/of-pax' }), longName('package/long\0'), A, Z),
  packed('long-name-after-pax-size', 'A pax size is used up by the long name after it.',
    pax({ size: '10' }), longName('package/x\0'), A, Z),
  packed('long-name-after-pax-size-small', 'A pax size cuts the long name after it.',
    pax({ size: '9' }), longName('package/xyz\0'), A, Z),
  packed('long-name-after-pax-empty', 'After a pax path an empty long name leaves the name as it is.',
    pax({ path: 'package/of-pax' }), longName('\0'), A, Z),
  packed('long-name-pax-long-name', 'A long name before a pax header is lost, one after it counts.',
    longName('package/first\0'), pax({ path: 'package/of-pax' }), longName('package/last\0'), A, Z),
  packed('long-name-before-global-pax', 'A global pax header uses up a long name.',
    longName('package/x\0'), globalPax({ comment: 'x' }), A),
  packed('long-name-at-end', 'A long name without an entry is fine.', A, longName('package/x\0')),
  unendedCase('long-name-last', 'An archive may not end after a long name either.', A, longName('package/x\0')),
  unendedCase('long-name-cut', 'A long name cut short is an error.', A, longName('package/x\0').subarray(0, 700)),
  packed('long-name-other-name', 'The name of the entry that holds a long name means nothing.',
    longName('package/x\0', { name: 'package/y' }), A),
  packed('long-name-size-record', 'A long name that looks like a pax record is a name.',
    longName(record('path', 'package/x')), A),
];

export const longNameCases = [texts, ends, lifetimes].flat();
