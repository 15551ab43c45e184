// The real pnpms, each with a store of its own outside of the tree, which lasts: what is in it is not fetched again.
// CAFS_PEERS is the directory that scripts/node-tools makes of tests/e2e/peers/package.json.
import { execFileSync, spawn } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { nodeTools } from '../../scripts/lib/node-tools.mjs'
import { outputOf } from '../../scripts/lib/pnpm.mjs'
import { cacheDirectory } from '../../scripts/lib/tarball-cache.mjs'

const peers = join(process.env.CAFS_PEERS, 'node_modules')
// Node 24 for all, as 11 wants it; the layout depends on it by engines.node.
export const node = join(peers, 'node', 'bin', 'node')
export const nodeVersion = execFileSync(node, ['--version'], { encoding: 'utf8' }).trim()

const newer = { pm_on_fail: 'ignore', trust_lockfile: 'true' }
// pnpm 10 takes the projects of a workspace in the order in which it has looked for their .npmrc, and what it hoists depends
// on it: with one thread it is the same order each time.
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
 * Runs pnpm `major` in `cwd` to its end as a user who has never seen it, and resolves to its output. Files are copied
 * out of the store, so that no mode that it changes is one of the store. `env`: more of the environment.
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

// What a network may need: proxies and certificates.
function inherited() {
  const wanted = /^(https?_proxy|no_proxy|node_extra_ca_certs|ssl_cert_(file|dir)|tmpdir|lang|lc_.*)$/i
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => wanted.test(name)))
}
