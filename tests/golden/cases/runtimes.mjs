// runtimes.mjs: archives of runtimes, which have no package.json: a lockfile says what it would say.

import { bzip2 } from '../writer/bzip2.mjs';
import { exec, file, symlink, tar } from '../writer/tar.mjs';
import { tarball } from '../writer/tarball.mjs';
import { executable, folder, link, member, stored, zip } from '../writer/zip.mjs';

const NODE = { id: 'node@runtime:22.0.0', bin: { node: 'bin/node' } };
const BUN = { id: 'bun@runtime:1.2.3', bin: 'bun', prefix: 'bun-linux-x64' };
const DENO = { id: 'deno@runtime:2.0.0', bin: { deno: 'deno' } };

function under(name, rule, archive, content, { id, ...more }) {
  return { name: `runtime-${name}`, rule, tarball: content, id, algorithm: 'sha256', runtime: { archive, ...more } };
}

const inTar = (name, rule, runtime, ...parts) => under(name, rule, 'tarball', tarball(...parts), runtime);
const inZip = (name, rule, runtime, ...members) => under(name, rule, 'zip', zip(...members), runtime);

const top = (path) => `node-v22.0.0-linux-x64/${path}`;

const node = [
  exec(top('bin/node'), 'node'), symlink(top('bin/npm'), '../lib/node_modules/npm/bin/npm-cli.js'), file(top('README.md'), '#'),
];

// What Node.js brings along, and what only looks like it.
const extras = [
  'lib/node_modules/npm/package.json', 'lib/node_modules/npm/bin/npm-cli.js', 'lib/node_modules/corepack/a.js',
  'lib/node_modules/npm', 'lib/node_modules/npmx/a.js', 'lib/node_modules/other/a.js', 'node_modules/npm/a.js',
  'node_modules/corepack/a.js', 'node_modules/other/a.js', 'x/lib/node_modules/npm/a.js', 'bin/npm', 'bin/npx',
  'bin/corepack', 'bin/npm.cmd', 'bin/npmx', 'bin/npm/a.js', 'npm', 'npx', 'corepack', 'npm.cmd', 'npx.cmd', 'npx.ps1',
  'corepack.ps1', 'npm.exe', 'npmx', 'install_tools.bat',
];

const tarballs = [
  inTar('node', 'The files of the archive, without its directory, and a package.json with name, version and bin.', NODE, ...node),
  inTar('node-extras', 'pnpm 11: of Node.js the package managers that come with it are left out.', NODE,
    ...extras.map((path) => file(top(path), path))),
  inTar('other-extras', 'Of another runtime nothing is left out.', DENO, ...extras.map((path) => file(`deno/${path}`, path))),
  inTar('several-bins', 'All commands that the lockfile names are in bin.',
    { ...NODE, bin: { node: 'bin/node', npm: 'lib/npm.js', 10: 'ten', 9: 'nine' } }, ...node),
  inTar('bin-text', 'The command may be a path alone.', { ...NODE, bin: 'bin/node' }, ...node),
  inTar('bin-odd', 'Names and paths may have any characters.', { ...NODE, bin: { 'grün "x"': 'bin/\\n\u2028\u007f' } }, ...node),
  inTar('prefix', 'A prefix says nothing of a tarball.', { ...NODE, prefix: 'bin' }, ...node),
  inTar('own-manifest', 'A package.json in the archive stays, and says what there is to say.', NODE,
    file(top('package.json'), '{"name":"own","version":"3.0.0","scripts":{"install":"x"}}'), ...node),
  inTar('false-manifest', 'A package.json of another value is one.', NODE, file(top('package.json'), 'false'), ...node),
  inTar('bad-manifest', 'A package.json that is no JSON is an error.', NODE, file(top('package.json'), '{'), ...node),
  inTar('gyp', 'A binding.gyp asks for a build.', NODE, file(top('binding.gyp'), '{}'), ...node),
  inTar('empty', 'There may be nothing in the archive.', NODE),
  inTar('prerelease', 'The version is the one of the id.', { ...NODE, id: 'node@runtime:23.0.0-rc.1' }, ...node),
  under('bare-tar', 'The archive need not be compressed.', 'tarball', tar(...node), NODE),
  under('bzip2', 'pnpm 11: the archive may be compressed by bzip2.', 'tarball', bzip2(tar(...node)), NODE),
  under('zip-for-tarball', 'A zip is no tarball.', 'tarball', zip(member(top('bin/node'), 'node')), NODE),
];

const bun = (path) => `bun-linux-x64/${path}`;

// A directory cannot have the name of a file.
const unpackable = extras.filter((path) => !['bin/npm', 'lib/node_modules/npm'].includes(path));

