// The projects, in the order in which they are tried. Each is { name, write(root, major, note), args?, linkArgs?, script?,
// commands?, isLong? }: what install, and what link are told besides, a `pnpm run` with what it has to print, and other
// commands of pnpm that are tried, where MADE is a directory that they may make. Long ones are tried where they are named.
import { everything } from './everything.mjs'
import { ofLockfile } from './of-lockfile.mjs'
import { ofRepository } from './of-repository.mjs'
import { real } from './repositories.mjs'
import { settings } from './settings.mjs'

export const projects = [
  ofRepository('examples/app'),
  ofRepository('templates/app'),
  ofRepository('templates/workspace'),
  everything,
  ...settings,
  ofLockfile({ name: 'vite', variable: 'CAFS_VITE_LOCKFILE' }),
  ofLockfile({ name: 'vue-core', variable: 'CAFS_VUE_CORE_LOCKFILE' }),
  ...real,
]
