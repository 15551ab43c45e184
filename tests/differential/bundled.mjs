// bundled.mjs: package.jsons with many of the fields that pnpm 11 keeps in its rows, and with values of every encoding.

const FIELDS = [
  'bin', 'bundledDependencies', 'bundleDependencies', 'cpu', 'dependencies', 'devDependencies', 'directories', 'engines',
  'gypfile', 'libc', 'name', 'optionalDependencies', 'os', 'peerDependencies', 'peerDependenciesMeta', 'scripts', 'version',
];

const NAMES = [
  'a', 'b', 'node', '0', '7', '10', '01', '4294967295', '__proto__', 'constructor', 'toJSON', 'toString', 'size', 'then', '',
  'install', 'preinstall', 'postinstall', 'prepare', 'grün', '\u2028', '😀', '\ud800', 'n'.repeat(32), 'n'.repeat(64), 'n'.repeat(300),
];

const NUMBERS = [
  0, 1, 31, 32, 63, 64, 127, 128, 255, 256, 65535, 65536, 2147483647, 2147483648, 4294967295, 4294967296, 9007199254740993,
  -1, -31, -32, -33, -127, -128, -129, -32768, -32769, -2147483648, -2147483649, 0.5, -0.5, 1.1, 1e21, 1e-7, 5e-324, 16777217, 3.5e38,
];

const LETTERS = ['a', 'a', 'é', '日', '😀', '\ud800', '\udc00', '\x7f', '\x00', '"'];
const LENGTHS = [0, 1, 5, 15, 16, 31, 32, 33, 63, 64, 65, 127, 128, 255, 256, 300];

const VERSIONS = [
  '1.2.3', 'v1.2.3', '=1.2.3', ' = v1.2.3 ', '=v=1.2.3', '1.2.3-beta.1', '1.2.3-beta.01', '1.2.3beta', '1.2.3-', '1.2.3+build.5', '1.2.3+',
  '1.2.3-a+b+c', '01.2.3', '1.02.3', '1.2', '1', '1.2.3.4', '', ' ', '\t1.2.3\n', '\u00a01.2.3', '\ufeff1.2.3', '1.2.3 x', 'x', 'latest',
  '9007199254740991.0.0', '9007199254740992.0.0', '1.2.3-9007199254740992', '99999999999999999999.0.0', '1.2.3-0', '1.2.3-00', '1.2.3-0a',
  '1.2.3--', '1.2.3-a..b', '1.2.3-a.b.', `1.2.3-${'a'.repeat(249)}`, `1.2.3-${'a'.repeat(251)}`, `1.2.3+${'a'.repeat(300)}`, '1.2.3-é', 'V1.2.3', '1. 2.3',
  '1.2.3 -beta', '==1.2.3', '= = 1.2.3', 'v 1.2.3', '1.2.3-1.2.3', '１.2.3', '-1.2.3', '+1.2.3', '1.2.3-+b', '0.0.0',
];

const EDITS = [' ', 'v', '=', '.', '-', '+', '0', '1', 'a', '\t', '\u2028'];

function text(random) {
  const [letter, length] = [random.pick(LETTERS), random.pick(LENGTHS)];
  return `${random.pick(LETTERS)}${letter.repeat(length)}`;
}

// A version of the list above, sometimes with something inserted.
function version(random) {
  const chosen = random.pick(VERSIONS);
  if (random.oneIn(2)) return chosen;
  const at = random.below(chosen.length + 1);
  return chosen.slice(0, at) + random.pick(EDITS) + chosen.slice(at);
}

function object(random, depth) {
  const count = random.oneIn(20) ? 14 + random.below(8) : random.below(4);
  const members = random.times(count, () => `${JSON.stringify(random.pick(NAMES))}:${value(random, depth - 1)}`);
  return `{${members.join(',')}}`;
}

function value(random, depth) {
  const kind = random.below(depth > 0 ? 8 : 5);
  if (kind === 0) return random.pick(['null', 'true', 'false', '""', '-0', '1.0']);
  if (kind === 1) return String(random.pick(NUMBERS));
  if (kind < 5) return JSON.stringify(text(random));
  if (kind < 7) return object(random, depth);
  const count = random.oneIn(20) ? 14 + random.below(5) : random.below(4);
  return `[${random.times(count, () => value(random, depth - 1)).join(',')}]`;
}

function fieldOf(random, key) {
  if (key === 'version' && !random.oneIn(10)) return JSON.stringify(version(random));
  if (key === 'gypfile') return random.pick(['false', 'false', 'true', '0', 'null', '"false"', '{}']);
  return random.oneIn(6) ? value(random, 0) : object(random, 3);
}

/** The text of such a package.json. */
export function bundled(random) {
  const keys = random.times(random.oneIn(10) ? 17 : random.below(5), () => random.pick(FIELDS));
  if (!random.oneIn(4)) keys.push('version');
  if (random.oneIn(4)) keys.push('gypfile');
  return `{${keys.map((key) => `${JSON.stringify(key)}:${fieldOf(random, key)}`).join(',')}}`;
}
