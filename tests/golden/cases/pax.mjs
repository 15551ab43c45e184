// pax.mjs: pax headers, for one entry and for all.

import { bytes, directory, file, globalPax, pax, record } from '../writer/tar.mjs';
import { packed, unendedCase } from '../writer/tarball.mjs';

const A = file('package/a.txt', 'hello');
const Z = file('package/z.txt', 'z');

/** A pax header of this data, then two files. */
const before = (name, rule, data, fields = {}) => packed(`pax-${name}`, rule, pax(data, fields), A, Z);

/** A pax path for the first of two files. */
const path = (name, rule, text) => before(`path-${name}`, rule, { path: text });

const paths = [
  path('usual', 'A pax path replaces the name of the next entry.', 'package/of-pax.txt'),
  path('no-segment', 'A pax path of one segment is kept.', 'of-pax.txt'),
  path('slash-first', 'The first segment of an absolute pax path is the empty one.', '/package/of-pax.txt'),
  path('two-slashes', 'A pax path may become absolute.', 'package//of-pax.txt'),
  path('parent', 'Parent directories of a pax path are clamped.', 'package/../../of-pax.txt'),
  path('backslash', 'A backslash does not end the first segment of a pax path.', 'package\\of-pax.txt'),
  path('backslash-slash', 'The first slash ends the first segment of a pax path, even after a backslash.',
    'package\\lib/of-pax.txt'),
  path('backslash-parent', 'Backslashes of a pax path are turned where a dot precedes one.',
    'package\\..\\..\\of-pax.txt'),
  path('empty', 'An empty pax path leaves the name as it is.', ''),
  path('first-segment-only', 'A pax path that is empty without its first segment leaves the name as it is.',
    'package/'),
  path('trailing-slash', 'A slash at the end of a pax path is kept.', 'package/d/'),
  path('unicode', 'A pax path is UTF-8.', 'package/日本/😀.txt'),
  path('invalid-utf-8', 'Bytes of a pax path that are no text are replaced.', bytes('package/\xff\xe2\x82.txt')),
  path('newline', 'A pax path may contain a newline.', 'package/a\nb'),
  path('equals', 'A pax path may contain equals signs.', 'package/a=b=c'),
  path('equals-first', 'A pax path may start with an equals sign.', '=package/a'),
  path('space', 'A pax path may start and end with spaces.', ' package/a '),
  path('zero-byte', 'A zero byte in a pax path is kept.', 'package/a\0b'),
  path('long', 'A pax path may be long.', 'package/' + 'directory/'.repeat(20) + 'f'.repeat(200)),
  path('long-segment', 'A segment of a pax path may be longer than file systems allow.', 'package/' + 'n'.repeat(300)),
  path('manifest', 'A pax path may make a file package.json.', 'package/package.json'),
];

const lifetimes = [
  packed('pax-before-directory', 'A directory uses up a pax path.',
    pax({ path: 'package/d/' }), directory('package/x/'), A),
  packed('pax-before-symlink', 'A symbolic link uses up a pax path.',
    pax({ path: 'package/l' }), file('package/x', '', { type: '2', linkname: 'a' }), A),
  packed('pax-before-hard-link', 'A pax path names a hard link.',
    pax({ path: 'package/h' }), file('package/x', '', { type: '1' }), A),
  packed('pax-before-pax', 'Of two pax headers the path of the first is lost.',
    pax({ path: 'package/first' }), pax({ path: 'package/second' }), A),
  packed('pax-before-pax-without-path', 'A pax header uses up the path of the one before.',
    pax({ path: 'package/first' }), pax({ mtime: '1' }), A),
  packed('pax-size-before-pax', 'A pax header uses up the size of the one before, for itself.',
    pax({ size: String(record('path', 'package/second').length) }), pax({ path: 'package/second' }), A),
  packed('pax-size-before-pax-small', 'A pax header that a pax size makes too short has its last record whole.',
    pax({ size: '5' }), pax({ path: 'package/second' }), A),
  packed('pax-before-global', 'A global pax header uses up a pax path.',
    pax({ path: 'package/first' }), globalPax({ comment: 'x' }), A),
  unendedCase('pax-last', 'An archive may not end after a pax header either.', A, pax({ path: 'package/x' })),
  packed('pax-at-end', 'A pax header without an entry is fine.', A, pax({ path: 'package/x' })),
  packed('pax-empty', 'A pax header may be empty.', pax(''), A),
  packed('pax-name', 'The name of a pax header means nothing.', pax({ mtime: '1' }, { name: 'package/../x' }), A),
  packed('pax-of-two-entries', 'Each entry has its own pax header.',
    pax({ path: 'package/1st' }), A, pax({ path: 'package/2nd' }), Z),
];

