// The projects, in the order in which they are tried. Each is { name, write(root, major, note), args?, linkArgs?, script?,
// commands?, isLong? }: additional arguments of the install and of `cafs link`, a `pnpm run` with its expected output,
// and other commands of pnpm to try, in which MADE stands for a directory that they may make. Long projects are tried
// only if they are named.
import { everything } from './everything.mjs'
import { ofLockfile } from './of-lockfile.mjs'
import { ofRepository } from './of-repository.mjs'
import { real } from './repositories.mjs'
import { settings } from './settings.mjs'

const deploy = (project) =>
  ['--filter', project, '--config.inject-workspace-packages=true', 'deploy', '--prod', '--offline', 'MADE']

export const projects = [
  ofRepository('examples/app', { script: [['exec', 'tsc', '--version'], 'Version 5'], commands: [['rebuild'], ['rebuild', 'esbuild']] }),
  ofRepository('templates/app', { script: [['exec', 'esbuild', '--version'], '0.25'], commands: [['rebuild']] }),
  ofRepository('templates/workspace', { script: [['--filter', 'greet', 'run', 'start'], 'ITWORKS'], commands: [deploy('greet')] }),
  everything,
  ...settings,
  ofLockfile({ name: 'vite', variable: 'CAFS_VITE_LOCKFILE' }),
  ofLockfile({ name: 'vue-core', variable: 'CAFS_VUE_CORE_LOCKFILE' }),
  ...real,
]
