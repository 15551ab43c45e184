// packers.mjs: packages as real programs write them.

import { directory, exec, file, globalPax, hardlink, longName, pax, symlink } from '../writer/tar.mjs';
import { packed } from '../writer/tarball.mjs';

const GNU = 'ustar  \0';
const MANIFEST = '{\n  "name": "golden",\n  "version": "1.2.3",\n  "bin": "cli.js"\n}\n';
const CLI = '#!/usr/bin/env node\n';

// The date that npm gives all files.
const NPM = { mtime: 499162500, mode: '000644 \0', uid: '\0', gid: '\0' };

const gnu = { magic: GNU, uid: 1000, gid: 1000, uname: 'user', gname: 'user', mtime: 0o14371337133 };

const BSD_RECORDS = {
  mtime: '1690000000.123456789', ctime: '1690000000.1',
  'LIBARCHIVE.creationtime': '1690000000.1', 'SCHILY.dev': '16777220',
};

const bsd = (path, fields) => [
  pax(BSD_RECORDS, { name: `PaxHeader/${path}` }),
  file(path, fields.data, fields),
];

export const packerCases = [
  packed('packer-npm', 'A package as npm packs it.',
    file('package/LICENSE', 'MIT\n', NPM), file('package/cli.js', CLI, { ...NPM, mode: '000755 \0' }),
    file('package/lib/index.js', 'exports.x = 1\n', NPM), file('package/package.json', MANIFEST, NPM)),
  packed('packer-old-npm', 'A package as npm packed it long ago, with a pax header for each file.',
    pax({ 'NODETAR.package.name': 'golden', 'NODETAR.package.version': '1.2.3', 'NODETAR.type': '0' },
      { name: 'PaxHeader/package.json' }),
    file('package/package.json', MANIFEST, { mode: 0o644 }), exec('package/cli.js', CLI)),
  packed('packer-gnu-tar', 'A package that GNU tar packed, with directories and a long name.',
    directory('package/', gnu), file('package/package.json', MANIFEST, gnu), directory('package/lib/', gnu),
    longName(`package/lib/${'very-'.repeat(20)}long.js\0`), file(`package/lib/${'very-'.repeat(17)}lo`, 'x', gnu),
    file('package/cli.js', CLI, { ...gnu, mode: 0o775 })),
  packed('packer-gnu-tar-links', 'A package that GNU tar packed, with links.',
    file('package/package.json', MANIFEST, gnu), hardlink('package/copy.json', 'package/package.json', gnu),
    symlink('package/link.json', 'package.json', gnu)),
  packed('packer-bsd-tar', 'A package that BSD tar packed, with pax headers for times.',
    directory('package/'), ...bsd('package/package.json', { data: MANIFEST }),
    ...bsd('package/cli.js', { data: CLI, mode: 0o755 })),
  packed('packer-mac-tar', 'A package that tar of macOS packed, with files for attributes.',
    file('./._package.json',
      'Mac OS X'), file('package/._package.json', 'Mac OS X'), file('package/package.json', MANIFEST)),
  packed('packer-git-archive', 'An archive that git makes, with the commit in a global pax header.',
    globalPax({ comment: '0123456789012345678901234567890123456789' }),
    directory('repository-0123456/',
      { mode: 0o775 }), file('repository-0123456/package.json', MANIFEST, { mode: 0o664 }),
    symlink('repository-0123456/link', 'package.json'), exec('repository-0123456/cli.js', CLI, { mode: 0o775 })),
  packed('packer-dot', 'A package packed as the directory `.` loses only the dot.',
    directory('./'), file('./package.json', MANIFEST), file('./lib/index.js', 'x')),
  packed('packer-no-directory', 'A package packed without a directory keeps top-level files and loses directories.',
    file('package.json', MANIFEST), file('lib/index.js', 'x'), file('lib/deep/index.js', 'y')),
  packed('packer-types-package', 'A package of types has another first segment.',
    file('node/package.json', '{"name":"@types/golden","version":"1.2.3"}'), file('node/index.d.ts', 'export {}\n')),
  packed('packer-old-unix', 'A package in the oldest form of tar, its directories files with a slash at the end.',
    file('package/', '', { magic: '\0'.repeat(8), mode: '   755 \0', type: '\0' }),
    file('package/package.json', MANIFEST, { magic: '\0'.repeat(8), mode: '   644 \0', type: '\0' })),
  packed('packer-windows', 'A package packed with backslashes.',
    file('package\\package.json', MANIFEST), file('package\\lib\\index.js', 'x')),
  packed('packer-native', 'A package with native code has to be built.',
    file('package/package.json',
      '{"name":"golden","version":"1.2.3","gypfile":true,"scripts":{"install":"node-gyp rebuild"}}'),
    file('package/binding.gyp', '{}'), file('package/src/a.cc', 'int main() {}\n')),
];
