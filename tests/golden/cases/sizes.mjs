// sizes.mjs: how the text of a size becomes a number, and what a strange one does to the archive.

import { bytes, file, pax, zeros } from '../writer/tar.mjs';
import { packed, unended } from '../writer/tarball.mjs';

const B = file('package/b.txt', 'b');

/** A file of five bytes whose size field is this. */
const sized = (name, rule, size, data = 'hello') =>
  packed(`size-${name}`, rule, file('package/a.txt', data, { size }), B);

/** The same, without data. */
const empty = (name, rule, size) => sized(name, rule, size, '');

const written = [
  sized('eleven-digits', 'Eleven digits and a zero byte are the usual form.', '00000000005\0'),
  sized('twelve-digits', 'Twelve digits need no end.', '000000000005'),
  sized('space-after', 'A space ends the digits.', '00000000005 '),
  sized('few-digits', 'A size may have few digits.', '5\0'),
  sized('space-first', 'Spaces may precede the digits.', '          5 '),
  sized('spaces-and-zero-bytes-first', 'Zero bytes may follow the spaces before the digits.', '   \0\0\0' + '5'),
  sized('zero-bytes-first', 'Zero bytes may precede the digits.', '\0\0\x00005'),
  empty('zero-byte-then-space', 'A space after leading zero bytes ends the number, which is zero.', '\0 5'),
  sized('digits-space-digits', 'Digits after a space are ignored.', '5 7'),
  sized('digits-zero-byte-digits', 'Digits after a zero byte are ignored.', '5\x0077'),
  sized('letters-after', 'Letters after the digits are ignored.', '5hello'),
  sized('decimal-digit-after', 'A digit that is not octal ends the number.', '0000000058\0'),
  empty('prefix-of-hexadecimal', 'The prefix of hexadecimal numbers is a zero and the end.', '0x5\0'),
  sized('point', 'A point ends the number.', '5.7\0'),
  sized('plus-sign', 'A plus sign may precede the digits.', '+5\0'),
  sized('tab-first', 'A tab may precede the digits.', '\t5\0'),
  sized('newline-first', 'A newline may precede the digits.', '\n\v\f\r5\0'),
  sized('no-break-space-first', 'A no-break space may precede the digits.', '\u00a05\0'),
  sized('byte-order-mark-first', 'A byte order mark may precede the digits.', '\ufeff5\0'),
  sized('line-separator-first', 'A line separator may precede the digits.', '\u20285\0'),
  empty('zero-width-space-first', 'A zero-width space may not precede the digits: the size is no number.', '\u200b5\0'),
  empty('next-line-first', 'The control character for a next line may not precede the digits.', '\u00855\0'),
  empty('zero-bytes', 'Nothing but zero bytes are zero.', zeros(12)),
  empty('spaces', 'Nothing but spaces are zero.', ' '.repeat(12)),
];

const strange = [
  empty('letters', 'A size without a digit is no number: the file is empty, its size null.', 'large\0'),
  sized('letters-with-data', 'Where the size is no number the data is taken for a header.', 'large\0'),
  empty('decimal-digit-first', 'A size that starts with a digit that is not octal is no number.', '9\0'),
  empty('negative-zero', 'A negative zero is zero.', '-0\0'),
  empty('negative', 'A negative size of less than a block is recorded, the file is empty.', '-1\0'),
  sized('negative-with-data', 'After a negative size of less than a block the data is taken for a header.', '-5\0'),
  empty('negative-511', 'The sizes down to -511 are recorded.', '-777\0'),
  empty('negative-block', 'A size of -512 makes the same header come again and again.', '-1000\0'),
  empty('base-256', 'A binary size is no number.', bytes('\x80\0\0\0\0\0\0\0\0\0\0\x05')),
  sized('base-256-with-data', 'A binary size is no number, and the data is taken for a header.',
    bytes('\x80\0\0\0\0\0\0\0\0\0\0\x05')),
  empty('base-256-negative', 'A negative binary size is no number.', bytes('\xff'.repeat(12))),
];

const LAST = 0o77777777777;

/** Large sizes wrap around at 32 bits when the next header is looked for. */
const huge = [
  empty('two-gibibytes-less-one', 'A size below two GiB leads beyond the end.', 0o17777777777),
  empty('two-gibibytes', 'From two GiB on the next header is looked for before the archive.', 0o20000000000),
  empty('four-gibibytes-less-512', 'A size of four GiB less a block makes the same header come again and again.',
    0o37777777000),
  empty('four-gibibytes-less-511', 'Just below four GiB the next block is the next header; the data is all the rest.',
    0o37777777001),
  empty('four-gibibytes', 'After a size of four GiB the next block is the next header; the data is all the rest.',
    0o40000000000),
  sized('four-gibibytes-and-five', 'Of a size of four GiB and five bytes, five count for finding the next header.',
    0o40000000005),
  empty('largest', 'The largest eleven digits count as -1 for finding the next header.', LAST),
  empty('twelve-sevens', 'The largest twelve digits count as -1 for finding the next header.', '7'.repeat(12)),
];

const large = (size) => pax({ size: String(size) });

const paxSizes = [
  packed('size-pax-four-gibibytes', 'A pax size of four GiB wraps around too.',
    large(2 ** 32), file('package/a.txt', ''), B),
  packed('size-pax-read-twice',
    'A pax size that wraps around to the same header makes it count twice, the second time without pax.',
    pax({ size: String(2 ** 32 - 512), path: 'package/first.txt' }), file('package/second.txt', 'hello'), B),
  packed('size-pax-twenty-two-digits', 'Large sizes are recorded with an exponent.',
    large(2n ** 70n), file('package/a.txt', ''), B),
  packed('size-pax-exabyte', 'A large size may lead anywhere, here before the archive.',
    large('1' + '0'.repeat(21)), file('package/a.txt', ''), B),
  packed('size-pax-seventeen-digits', 'Sizes above 2^53 are rounded.',
    large('9007199254740993'), file('package/a.txt', ''), B),
  packed('size-pax-infinite', 'A pax size too large for a floating point number is recorded as null.',
    large('9'.repeat(400)), file('package/a.txt', ''), B),
];

const skipped = [
  packed('size-of-directory', 'The size of a directory counts, whatever it holds.',
    file('package/d/', 'hidden', { type: '5' }), B),
  packed('size-of-directory-without-data', 'The data of a directory is skipped even if it is the next entry.',
    file('package/d/', '', { type: '5', size: 512 }), B, file('package/c.txt', 'c')),
  packed('size-of-symlink', 'The size of a symbolic link counts.', file('package/l', 'target', { type: '2' }), B),
  { name: 'size-of-last-directory', rule: 'A directory larger than the archive is an error.',
    tarball: unended(file('package/a.txt', 'a'), file('package/d/', '', { type: '5', size: 4096 }), zeros(1024)) },
];

export const sizeCases = [written, strange, huge, paxSizes, skipped].flat();
