// builds.mjs: which packages are recorded as having to be built.

import { file, hardlink, pax, symlink } from '../writer/tar.mjs';
import { manifestCase, packed } from '../writer/tarball.mjs';

const manifest = (name, rule, scripts) =>
  manifestCase(`build-${name}`, rule, `{"name":"x","version":"1.0.0","scripts":${scripts}}`);

const SCRIPTS = {
  preinstall: ['A preinstall script has a package built.', '{"preinstall":"x"}'],
  install: ['An install script has a package built.', '{"install":"x"}'],
  postinstall: ['A postinstall script has a package built.', '{"postinstall":"x"}'],
  'all-three': ['All scripts may be there.', '{"preinstall":"x","install":"y","postinstall":"z"}'],
  'other-scripts': ['Other scripts do not matter.',
    '{"prepare":"x","prepublish":"x","prepack":"x","preprepare":"x","build":"x","dependencies":"x","uninstall":"x"}'],
  'upper-case': ['Names of scripts have lower case.', '{"Install":"x","POSTINSTALL":"y"}'],
  'empty-string': ['An empty script does not count.', '{"preinstall":"","install":"","postinstall":""}'],
  'empty-then-script': ['One script that counts is enough.', '{"preinstall":"","install":null,"postinstall":"x"}'],
  space: ['A script of a space counts.', '{"install":" "}'],
  'zero-character': ['A script of a zero byte counts.', '{"install":"\\u0000"}'],
  'text-false': ['A script called false counts.', '{"install":"false"}'],
  null: ['A script that is null does not count.', '{"install":null}'],
  false: ['A script that is false does not count.', '{"install":false}'],
  true: ['A script that is true counts.', '{"install":true}'],
  zero: ['A script that is zero does not count.', '{"install":0}'],
  'negative-zero': ['A script that is negative zero does not count.', '{"install":-0.0}'],
  'zero-exponent': ['A script that is too small a number does not count.', '{"install":1e-400}'],
  'smallest-number': ['A script that is the smallest number counts.', '{"install":5e-324}'],
  one: ['A script that is a number counts.', '{"install":1}'],
  'infinite-number': ['A script that is too large a number counts.', '{"install":1e400}'],
  array: ['A script that is an array counts, though empty.', '{"install":[]}'],
  object: ['A script that is an object counts, though empty.', '{"install":{}}'],
  'duplicate-last-empty': ['The last of duplicate scripts counts: none.', '{"install":"x","install":""}'],
  'duplicate-last-full': ['The last of duplicate scripts counts: one.', '{"install":"","install":"x"}'],
  'escaped-key': ['Names of scripts may be escaped.', '{"inst\\u0061ll":"x"}'],
  'prototype-key': ['Scripts in a member called __proto__ do not count.', '{"__proto__":{"install":"x"}}'],
  'nested-key': ['Scripts in another member do not count.', '{"x":{"install":"x"}}'],
  'scripts-empty': ['There may be no scripts.', '{}'],
  'scripts-null': ['Scripts may be null.', 'null'],
  'scripts-false': ['Scripts may be false.', 'false'],
  'scripts-number': ['Scripts may be a number.', '1'],
  'scripts-string': ['Scripts may be a string.', '"install"'],
  'scripts-array': ['Scripts may be an array.', '["install",{"install":"x"}]'],
};

const scripts = Object.entries(SCRIPTS).map(([name, [rule, value]]) => manifest(name, rule, value));

const others = [
  manifestCase('build-duplicate-scripts', 'The last of duplicate scripts members counts.',
    '{"scripts":{"install":"x"},"scripts":{}}'),
  manifestCase('build-scripts-in-prototype', 'Scripts below a member called __proto__ do not count.',
    '{"__proto__":{"scripts":{"install":"x"}}}'),
  manifestCase('build-gypfile-true', 'The member gypfile does not matter.', '{"gypfile":true}'),
  manifestCase('build-document-array', 'An array has no scripts.', '[{"scripts":{"install":"x"}}]'),
  packed('build-nested-manifest', 'Scripts of a nested package.json do not matter.',
    file('package/lib/package.json', '{"scripts":{"install":"x"}}')),
];

const having = (name, rule, ...paths) =>
  packed(`build-${name}`, rule, ...paths.map((path) => file(`package/${path}`, 'x')));

const files = [
  having('binding-gyp', 'A binding.gyp has a package built.', 'binding.gyp'),
  packed('build-binding-gyp-gypfile-false', 'A binding.gyp has a package built even where gypfile is false.',
    file('package/package.json', '{"gypfile":false}'), file('package/binding.gyp', 'x')),
  packed('build-binding-gyp-empty', 'A binding.gyp may be empty.', file('package/binding.gyp')),
  packed('build-binding-gyp-with-empty-scripts', 'A binding.gyp counts where no script does.',
    file('package/package.json', '{"scripts":{"install":""}}'), file('package/binding.gyp', 'x')),
  having('binding-gyp-nested', 'A binding.gyp in a directory does not count.', 'lib/binding.gyp'),
  having('binding-gyp-upper-case', 'Only the spelling binding.gyp counts.',
    'Binding.gyp', 'BINDING.GYP', 'binding.gypi', 'binding.gyp.bak'),
  packed('build-binding-gyp-absolute', 'A path with a slash before binding.gyp is not it.',
    file('package//binding.gyp', 'x')),
  packed('build-binding-gyp-resolved', 'A path that is resolved to binding.gyp is it.',
    file('package/lib/../binding.gyp', 'x')),
  packed('build-binding-gyp-symlink', 'A symbolic link called binding.gyp does not count.',
    symlink('package/binding.gyp', 'x')),
  packed('build-binding-gyp-hard-link', 'A hard link called binding.gyp counts.',
    hardlink('package/binding.gyp', 'package/x')),
  packed('build-binding-gyp-directory', 'A directory called binding.gyp does not count, what is below neither.',
    file('package/binding.gyp/', '', { type: '5' }), file('package/binding.gyp/x', 'x')),
  having('hooks', 'A file in a directory .hooks has a package built.', '.hooks/install'),
  having('hooks-any-file', 'Any file below .hooks counts.', '.hooks/a/b/c.txt'),
  having('hooks-file', 'A file called .hooks does not count.', '.hooks'),
  having('hooks-longer', 'A directory whose name is longer does not count.', '.hooksx/install', '.hooks.d/x'),
  having('hooks-nested', 'A directory .hooks in another one does not count.', 'lib/.hooks/install'),
  having('hooks-upper-case', 'Only the spelling .hooks counts.', '.Hooks/install', 'hooks/install'),
  having('hooks-backslash', 'A backslash is as good as a slash after .hooks.', '.hooks\\install'),
  packed('build-hooks-backslash-pax', 'A pax path with a backslash after .hooks counts.',
    pax({ path: 'package/.hooks\\x' }), file('package/y', 'x')),
  packed('build-hooks-newline', 'What follows .hooks may contain anything.',
    pax({ path: 'package/.hooks/\n' }), file('package/y', 'x')),
  packed('build-hooks-after-newline', 'A path with a newline before .hooks does not count.',
    pax({ path: 'package/a\n.hooks/x' }), file('package/y', 'x')),
  packed('build-hooks-directory', 'A directory .hooks without files does not count.',
    file('package/.hooks/', '', { type: '5' })),
  packed('build-hooks-trailing-slash', 'A file `.hooks/` counts.', file('package/.hooks/', 'x')),
  packed('build-hooks-absolute', 'A path with a slash before .hooks does not count.', file('package//.hooks/x', 'x')),
];

export const buildCases = [scripts, others, files].flat();
