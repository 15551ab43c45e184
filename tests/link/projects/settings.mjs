// One small workspace, once for each setting of the layout.
import { chmodSync } from 'node:fs'
import { join } from 'node:path'
import { camelCase, toIni } from '../settings-places.mjs'
import { addLockfile, writeFiles } from './written.mjs'

const name = 'settings'

const manifests = {
  '.': {
    name: 'root',
    private: true,
    scripts: { version: 'semver 1.2.3' },
    // debug has the optional peer supports-color, which is only a devDependency.
    dependencies: { 'is-odd': '3.0.1', semver: '7.6.3', JSONStream: '1.3.5', debug: '4.3.7' },
    devDependencies: { mkdirp: '0.5.6', '@babel/parser': '7.26.2', 'supports-color': '8.1.1' },
    optionalDependencies: { 'is-even': '1.0.0' },
  },
  'packages/a': {
    name: '@settings/a',
    version: '1.0.0',
    dependencies: { '@settings/b': 'workspace:*', semver: '7.6.3', rimraf: '3.0.2' },
    devDependencies: { 'use-sync-external-store': '1.2.0', react: '18.2.0' },
    optionalDependencies: { fsevents: '2.3.3' },
  },
  'packages/b': {
    name: '@settings/b',
    version: '1.0.0',
    bin: 'b.js',
    dependencies: { '@settings/c': 'workspace:*', semver: '6.3.1' },
    // It has an optional dependency for all platforms.
    devDependencies: { jsonfile: '4.0.0' },
    dependenciesMeta: { '@settings/c': { injected: true } },
  },
  'packages/c': { name: '@settings/c', version: '1.0.0', bin: { c: './c.js' }, dependencies: { 'is-odd': '3.0.1' } },
}

/** The workspace without a lockfile. `more`: settings by their kebab-case names. */
export function writeWorkspace(root, major, more = {}) {
  const yaml = { packages: ['packages/*'] }
  const isIni = (value) => major === '10' && toIni('', value) !== undefined
  const lines = Object.entries(more).filter(([, value]) => isIni(value)).map(([key, value]) => toIni(key, value))
  for (const [key, value] of Object.entries(more)) if (!isIni(value)) yaml[camelCase(key)] = value
  const files = Object.entries(manifests).map(([path, manifest]) => [`${path}/package.json`, manifest])
  writeFiles(root, {
    ...Object.fromEntries(files),
    'packages/b/b.js': '#!/usr/bin/env node\nconsole.log("b")\n',
    'packages/c/c.js': '#!/usr/bin/env node\nconsole.log("c")\n',
    'pnpm-workspace.yaml': yaml,
    ...(lines.length > 0 && { '.npmrc': lines.join('') }),
  })
  // One of the two commands can be run without a shim.
  chmodSync(join(root, 'packages/c/c.js'), 0o755)
}

const deploy = ['--filter', '@settings/b', '--config.inject-workspace-packages=true', 'deploy', '--prod', '--offline', 'MADE']

const variant = (title, more, args, linkArgs = args) => ({
  name: `${name}/${title}`,
  args,
  linkArgs,
  // pnpm looks for commands in node_modules/.bin, whatever modules-dir says; semver is no devDependency, and only of the root.
  script: ['modules-dir', 'dev'].includes(title) || title.startsWith('filter') ? undefined : [['run', 'version'], '1.2.3'],
  commands: title === 'default' ? [deploy] : [],
  write(root, major) {
    writeWorkspace(root, major, more)
    addLockfile(root, name)
  },
})

const filters = {
  filter: ['@settings/b'],
  'filter-with-dependencies': ['@settings/a...'],
  'filter-with-dependents': ['...b'],
  'filter-without-itself': ['@settings/a^...'],
  'filter-directories': ['./packages/*', '!c'],
  'filter-in-order': ['!a', '{packages/*}', 'a'],
  'filter-root': ['.'],
  'filter-all-but-one': ['!@settings/a'],
}

export const settings = [
  variant('default', {}),
  variant('hoist=false', { hoist: false }),
  variant('hoist-pattern', { 'hoist-pattern': ['*', '!is-*', 'is-number', '!@settings/*'] }),
  variant('hoist-pattern-none', { 'hoist-pattern': ['nothing'] }),
  variant('public-hoist-pattern', { 'public-hoist-pattern': ['*is*', '!is-number', 'glob', '*tokens*'] }),
  variant('shamefully-hoist', { 'shamefully-hoist': true }),
  variant('hoist-workspace-packages=false', { 'hoist-workspace-packages': false }),
  variant('virtual-store-dir', { 'virtual-store-dir': 'elsewhere/store' }),
  variant('virtual-store-dir-in-modules', { 'virtual-store-dir': 'node_modules/.virtual' }),
  variant('virtual-store-dir-max-length', { 'virtual-store-dir-max-length': 40 }),
  variant('symlink=false', { symlink: false }),
  variant('shamefully-hoist=false', { 'shamefully-hoist': false, 'public-hoist-pattern': ['glob'] }),
  variant('dedupe-direct-deps', { 'dedupe-direct-deps': true }),
  variant('extend-node-path=false', { 'extend-node-path': false }),
  variant('prefer-symlinked-executables', { 'prefer-symlinked-executables': true }),
  variant('modules-dir', { 'modules-dir': 'modules' }),
  variant('supported-architectures', { 'supported-architectures': { os: ['darwin', 'current'], cpu: ['x64', 'arm64'] } }),
  variant('prod', {}, ['--prod']),
  variant('dev', {}, ['--dev']),
  variant('no-optional', {}, ['--no-optional']),
  ...Object.entries(filters).map(([title, selectors]) => variant(title, {}, selectors.flatMap((selector) => ['--filter', selector]))),
]