const names = ['b', 'a/z', 'a.txt', 'a-b/c', 'B', '10', '9', 'a/y/x', '_', 'a/y.js', 'z/10', 'z/9'];

const zips = [
  inZip('zip-prefix', 'Of a zip the directory that the lockfile names is taken.', BUN, folder(bun('')), executable(bun('bun'), 'bun')),
  inZip('zip', 'Without a prefix, all of the zip.', DENO, executable('deno', 'deno')),
  inZip('zip-stored', 'Members need not be compressed.', DENO, stored('deno', 'deno')),
  inZip('zip-modes', 'Of a zip no file is executable, whatever it says.', DENO,
    executable('deno', 'deno'), member('read-only', 'a', { mode: 0o100444 }), member('no-mode', 'b', { mode: 0 })),
  inZip('zip-order', 'Files are in the order of names, directory by directory.', DENO,
    ...names.map((path) => member(path, path))),
  inZip('zip-outside', 'What is beside the directory that the lockfile names is left out.', BUN,
    executable(bun('bun'), 'bun'), member('bun', 'x'), member('bun-linux-x64-more/a', 'x'), member('other/a', 'x')),
  inZip('zip-no-prefix', 'A directory that is not there is an error.', BUN, executable('bun', 'bun')),
  inZip('zip-deep-prefix', 'It may be a directory below.', { ...BUN, prefix: 'a/b' }, executable('a/b/bun', 'bun'), member('a/c', 'x')),
  inZip('zip-prefix-slash', 'With a slash at its end it is the same.', { ...BUN, prefix: 'bun-linux-x64/' }, executable(bun('bun'), 'bun')),
  inZip('zip-prefix-parent', 'It may not be outside.', { ...BUN, prefix: '..' }, executable('bun', 'bun')),
  inZip('zip-node-modules', 'pnpm 10: node_modules at the top is left out, one below is not.', DENO,
    executable('deno', 'deno'), member('node_modules/a/a.js', 'a'), member('lib/node_modules/b.js', 'b')),
  inZip('zip-node-extras', 'pnpm 11: of Node.js the package managers that come with it are left out.',
    { ...NODE, bin: 'node.exe', prefix: 'node-v22.0.0-linux-x64' }, ...unpackable.map((path) => member(top(path), path))),
  inZip('zip-own-manifest', 'A package.json in the archive stays, and says what there is to say.', DENO,
    executable('deno', 'deno'), member('package.json', '{"name":"own","version":"3.0.0"}')),
  inZip('zip-gyp', 'A binding.gyp asks for a build.', DENO, member('binding.gyp', '{}')),
  inZip('zip-twice', 'Of two files of one name the last counts.', DENO, member('deno', 'first'), member('deno', 'second')),
  inZip('zip-link', 'A symbolic link is a file of its target.', DENO, executable('deno', 'deno'), link('d', 'deno')),
  inZip('zip-dots', 'Dots are resolved.', DENO, member('./deno', 'deno'), member('a/../b', 'b'), member('c/./d', 'd')),
  inZip('zip-parent', 'A name that leaves the archive is an error.', DENO, member('deno', 'deno'), member('../a', 'a')),
  inZip('zip-absolute', 'So is one that is absolute.', DENO, member('deno', 'deno'), member('/a', 'a')),
  inZip('zip-backslash', 'A backslash is a slash.', DENO, member('a\\b', 'a')),
  inZip('zip-slashes', 'Slashes that follow each other are one.', DENO, member('a//b', 'a')),
  inZip('zip-unicode', 'A name in UTF-8 with the mark for it.', DENO, member('grün', 'a', { flags: 0x800 })),
  inZip('zip-no-mark', 'pnpm 11: without the mark it is a name in code page 437.', DENO, member('grün', 'a')),
  inZip('zip-wrong-checksum', 'A file that is not what its checksum says is an error.', DENO, member('deno', 'deno', { crc: 1 })),
  inZip('zip-empty', 'A zip without members is an error.', DENO),
  inZip('zip-empty-folder', 'A directory leaves no trace.', DENO, folder('a/'), member('deno', 'deno')),
  under('zip-comment', 'Something may come after the end.', 'zip', Buffer.concat([zip(member('deno', 'deno')), Buffer.from('more')]), DENO),
  under('zip-cut', 'A zip that is cut off is an error.', 'zip', zip(member('deno', 'deno')).subarray(0, -30), DENO),
  under('tarball-for-zip', 'A tarball is no zip.', 'zip', tarball(...node), NODE),
];

export const runtimeCases = [tarballs, zips].flat();