const sizes = [
  packed('pax-size', 'A pax size replaces the size of the header.',
    pax({ size: '5' }), file('package/a.txt', 'hello', { size: 0 }), Z),
  packed('pax-size-smaller', 'A pax size smaller than that of the header cuts the data.', pax({ size: '2' }), A, Z),
  packed('pax-size-larger', 'A pax size larger than that of the header takes padding as data.',
    pax({ size: '8' }), A, Z),
  packed('pax-size-zero', 'A pax size of zero makes the data a header.', pax({ size: '0' }), A, Z),
  packed('pax-size-broken-header-size', 'A pax size makes up for a size that is no number.',
    pax({ size: '5' }), file('package/a.txt', 'hello', { size: bytes('\x80\0\0\0\0\0\0\0\0\0\0\x05') }), Z),
  packed('pax-size-of-directory', 'A pax size counts for a directory.',
    pax({ size: '512' }), directory('package/d/'), A, Z),
  packed('pax-size-twice', 'The last of two pax sizes counts.',
    pax(Buffer.concat([record('size', '9999'), record('size', '5')])), A, Z),
  before('size-letters-after', 'Letters after the digits of a pax size are ignored.', { size: '5 bytes' }),
  before('size-space-first', 'Spaces may precede a pax size.', { size: ' \t5' }),
  before('size-plus', 'A plus sign may precede a pax size.', { size: '+5' }),
  before('size-fraction', 'A fraction of a pax size is ignored.', { size: '5.9' }),
  before('size-exponent', 'A pax size has no exponent.', { size: '5e3' }),
  before('size-leading-zeros', 'A pax size with zeros first is decimal.', { size: '0005' }),
  before('size-hexadecimal', 'A pax size with the prefix of hexadecimal numbers is zero.', { size: '0x5' }),
  before('size-negative', 'A negative pax size is an error.', { size: '-5' }),
  before('size-negative-zero', 'A pax size of negative zero is zero.', { size: '-0' }),
  before('size-letters', 'A pax size that is no number is an error.', { size: 'five' }),
  before('size-empty', 'An empty pax size is an error.', { size: '' }),
  before('size-other-digits', 'A pax size of digits of another script is an error.', { size: '５' }),
  before('size-infinity', 'An infinite pax size is an error.', { size: 'Infinity' }),
];

const ignored = [
  before('other-keys', 'Other pax records are ignored.',
    {
      mtime: '1.5', uid: '1', gid: '2', uname: 'u', gname: 'g', linkpath: 'package/l', comment: 'c',
      hdrcharset: 'BINARY', 'SCHILY.xattr.user.x': 'y',
    }),
  before('mode-key', 'There is no pax record for the mode.', { mode: '755' }),
  before('upper-case-key', 'Pax keys have lower case.', { PATH: 'package/x', Size: '1' }),
  before('key-with-space', 'A space in a pax key makes it another.', { ' path': 'package/x', 'path ': 'package/y' }),
  before('deletion', 'A pax record without a value is one.', { mtime: '' }),
  before('sparse-name', 'A name for sparse files is ignored.', { 'GNU.sparse.name': 'package/real' }),
  before('two-paths', 'The last of two pax paths counts.',
    Buffer.concat([record('path', 'package/first'), record('path', 'package/last')])),
  before('path-then-empty', 'An empty pax path takes back the one before.',
    Buffer.concat([record('path', 'package/first'), record('path', '')])),
  before('old-npm', 'Records of old npm versions are ignored.', { 'NODETAR.package.name': 'x', 'NODETAR.type': '0' }),
];

const global = (name, rule, data) => packed(`pax-global-${name}`, rule, globalPax(data), A, Z);

const globals = [
  global('comment', 'A global pax header with a comment, as git writes it, is ignored.', { comment: '0'.repeat(40) }),
  global('path', 'A global pax path is an error.', { path: 'package/x' }),
  global('path-empty', 'Even an empty global pax path is an error.', { path: '' }),
  global('size', 'A global pax size is an error.', { size: '5' }),
  global('size-broken', 'A global pax size that is no number is an error of its own.', { size: 'x' }),
  global('mtime', 'Other global pax records are ignored.', { mtime: '1', uid: '1' }),
  global('empty', 'A global pax header may be empty.', ''),
  global('broken', 'A global pax record without a length is an error.', 'path=package/x\n'),
  packed('pax-global-between', 'A global pax header may be anywhere.', A, globalPax({ comment: 'x' }), Z),
];

export const paxCases = [paths, lifetimes, sizes, ignored, globals].flat();
