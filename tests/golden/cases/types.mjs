// types.mjs: which entries are files, which are skipped, which are errors.

import { bytes, directory, entry, file, hardlink, longName, pax, symlink } from '../writer/tar.mjs';
import { packed } from '../writer/tarball.mjs';

const A = file('package/a.txt', 'a');
const Z = file('package/z.txt', 'z');

const typed = (name, rule, type, fields = {}) =>
  packed(`type-${name}`, rule, A, entry({ name: 'package/x', type, ...fields }), Z);

const files = [
  typed('zero-byte', 'Type zero byte is a file.', '\0', { data: 'x' }),
  typed('digit-zero', 'Type 0 is a file.', '0', { data: 'x' }),
  typed('hard-link', 'A hard link is a file of its own, here an empty one.', '1', { linkname: 'package/a.txt' }),
  typed('hard-link-with-data', 'A hard link with data is a file with that data.',
    '1', { linkname: 'package/a.txt', data: 'x' }),
  typed('hard-link-executable', 'A hard link has its own mode.', '1', { linkname: 'package/a.txt', mode: 0o755 }),
  packed('type-hard-link-with-size-alone',
    'A hard link that tells the size of its target without data takes the next entry as data.',
    file('package/a.txt', 'a'.repeat(600)), hardlink('package/x', 'package/a.txt', { size: 600 }), A, Z),
  packed('type-hard-link-before-target', 'A hard link may come before its target.',
    hardlink('package/x', 'package/z.txt'), Z),
  packed('type-hard-link-to-nothing', 'A hard link may have no target.', hardlink('package/x', 'package/none')),
  packed('type-hard-link-over-file', 'A hard link replaces a file of its name.',
    A, hardlink('package/a.txt', 'package/z.txt'), Z),
  packed('type-hard-link-manifest', 'A package.json that is a hard link is empty, which is not JSON.',
    A, hardlink('package/package.json', 'package/other.json')),
  packed('type-file-with-slash', 'An old directory, a file whose name ends with a slash, is a file.',
    A, file('package/d/')),
  packed('type-file-package-with-slash', 'The file `package/` has an empty name.', file('package/'), A),
];

const skipped = [
  typed('symlink', 'A symbolic link is skipped.', '2', { linkname: 'a.txt' }),
  typed('directory', 'A directory is skipped.', '5'),
  packed('type-directories-only', 'A package may have directories and no files.',
    directory('package/'), directory('package/d/')),
  packed('type-directory-after-file', 'A directory does not replace a file of its name.',
    A, directory('package/a.txt')),
  packed('type-symlink-after-file', 'A symbolic link does not replace a file of its name.',
    A, symlink('package/a.txt', 'z.txt')),
  packed('type-symlink-manifest', 'A package.json that is a symbolic link does not count.',
    symlink('package/package.json', 'real.json'), file('package/real.json', '{"name":"real"}')),
  packed('type-symlink-parent', 'Files below a name that is a symbolic link are stored.',
    symlink('package/d', '/etc'), file('package/d/a.txt', 'a')),
  packed('type-directory-named-manifest', 'A directory called package.json does not count.',
    directory('package/package.json/'), A),
];

const UNKNOWN = {
  'character-device': '3', 'block-device': '4', fifo: '6', contiguous: '7', eight: '8', nine: '9',
  'gnu-long-link': 'K', 'gnu-sparse': 'S', 'gnu-volume': 'V', 'gnu-directory': 'D', 'gnu-multi-volume': 'M',
  'gnu-names': 'N', 'solaris-acl': 'A', 'solaris-attributes': 'E', 'solaris-inode': 'I', 'solaris-pax': 'X',
  'lower-a': 'a', space: ' ', 'high-byte': bytes('\xff'), 'lower-l': 'l', 'upper-g': 'G', one: '\x01',
};

const unknown = Object.entries(UNKNOWN).map(([name, type]) => {
  const code = Buffer.from(type)[0];
  return typed(`unknown-${name}`, `An entry of type ${code} is an error.`, type, { data: 'x' });
});

const special = [
  packed('type-unknown-after-pax', 'The error for an unknown type names the pax path.',
    pax({ path: 'package/of-pax' }), entry({ name: 'package/x', type: '6' })),
  packed('type-unknown-normalised', 'The error for an unknown type names the normalised path.',
    entry({ name: 'package/d/../x', type: '6' })),
  packed('type-long-link-then-symlink', 'A GNU long link target is an error, though the link would be skipped.',
    longName('target/'.repeat(20), { type: 'K' }), symlink('package/l', 'target/')),
  packed('type-sparse-pax', 'A sparse file in pax form is a file with the sparse map as data.',
    pax({
      'GNU.sparse.major': '1', 'GNU.sparse.minor': '0', 'GNU.sparse.name': 'package/real', 'GNU.sparse.realsize': '9',
    }),
    file('package/GNUSparseFile.0/real', '1\n0\n1\n'.padEnd(512, '\0') + 'x')),
];

export const typeCases = [files, skipped, unknown, special].flat();
