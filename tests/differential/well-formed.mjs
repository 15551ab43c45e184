// well-formed.mjs: archives that every reader has to read alike. libarchive is their second judge.

import { directory, exec, file, longName, pax, symlink, tar } from '../golden/writer/tar.mjs';
import { manifest } from './values.mjs';

const WORDS = ['a', 'lib', 'index.js', 'README', 'grün', '日本', 'x'.repeat(30), 'test', '10', '0', 'with space', 'UPPER'];

const name = (random) => `package/${random.times(1 + random.below(4), () => random.pick(WORDS)).join('/')}`;

/** A file whose segments before the last are in the prefix field. */
function inPrefix(text, data) {
  const slash = text.lastIndexOf('/');
  return file(text.slice(slash + 1), data, { prefix: text.slice(0, slash) });
}

const short = (text) => Buffer.byteLength(text) <= 100;

const KINDS = [
  (text, data) => (short(text) ? [file(text, data)] : [pax({ path: text }), file('package/long', data)]),
  (text, data) => (short(text) ? [exec(text, data)] : [longName(`${text}\0`), exec('package/long', data, { magic: 'ustar  \0' })]),
  (text, data) => [pax({ path: text, mtime: '1.5' }), file('package/short', data)],
  (text, data) => [longName(`${text}\0`), file('package/short', data, { magic: 'ustar  \0' })],
  (text, data) => [inPrefix(text, data)],
  (text, data) => [pax({ size: `${data.length}` }), file('package/sized', data)],
  () => [directory('package/directory/')],
  () => [symlink('package/link', 'a')],
];

export function wellFormed(random) {
  const count = 1 + random.below(6);
  const members = random.times(count, () => random.pick(KINDS)(name(random), 'd'.repeat(random.below(1200))));
  if (random.oneIn(2)) members.push([file('package/package.json', manifest(random))]);
  if (random.pnpm >= 11 && random.oneIn(3)) members.push([file('package/binding.gyp')]);
  return tar(...members.flat());
}
