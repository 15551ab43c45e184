// rows.mjs: what pnpm 11 keeps of package.json in its index, and how its encoding writes it.

import { file } from '../writer/tar.mjs';
import { manifestCase, packed } from '../writer/tarball.mjs';

const text = (name, rule, content) => manifestCase(`row-${name}`, rule, content);

/** A manifest with this JSON text as `engines`, a member that pnpm 11 keeps as it is. */
const value = (name, rule, json) => text(`value-${name}`, rule, `{"name":"x","version":"1.0.0","engines":${json}}`);

/** A manifest with this version. */
const version = (name, rule, spelt) =>
  text(`version-${name}`, rule, JSON.stringify({ name: 'x', version: spelt }));

const members = [
  text('all-members', 'pnpm 11 has an order of its own for members.', JSON.stringify({
    version: '1.0.0', scripts: { postinstall: 'p', test: 't', install: 'i', preinstall: 'q' },
    peerDependenciesMeta: { a: { optional: true } }, peerDependencies: { a: '1' }, os: ['linux'],
    optionalDependencies: { b: '1' }, name: 'x', libc: ['musl'], gypfile: true, engines: { node: '>=1' },
    directories: { bin: 'b' }, devDependencies: { c: '1' }, dependencies: { d: '1' }, cpu: ['x64'],
    bundleDependencies: true, bundledDependencies: ['d'], bin: 'cli.js', main: 'a', description: 'd',
  })),
  text('members-null', 'Members that are null are left out.', '{"name":"x","bin":null,"os":null,"cpu":[]}'),
  text('no-version', 'A missing version is 0.0.0.', '{"name":"x"}'),
  text('null-version', 'A version that is null is 0.0.0.', '{"name":"x","version":null}'),
  text('version-alone', 'A version alone is not kept.', '{"version":"1.0.0"}'),
  text('version-alone-number', 'A version alone may be anything.', '{"version":1}'),
  text('version-number-with-scripts', 'With a script it may not.', '{"version":1,"scripts":{"install":"x"}}'),
  text('scripts-alone', 'Scripts of installs are kept.', '{"scripts":{"install":"x","test":"t"}}'),
  text('scripts-not-truthy', 'Scripts that are not truthy are left out.',
    '{"name":"x","scripts":{"install":"","preinstall":0,"postinstall":[]}}'),
  text('scripts-text', 'Scripts that are a text are none.', '{"name":"x","scripts":"install"}'),
  text('same-keys', 'Objects with the same keys in the same order are of one kind.',
    '{"name":"x","dependencies":{"a":"1","b":"2"},"optionalDependencies":{"b":"1","a":"2"},"peerDependencies":{"a":"3","b":"4"}}'),
  text('keys-of-files', 'A member may have the keys of a file.', '{"name":"x","bin":{"digest":"a","mode":"b","size":"c"}}'),
  text('prototype-key', 'A key may be __proto__.', '{"name":"x","dependencies":{"__proto__":"1","a":"2"}}'),
  text('constructor-key', 'A key may be constructor.', '{"name":"x","dependencies":{"constructor":"1"}}'),
  text('integer-keys', 'Keys like integers come first.', '{"name":"x","dependencies":{"b":"1","10":"2","2":"3"}}'),
  text('key-not-ascii', 'A key may have any letters.', '{"name":"x","dependencies":{"\u00e9\u{1f600}":"1"}}'),
];

const gyp = (name, gypfile) => packed(`row-gypfile-${name}`, `binding.gyp, and ${gypfile} as gypfile.`,
  file('package/package.json', `{"name":"x","gypfile":${gypfile}}`), file('package/binding.gyp', ''));

const builds = [
  gyp('false', 'false'), gyp('true', 'true'), gyp('zero', '0'), gyp('null', 'null'), gyp('text', '"false"'),
  packed('row-gypfile-false-hooks', 'Hooks are not cancelled by gypfile.',
    file('package/package.json', '{"gypfile":false}'), file('package/.hooks/a', '')),
  packed('row-gypfile-false-script', 'A script is not cancelled by gypfile.',
    file('package/package.json', '{"gypfile":false,"scripts":{"install":"x"}}'), file('package/binding.gyp', '')),
];

