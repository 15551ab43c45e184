// prefixes.mjs: how the prefix of a header and its name make a path.

import { bytes, file, pax } from '../writer/tar.mjs';
import { packed } from '../writer/tarball.mjs';

const V7 = '\0'.repeat(8);
const GNU = 'ustar  \0';

const prefixed = (name, rule, prefix, text, fields = {}) =>
  packed(`prefix-${name}`, rule, file(text, 'content', { prefix, ...fields }));

const joined = [
  prefixed('usual', 'The first segment of the prefix is dropped, the rest precedes the name.',
    'package/lib/deep', 'a.js'),
  prefixed('one-segment', 'A prefix of one segment is dropped; the name is kept whole.', 'package', 'lib/a.js'),
  prefixed('one-segment-short-name', 'A prefix of one segment is dropped, and the name may have none.',
    'package', 'a.js'),
  prefixed('trailing-slash', 'A prefix of one segment and a slash is dropped; the name is kept whole.',
    'package/', 'lib/a.js'),
  prefixed('trailing-slash-deep', 'A slash at the end of a prefix gives two, which become one.',
    'package/lib/', 'a.js'),
  prefixed('slash', 'A prefix of one slash is dropped; the name is kept whole.', '/', 'package/a.js'),
  prefixed('slash-first', 'The first segment of an absolute prefix is the empty one.', '/package', 'a.js'),
  prefixed('two-slashes', 'Slashes at the start of a prefix leave one.', '//package', 'a.js'),
  prefixed('backslash', 'A backslash ends the first segment of a prefix.', 'package\\lib', 'a.js'),
  prefixed('backslash-later', 'Other backslashes of a prefix are kept.', 'package/lib\\x', 'a\\b.js'),
  prefixed('name-slash-first', 'A name that is absolute stays so after a prefix of one segment.', 'package', '/a.js'),
  prefixed('name-slash-first-deep', 'A name that is absolute gives two slashes, which become one.',
    'package/lib', '/a.js'),
  prefixed('name-trailing-slash', 'A slash at the end of the name is kept.', 'package/lib', 'd/'),
  prefixed('full', 'A prefix may fill its field without an end.', 'package/' + 'p'.repeat(147), 'a.js'),
  prefixed('full-and-rest', 'The bytes after a full prefix are no part of it.',
    'package/' + 'p'.repeat(147), 'a.js', { rest: '/rest' }),
  prefixed('full-both', 'Prefix and name may both fill their fields.', 'package/' + 'p'.repeat(147), 'n'.repeat(100)),
  prefixed('full-one-segment', 'A prefix of one segment may fill its field.', 'p'.repeat(155), 'package/a.js'),
];

const resolved = [
  prefixed('parent', 'A parent directory in the prefix is clamped.', 'package/..', 'a.js'),
  prefixed('parent-first', 'A prefix of a parent directory alone is dropped.', '..', 'a.js'),
  prefixed('parents', 'Parent directories in the prefix are clamped.', '../../..', 'a.js'),
  prefixed('dot', 'A dot in the prefix is resolved.', 'package/.', 'a.js'),
  prefixed('name-parent', 'A parent directory in the name goes back into the prefix.', 'package/lib/deep', '../a.js'),
  prefixed('name-parents', 'Parent directories in the name are clamped.', 'package/lib', '../../../a.js'),
  prefixed('name-parent-alone', 'A name of two dots is kept after a prefix.', 'package/lib', '..'),
  prefixed('name-parent-after-one-segment', 'A parent directory in the name is clamped after any prefix.',
    'package', '../a.js'),
];

const magics = [
  prefixed('v7', 'The prefix counts in headers of old form, too.', 'package/lib', 'a.js', { magic: V7 }),
  prefixed('gnu', 'The prefix counts in GNU headers, too.', 'package/lib', 'a.js', { magic: GNU }),
  prefixed('gnu-times',
    'The times that GNU puts in place of a prefix are a prefix of one segment: the first segment of the name stays.',
    '14371337133\x0014371337133\0', 'package/a.js', { magic: GNU }),
  prefixed('star-times', 'Times after a shorter prefix are not looked at.',
    `package/lib${'\0'.repeat(120)}14371337133\x0014371337133`, 'a.js'),
  prefixed('garbage-magic', 'The magic is not looked at.', 'package/lib', 'a.js', { magic: 'nonsense' }),
  packed('prefix-v7-file', 'A header of the old form needs no magic.',
    file('package/a.js', 'content', { magic: V7, uname: '', gname: '' })),
  packed('prefix-gnu-file', 'A GNU header is like others.', file('package/a.js', 'content', { magic: GNU })),
];

const characters = [
  prefixed('rest-ignored', 'What follows the zero byte of a prefix is ignored.', 'package/lib\0/../x', 'a.js'),
  prefixed('invalid-utf-8', 'Bytes of a prefix that are no text are replaced.', bytes('package/\xff'), 'a.js'),
  prefixed('split-character', 'A character split between prefix and name is replaced in both.',
    bytes('package/\xc3'), bytes('\xa9.js')),
  packed('prefix-with-pax-path', 'A pax path replaces prefix and name.',
    pax({ path: 'package/of-pax' }), file('a.js', 'content', { prefix: 'package/lib' })),
];

export const prefixCases = [joined, resolved, magics, characters].flat();
