// A workspace with every kind of dependency and every known oddity of a layout. README.md lists them.
import { symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { file, exec } from '../../golden/writer/tar.mjs'
import { tarball } from '../../golden/writer/tarball.mjs'
import { addLockfile, writeFiles } from './written.mjs'

const name = 'everything'
const command = (text) => `#!/usr/bin/env node\nconsole.log(${JSON.stringify(text)})\n`

const root = {
  name: 'everything',
  private: true,
  scripts: { 'which-semver': 'semver 1.2.3', clean: 'run-func-like', prepare: 'node prepare.js' },
  dependencies: {
    '@ws/a': 'workspace:*',
    'is-odd': 'catalog:',
    JSONStream: '1.3.5',
    linked: 'link:./linked',
    semver: '7.6.3',
    'semver-5': 'npm:semver@5.7.2',
    'semver-6': 'npm:semver@6.3.1',
  },
  devDependencies: { '@ws/c': 'workspace:*', rimraf: '3.0.2', 'local-directory': 'file:vendor/directory', 'with-directories': 'file:vendor/with-directories-1.0.0.tgz' },
  optionalDependencies: { 'read-package-json-fast': '6.0.0', chokidar: '3.6.0' },
}

const a = {
  name: '@ws/a',
  version: '1.0.0',
  bin: { a: 'bin/a.js', shared: 'bin/shared.js', semver: './bin/a.js' },
  dependencies: {
    '@ws/b': 'workspace:^1.0.0',
    '@ws/injected': 'workspace:*',
    react: '18.2.0',
    'react-dom': '18.2.0',
    'react-redux': '8.1.3',
    redux: '4.2.1',
    'use-sync-external-store': '1.2.0',
    'local-tarball': 'file:../../vendor/local-tarball-1.0.0.tgz',
  },
  devDependencies: { '@types/react': '18.3.12', '@types/react-dom': '18.3.1', 'run-func': '1.0.3', '@aws-cdk/cloud-assembly-schema': '38.0.1' },
  dependenciesMeta: { '@ws/injected': { injected: true } },
}

const b = {
  name: '@ws/b',
  version: '1.2.0',
  bin: 'b.js',
  scripts: { postinstall: 'node nothing.js' },
  dependencies: { react: '17.0.2', 'use-sync-external-store': '1.2.0', 'es5-ext': '0.10.64', ejs: '2.7.4', '@ws/a': 'workspace:*', 'loose-envify': 'catalog:old', 'with-peers': 'file:../../vendor/with-peers-1.0.0.tgz' },
}

// Its peer is a project of the workspace, so a link is below a snapshot.
const c = {
  name: '@ws/c',
  version: '2.0.0',
  bin: { 'c-missing': './not-there.js', shared: 'shared.js', c: './c.sh' },
  dependencies: { react: 'workspace:*', 'use-sync-external-store': '1.2.0', 'local-tarball': 'file:../../vendor/local-tarball-1.0.0.tgz' },
}

const injected = {
  name: '@ws/injected',
  version: '1.0.0',
  directories: { bin: './commands' },
  files: ['commands', 'lib'],
  dependencies: { 'is-odd': 'catalog:', 'is-number': '7.0.0' },
  peerDependencies: { react: '*' },
  devDependencies: { react: '17.0.2' },
}

const workspace = {
  packages: ['packages/*', 'packages/b/nested'],
  catalog: { 'is-odd': '^3.0.1' },
  catalogs: { old: { 'loose-envify': '1.3.1' } },
  overrides: { 'is-number@6': '7.0.0' },
  packageExtensions: { JSONStream: { dependencies: { 'is-odd': '3.0.1' } } },
  patchedDependencies: { 'is-odd@3.0.1': 'patches/is-odd.patch' },
  ignoredBuiltDependencies: ['es5-ext'],
  onlyBuiltDependencies: ['ejs'],
  allowBuilds: { 'es5-ext': false, ejs: true },
}

const patch = `diff --git a/added.js b/added.js
new file mode 100644
index 0000000..cbd15f7
--- /dev/null
+++ b/added.js
@@ -0,0 +1 @@
+module.exports = 'added';
diff --git a/index.js b/index.js
index 79d1f22..02e3fcb 100644
--- a/index.js
+++ b/index.js
@@ -10,6 +10,7 @@
 const isNumber = require('is-number');
 
 module.exports = function isOdd(value) {
+  if (value === 'patched') return true;
   const n = Math.abs(value);
   if (!isNumber(n)) {
     throw new TypeError('expected a number');
`

const manifestOf = (manifest) => file('package/package.json', JSON.stringify(manifest))

const localTarball = tarball(
  manifestOf({ name: 'local-tarball', version: '1.0.0', bin: { 'local-tarball': 'cli.js', 'run-func-like': 'crlf.js', 'tarball-missing': 'gone.js', '../outside': 'cli.js', 'b a d': 'cli.js', python: 'py' }, dependencies: { rimraf: '3.0.2' } }),
  exec('package/cli.js', '#!/usr/bin/env -S node --no-warnings --title=x\nconsole.log(1)\n'),
  file('package/crlf.js', '#!/usr/bin/env node\r\nconsole.log(2)\r\n'),
  file('package/py', '#!/usr/bin/python3 -u\nprint(1)\n'),
  file('package/lib/plain.js', 'module.exports = 1\n'),
)

// A package whose commands are the files of a directory.
const withDirectories = tarball(
  manifestOf({ name: 'with-directories', version: '1.0.0', directories: { bin: 'bin' } }),
  file('package/bin/first', command('first')),
  file('package/bin/second.js', 'console.log("no first line")\n'),
  file('package/bin/deep/third.sh', '#!/bin/sh\necho third\n'),
  file('package/bin/plain.sh', 'echo no first line\n'),
  file('package/bin/unknown.xyz', 'nothing\n'),
)

// No other package depends on its peers, and both have a command; one of them is optional.
const withPeers = tarball(
  manifestOf({ name: 'with-peers', version: '1.0.0', peerDependencies: { 'json5': '2.2.3', 'nopt': '7.2.1' }, peerDependenciesMeta: { nopt: { optional: true } } }),
  file('package/index.js', ''),
)

// Links in a local directory: some stay links, some become files, and some are left out.
const links = {
  run: 'cli.js',
  all: './lib/',
  'lib/up': '..',
  again: 'run',
  'shown.txt': 'hidden.txt',
  outside: '../../package.json',
  detour: '../directory/cli.js',
  nowhere: 'gone',
}

/** The workspace without its lockfile. */
export function writeEverything(directory) {
  writeFiles(directory, {
    'package.json': root,
    'prepare.js': '',
    'pnpm-workspace.yaml': workspace,
    'patches/is-odd.patch': patch,
    'linked/package.json': { name: 'linked', version: '3.0.0', bin: 'linked.js' },
    'linked/linked.js': command('linked'),
    'vendor/directory/package.json': { name: 'local-directory', version: '1.0.0', bin: { 'local-directory': 'cli.js', 'local-linked': 'run' }, dependencies: { 'is-odd': '3.0.1', rimraf: '3.0.2' } },
    'vendor/directory/cli.js': command('local-directory'),
    'vendor/directory/lib/data.txt': 'data\n',
    'vendor/directory/hidden.txt': 'hidden\n',
    'vendor/directory/.npmignore': 'hidden.txt\n',
    'vendor/local-tarball-1.0.0.tgz': localTarball,
    'vendor/with-directories-1.0.0.tgz': withDirectories,
    'vendor/with-peers-1.0.0.tgz': withPeers,
    'packages/a/package.json': a,
    'packages/a/bin/a.js': command('a'),
    'packages/a/bin/shared.js': command('shared of a'),
    'packages/b/package.json': b,
    'packages/b/b.js': command('b'),
    'packages/b/nested/package.json': { name: '@ws/nested', version: '0.1.0', dependencies: { '@ws/b': 'workspace:*', 'is-number': '7.0.0' } },
    'packages/c/package.json': c,
    'packages/twin/package.json': { name: '@ws/nested', version: '0.2.0' },
    'packages/c/shared.js': command('shared of c'),
    'packages/c/c.sh': 'echo c\n',
    'packages/injected/package.json': injected,
    'packages/injected/commands/injected-command': command('injected'),
    'packages/injected/lib/index.js': 'module.exports = 1\n',
    'packages/injected/src/not-packed.js': 'module.exports = 2\n',
    'packages/react/package.json': { name: 'react', version: '18.9.0', main: 'index.js' },
    'packages/react/index.js': 'module.exports = {}\n',
  })
  for (const [path, target] of Object.entries(links)) symlinkSync(target, join(directory, 'vendor/directory', path))
}

export const everything = {
  name,
  script: [['run', 'which-semver'], '1.2.3'],
  commands: [['rebuild'], ['rebuild', 'ejs']],
  write(directory) {
    writeEverything(directory)
    addLockfile(directory, name)
  },
}