const numbers = [
  '0', '-0', '63', '64', '127', '128', '255', '256', '65535', '65536', '4294967295', '4294967296', '9007199254740993',
  '-1', '-32', '-33', '-128', '-129', '-32768', '-32769', '-2147483648', '-2147483649', '1.5', '-0.1', '1e21', '1e400',
];

const long = (length, character = 'a') => JSON.stringify(character.repeat(length));

const values = [
  value('numbers', 'Numbers take as few bytes as they can.', `[${numbers}]`),
  value('literals', 'Literals are single bytes.', '[null,true,false]'),
  value('nested', 'Arrays and objects may be nested.', '[[[]],[{}],{"a":{"a":{"b":[]}}},{}]'),
  value('array-15', 'An array of 15 items has a short head.', JSON.stringify(new Array(15).fill(0))),
  value('array-16', 'An array of 16 items has a longer head.', JSON.stringify(new Array(16).fill(0))),
  value('array-70000', 'An array of 70000 items has the longest head.', JSON.stringify(new Array(70000).fill(0))),
  value('texts', 'Texts have heads for their length in bytes.', `[${['""', long(31), long(32), long(255), long(256),
    long(65535), long(65536), long(16, '\u00e9'), long(20, '\u20ac'), long(100, '\u20ac'), long(30, '\u{1f600}'),
    long(22000, '\u20ac')]}]`),
  value('keys-15', 'A record of 15 keys.', JSON.stringify(Object.fromEntries(Array.from({ length: 15 }, (_, i) => [`k${i}`, i])))),
  value('keys-16', 'A record of 16 keys.', JSON.stringify(Object.fromEntries(Array.from({ length: 16 }, (_, i) => [`k${i}`, i])))),
  value('kinds-64', 'As many kinds of records as there are slots, and the first again.',
    JSON.stringify([...Array.from({ length: 61 }, (_, i) => ({ [`k${i}`]: i })), { k0: 1 }, { k60: 1 }])),
  value('kinds-65', 'One more kind takes the first slot again.',
    JSON.stringify([...Array.from({ length: 64 }, (_, i) => ({ [`k${i}`]: i })), { k0: 1 }, { k1: 1 }, { k2: 1 }])),
  value('kinds-200', 'The oldest of 64 kinds is forgotten, however often it was used.',
    JSON.stringify(Array.from({ length: 200 }, (_, i) => [{ k0: 1 }, { [`k${i}`]: { [`k${i - 3}`]: 1 } }]))),
  value('surrogate-short', 'A lone surrogate in a short text.', '"\\ud800"'),
  value('surrogate-63', 'A lone surrogate in a text of 63 units.', `"${'a'.repeat(62)}\\udc00"`),
  value('surrogate-64', 'A lone surrogate in a text of 64 units.', `"${'a'.repeat(63)}\\udc00"`),
];

const VERSIONS = {
  'prefix': ' =v1.2.3 ', 'zeros': '01.02.03', 'loose-prerelease': '1.2.3beta.007', 'build': '1.2.3-a+b',
  'four-numbers': '1.2.34.5', 'four-short-numbers': '1.2.3.4', 'hyphen-alone': '1.2.3-', 'range': '^1.2.3', 'empty': '',
  'text': 'latest', 'too-large': '9007199254740992.0.0', 'byte-order-mark': '\ufeff1.2.3\u00a0',
};

const versions = Object.entries(VERSIONS).map(([name, spelt]) =>
  version(name, `The version ${JSON.stringify(spelt)} is cleaned if it can be.`, spelt));

const files = (count) => Array.from({ length: count }, (_, i) => file(`package/${i}`, ''));

const maps = [
  packed('row-files-15', 'A map of 15 files and the stand-in for package.json.', ...files(15)),
  packed('row-files-300', 'A map of 300 files, in the order of the tarball.', ...files(300).reverse()),
  packed('row-files-prototype', 'A file may be called __proto__.', file('package/__proto__', 'a')),
];

export const rowCases = [...members, ...builds, ...values, ...versions, ...maps];
