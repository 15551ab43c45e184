// The pnpms of scripts/demo: the options for making a store for each, and the way to call each and to install.
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { freshEnvironment, outputOf, pnpm } from './pnpm.mjs'
import { offlineEnvironment } from './acceptance.mjs'

const modules = join(process.env.CAFS_PEERS ?? '', 'node_modules')
const node = join(modules, 'node/bin/node')

// Nobody listens at that registry. pnpm hashes every file again, and writes nothing into the store.
const settings = (store) => ({
  store_dir: store,
  registry: 'http://127.0.0.1:9/',
  fetch_retries: 0,
  verify_store_integrity: true,
  frozen_store: true,
  trust_lockfile: true,
})

function asVersion11(program) {
  return {
    options: ['--store-version', 'v11', '--index', 'database'],
    flags: ['--ignore-scripts'], // which would write into the store
    store: 'v11',
    run: (args, { cwd, home, store }) => {
      const own = Object.entries(settings(store)).map(([name, value]) => [`pnpm_config_${name}`, String(value)])
      const env = { ...freshEnvironment(home, {}), ...Object.fromEntries(own) }
      const child = spawn(node, [join(modules, program), ...args], { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] })
      return outputOf(child, `pnpm ${args[0]}`)
    },
  }
}

export const versions = {
  10: {
    options: [],
    flags: [],
    store: 'v10',
    run: (args, { cwd, home, store }) => pnpm(args, { cwd, env: offlineEnvironment(home, store) }),
  },
  11: asVersion11('pnpm-11/bin/pnpm.mjs'),
  12: asVersion11('pnpm-12/bin/pnpm.mjs'),
}
