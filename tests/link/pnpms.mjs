// The real pnpms, each with a store of its own outside of the tree, which is kept, so that nothing is fetched twice.
// CAFS_PEERS is the directory that scripts/node-tools makes of tests/e2e/peers/package.json.
import { execFileSync, spawn } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { nodeTools } from '../../scripts/lib/node-tools.mjs'
import { outputOf } from '../../scripts/lib/pnpm.mjs'
import { cacheDirectory } from '../../scripts/lib/tarball-cache.mjs'

const peers = join(process.env.CAFS_PEERS, 'node_modules')
// Node 24 for all, since pnpm 11 needs it. The layout depends on its version, by engines.node.
export const node = join(peers, 'node', 'bin', 'node')
export const nodeVersion = execFileSync(node, ['--version'], { encoding: 'utf8' }).trim()

const newer = { pm_on_fail: 'ignore', trust_lockfile: 'true' }
// pnpm 10 takes the projects of a workspace in the order in which it has looked for their .npmrc, and hoisting depends
// on that order. With one thread it is the same each time.
const inOrder = { UV_THREADPOOL_SIZE: '1' }

export const pnpms = {
  10: {
    program: join(nodeTools, 'node_modules', 'pnpm', 'bin', 'pnpm.cjs'),
    layout: 'v10',
    prefix: 'npm_config_',
    settings: { manage_package_manager_versions: 'false' },
    environment: inOrder,
  },
  11: { program: join(peers, 'pnpm-11', 'bin', 'pnpm.mjs'), layout: 'v11', prefix: 'pnpm_config_', settings: newer },
  12: { program: join(peers, 'pnpm-12', 'bin', 'pnpm.mjs'), layout: 'v11', prefix: 'pnpm_config_', settings: newer },
}

/** The directory that pnpm `major` is given as its store-dir. */
export function storeOf(major) {
  const store = join(cacheDirectory(), 'link', `store-${major}`)
  mkdirSync(store, { recursive: true })
  return store
}

/**
 * Runs pnpm `major` in `cwd` to its end, with the home of a user who has never run it, and resolves to its output.
 * Files are copied out of the store, so that changes of modes do not reach the store. `env`: additional variables.
 */
export function runPnpm(major, args, { cwd, home, env = {} }) {
  const { program, prefix, settings, environment } = pnpms[major]
  const all = { store_dir: storeOf(major), package_import_method: 'copy', update_notifier: 'false', ...settings }
  const named = Object.entries(all).map(([key, value]) => [`${prefix}${key}`, value])
  const child = spawn(node, [program, ...args], {
    cwd,
    env: { ...inherited(), PATH: `${dirname(node)}:${process.env.PATH}`, HOME: home, CI: 'true', ...environment, ...Object.fromEntries(named), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  return outputOf(child, `pnpm ${major} ${args[0]}`)
}

// Variables that the network may need, for proxies and certificates, and those for temporary files and the locale.
function inherited() {
  const wanted = /^(https?_proxy|no_proxy|node_extra_ca_certs|ssl_cert_(file|dir)|tmpdir|lang|lc_.*)$/i
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => wanted.test(name)))
}
