// names.mjs: how the name of an entry becomes the path of a file.

import { bytes, file } from '../writer/tar.mjs';
import { packed } from '../writer/tarball.mjs';

/** One file of this name. */
const named = (name, rule, text) => packed(`name-${name}`, rule, file(text, 'content'));

const segments = [
  named('usual', 'The first segment of a name is dropped.', 'package/lib/a.js'),
  named('other-first-segment', 'The first segment is dropped whatever it is.', 'node/a.js'),
  named('first-segment-with-at', 'The first segment is dropped even if it is a scope.', '@scope/package/a.js'),
  named('no-segment', 'A name of one segment is kept.', 'toplevel.txt'),
  named('package-alone', 'A file called package is kept.', 'package'),
  named('slash-first', 'The first segment of an absolute name is the empty one.', '/package/a.js'),
  named('two-slashes-first', 'After two slashes the path is absolute.', '//package/a.js'),
  named('three-slashes-first', 'After three slashes two are left, which become one.', '///package/a.js'),
  named('etc-passwd', 'An absolute name of two segments keeps both.', '/etc/passwd'),
  named('trailing-slash', 'A trailing slash is kept.', 'package/d/'),
  named('only-first-segment', 'A name that ends after its first segment is empty.', 'package/'),
  named('one-slash', 'A slash is the empty name.', '/'),
  named('two-slashes', 'Two slashes are a slash.', '//'),
  named('first-segment-two-slashes', 'A second slash after the first segment makes the path absolute.',
    'package//a.js'),
  named('first-segment-three-slashes', 'Three slashes after the first segment leave one.', 'package///a.js'),
  named('slashes-inside', 'Two slashes become one, once.', 'package/a//b///c////d'),
  named('deep', 'Many segments are fine.', 'package/' + 'd/'.repeat(45) + 'f'),
];

const dots = [
  named('dot-first', 'A first segment of one dot is dropped like any other.', './a.js'),
  named('dot-package', 'After a first segment of one dot the next one is kept.', './package/a.js'),
  named('dot-dot-package', 'A first segment of one dot, then another: both are gone.', '././package/a.js'),
  named('dot-slash', 'One dot and a slash is the empty name.', './'),
  named('dot-alone', 'One dot is kept.', '.'),
  named('package-dot', 'A last segment of one dot is kept.', 'package/.'),
  named('package-dot-slash', 'A dot before a slash at the end is resolved to the empty name.', 'package/./'),
  named('dot-inside', 'A dot before a slash is resolved.', 'package/a/./b'),
  named('dot-at-end', 'A dot at the end is kept.', 'package/a/.'),
  named('parent', 'A parent directory after the first segment is clamped to the package.', 'package/../a.js'),
  named('parents', 'Many parent directories are clamped to the package.', 'package/../../../a.js'),
  named('parent-first', 'A first segment of two dots is dropped like any other.', '../a.js'),
  named('parents-first', 'After a first segment of two dots the next ones are clamped.', '../../../a.js'),
  named('parent-inside', 'A parent directory inside is resolved.', 'package/a/../b/c'),
  named('parent-beyond', 'A parent directory that would leave the package is clamped.', 'package/a/../../../b'),
  named('parent-alone', 'Two dots are kept.', '..'),
  named('parent-at-end', 'Two dots at the end are kept.', 'package/a/..'),
  named('parent-as-last', 'Two dots after the first segment are kept.', 'package/..'),
  named('parent-slash', 'Two dots and a slash at the end are resolved to the empty name.', 'package/../'),
  named('parent-to-nothing', 'A path that is resolved to its start is empty.', 'package/a/../'),
  named('parent-then-absolute', 'Slashes around a resolved segment are squeezed.', 'package//..//a//b'),
  named('dot-makes-slashes-vanish', 'Where something is resolved, all slashes are squeezed.', 'package/./a///b////c'),
  named('dot-trailing-slash', 'Where something is resolved, one trailing slash stays.', 'package/./a//'),
  named('dot-then-parent-at-end', 'Where something is resolved, two dots at the end are, too.', 'package/./a/b/..'),
  named('segment-ending-with-dot', 'A segment that ends with a dot is kept, but the path is resolved.',
    'package/a./b//c/..'),
  named('three-dots', 'Three dots are a segment like any other.', 'package/.../a'),
  named('hidden', 'A dot that starts a segment means nothing.', 'package/.npmignore'),
  named('two-dots-inside', 'Dots inside a segment mean nothing.', 'package/a..b'),
];

