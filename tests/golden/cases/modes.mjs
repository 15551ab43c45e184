// modes.mjs: how the text of a mode becomes a number, and which modes make a file executable.

import { bytes, file, zeros } from '../writer/tar.mjs';
import { packed } from '../writer/tarball.mjs';

const moded = (name, rule, mode) => packed(`mode-${name}`, rule, file('package/run', 'run\n', { mode }));

const executable = [
  moded('owner', 'The bit of the owner alone makes a file executable.', 0o100),
  moded('group', 'The bit of the group alone makes a file executable.', 0o010),
  moded('others', 'The bit of the others alone makes a file executable.', 0o001),
  moded('all', 'A file of mode 755 is executable.', 0o755),
  moded('none', 'A file of mode 644 is not executable.', 0o644),
  moded('private', 'A file of mode 600 is stored like others; its mode is recorded.', 0o600),
  moded('private-executable', 'A file of mode 700 is executable; its mode is recorded.', 0o700),
  moded('nothing', 'A file of mode 0 is not executable, and readable nonetheless.', 0),
  moded('write-only', 'A file of mode 222 is not executable, and readable nonetheless.', 0o222),
  moded('set-user', 'The bits above the permissions are recorded.', 0o4755),
  moded('set-group-sticky', 'Bits above the permissions do not make a file executable.', 0o7644),
  moded('with-file-type', 'The bits of the file type are recorded.', 0o100755),
  moded('with-file-type-644', 'The bits of the file type do not make a file executable.', 0o100644),
  moded('with-directory-type', 'The type in the mode has no meaning.', 0o040755),
];

const written = [
  moded('missing', 'A mode of zero bytes is 0.', zeros(8)),
  moded('spaces', 'A mode of spaces is 0.', ' '.repeat(8)),
  moded('seven-digits', 'Seven digits and a zero byte are the usual form.', '0000755\0'),
  moded('eight-digits', 'Eight digits need no end.', '00000755'),
  moded('space-zero', 'Digits may end with a space and a zero byte.', '000755 \0'),
  moded('space-first', 'Spaces may precede the digits.', '    755 '),
  moded('zero-bytes-first', 'Zero bytes may precede the digits.', '\0\x00755'),
  moded('zero-byte-then-space', 'A space after leading zero bytes ends the number, which is 0.', '\0 755'),
  moded('two-numbers', 'Digits after a space are ignored.', '644 755'),
  moded('decimal-digit', 'A digit that is not octal ends the number.', '0000785\0'),
  moded('prefix-of-hexadecimal', 'The prefix of hexadecimal numbers is a 0 and the end.', '0x1ff\0'),
  moded('prefix-of-octal', 'The prefix of octal numbers is a 0 and the end.', '0o755\0'),
  moded('all-bits', 'The largest mode is recorded.', '77777777'),
  moded('plus-sign', 'A plus sign may precede the digits.', '+755\0'),
  moded('tab-first', 'A tab may precede the digits.', '\t755\0'),
  moded('byte-order-mark-first', 'A byte order mark may precede the digits.', '\ufeff755\0'),
  moded('negative-one', 'A negative mode is recorded; its bits are those of the two\'s complement.', '-1\0'),
  moded('negative-two', 'A negative even mode is executable by its other bits.', '-2\0'),
  moded('negative-hundred-twelve', 'A negative mode may have no bit that makes a file executable.', '-112\0'),
  moded('negative-zero', 'A negative zero is 0.', '-0\0'),
];

const numberless = [
  moded('letters', 'A mode without a digit is null; the file is not executable.', 'rwxr-xr'),
  moded('decimal-digit-first', 'A mode that starts with a digit that is not octal is null.', '9755\0'),
  moded('base-256', 'A binary mode is null.', bytes('\x80\0\0\0\0\0\x01\xed')),
  moded('minus-alone', 'A sign alone is null.', '-\0'),
  moded('invalid-utf-8', 'Bytes that are no text make a mode null.', bytes('\xc0755\0')),
];

const RUN = 'the same\n';

const twins = [
  packed('mode-twins', 'The same bytes, executable and not, are two content files.',
    file('package/a', RUN), file('package/b', RUN, { mode: 0o755 })),
  packed('mode-same', 'The same bytes with modes that differ otherwise are one content file.',
    file('package/a', RUN), file('package/b', RUN, { mode: 0o600 }), file('package/c', RUN, { mode: 0o644 })),
  packed('mode-executables', 'The same bytes, executable for different people, are one content file.',
    file('package/a', RUN, { mode: 0o100 }), file('package/b', RUN, { mode: 0o001 })),
  packed('mode-empty-twins', 'An empty file can be executable.',
    file('package/a'), file('package/b', '', { mode: 0o755 })),
];

export const modeCases = [executable, written, numberless, twins].flat();