const backslashes = [
  named('backslash', 'A backslash ends the first segment, too.', 'package\\a.js'),
  named('backslash-then-slash', 'The first separator counts.', 'package\\lib/a.js'),
  named('slash-then-backslash', 'A backslash later on is kept.', 'package/lib\\a.js'),
  named('backslash-first', 'A backslash at the start is an empty first segment.', '\\package\\a.js'),
  named('backslash-drive', 'A drive is a first segment like any other.', 'C:\\a.js'),
  named('slash-drive', 'A drive after the first segment is kept.', 'package/C:/a.js'),
  named('backslash-parent', 'A dot before a backslash makes all backslashes slashes and resolves the path.',
    'package\\..\\..\\a\\b'),
  named('slash-backslash-parent', 'A parent directory between backslashes is clamped.', 'package/..\\..\\a'),
  named('backslash-dot-segment', 'A segment that ends with a dot before a backslash turns backslashes, too.',
    'package/a.\\b\\c'),
  named('slash-dot-turns-backslashes', 'A dot before a slash turns backslashes, too.', 'package/a\\b./c\\d'),
  named('backslash-parent-at-end', 'Two dots at the end after a backslash are kept.', 'package/a\\..'),
  named('backslash-after-parent', 'Two dots and a backslash at the end are resolved to the empty name.',
    'package/..\\'),
  named('backslash-after-dot', 'A dot before a backslash is resolved.', 'package/.\\a\\b'),
  named('dot-in-first-segment', 'A dot before the first separator turns nothing.', 'package./a\\b//c'),
  named('backslashes-only', 'A name of backslashes loses the first.', '\\\\\\'),
  named('backslash-unc', 'A network path loses its first backslash.', '\\\\server\\share\\a'),
  named('backslash-at-end', 'A trailing backslash is kept.', 'package/a\\'),
];

const fields = [
  named('hundred-bytes', 'A name may fill its field without an end.', 'package/' + 'n'.repeat(92)),
  packed('name-rest-ignored', 'What follows the zero byte of a name is ignored.',
    file('package/a.txt\0/../../b', 'content')),
  named('cut-character', 'A character that the field cuts is replaced.', bytes('package/' + 'n'.repeat(91) + '\xc3')),
  packed('name-empty', 'An empty name ends the archive.',
    file('package/a', 'a'), file('', 'content'), file('package/b', 'b')),
];

const characters = [
  named('space', 'Spaces are kept.', 'package/ a b .txt '),
  named('control-characters', 'Control characters are kept.', 'package/\x01\x08\x09\x0a\x0b\x0c\x0d\x1b\x1f\x7f'),
  named('newline', 'A newline is kept.', 'package/a\nb'),
  named('quotes', 'Quotes are kept.', 'package/"a"\'b\'`c`'),
  named('windows-reserved', 'Names that Windows reserves are kept.', 'package/aux.c:<>|?*'),
  named('unicode', 'Characters beyond ASCII are kept.', 'package/grün/日本/😀.txt'),
  packed('name-normal-forms', 'Composed and decomposed characters are different.',
    file('package/\u00e9', 'composed'), file('package/e\u0301', 'decomposed')),
  packed('name-case', 'Upper and lower case are different.', file('package/a', 'lower'), file('package/A', 'upper')),
  named('byte-order-mark', 'A byte order mark in a name is kept.', '\ufeffpackage/\ufeffa'),
  named('byte-order-mark-alone', 'A byte order mark at the start of a name is kept.', '\ufeffa'),
  named('line-separators', 'Line and paragraph separators are kept.', 'package/\u2028\u2029'),
  named('bidi', 'Marks of direction are kept.', 'package/\u202egpj.exe'),
  named('noncharacters', 'Code points that are no characters are kept.', 'package/\ufffe\uffff\u{10ffff}'),
];

const INVALID = {
  'lone-continuation': ['A lone continuation byte is replaced.', '\x80'],
  'overlong-two': ['An overlong form of two bytes is replaced byte by byte.', '\xc0\xaf'],
  'overlong-three': ['An overlong form of three bytes is replaced byte by byte.', '\xe0\x80\xaf'],
  'overlong-four': ['An overlong form of four bytes is replaced byte by byte.', '\xf0\x80\x80\xaf'],
  'overlong-dots': ['Overlong dots and slashes are no dots and slashes.', '\xc0\xae\xc0\xae\xc0\xafa'],
  surrogate: ['A surrogate is replaced byte by byte.', '\xed\xa0\x80'],
  'surrogate-pair': ['A pair of surrogates is replaced byte by byte.', '\xed\xa0\xbd\xed\xb8\x80'],
  'beyond-unicode': ['A code point beyond Unicode is replaced byte by byte.', '\xf4\x90\x80\x80'],
  'five-bytes': ['A form of five bytes is replaced byte by byte.', '\xf8\x88\x80\x80\x80'],
  'cut-two': ['The first of two bytes is replaced.', '\xc3x'],
  'cut-three': ['Two of three bytes are replaced as one.', '\xe2\x82x'],
  'cut-four': ['Three of four bytes are replaced as one.', '\xf0\x9f\x98x'],
  'cut-twice': ['Each character that is cut is replaced.', '\xf0\x9f\xf0\x9f\x98'],
  'ff-fe': ['Bytes that never occur are replaced.', '\xff\xfe'],
  latin: ['Latin-1 is not recognised.', 'gr\xfcn'],
};

const invalid = Object.entries(INVALID).map(([name, [rule, text]]) =>
  named(`invalid-${name}`, rule, bytes(`package/${text}.txt`)));

const collisions = [
  packed('name-invalid-collision', 'Names that become the same by replacement are one file.',
    file(bytes('package/\xff'), 'first'), file(bytes('package/\xfe'), 'second')),
  named('invalid-first-segment', 'The first segment may be invalid.', bytes('\xff\xfe/a.txt')),
];

export const nameCases = [segments, dots, backslashes, fields, characters, invalid, collisions].flat();
