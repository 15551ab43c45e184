// The programs that are measured, and those that they are compared with.
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { nodeTools } from '../../scripts/lib/node-tools.mjs'

export { cafs, cafsAdd } from '../../scripts/lib/tools.mjs'

export const root = fileURLToPath(new URL('../../', import.meta.url))
export const jobs = String(availableParallelism())

/** The path of a script in bench/peer. */
export const peer = (name) => join(root, 'bench/peer', name)

/** The command that starts a Node.js script of bench/peer. */
export const nodePeer = (name) => [process.execPath, peer(name)]

/** The path of a program that bench/build has made. */
export const native = (name) => join(process.env.CAFS_BENCH_TOOLS, name)

const peers = process.env.CAFS_BENCH_PNPMS
const module = (directory, ...path) => join(directory, 'node_modules', ...path)
/** The Node.js that pnpm 11 wants. */
export const newNode = module(peers, 'node', 'bin', 'node')

/** The command that starts a script of bench/peer by the Node.js that pnpm 11 wants. */
export const newNodePeer = (name) => [newNode, peer(name)]

/** The command of each pnpm, by name and version. */
export const pnpms = {
  'pnpm 10.34.9': [process.execPath, module(nodeTools, 'pnpm', 'bin', 'pnpm.cjs')],
  'pnpm 11.28.11': [newNode, module(peers, 'pnpm-11', 'bin', 'pnpm.mjs')],
  'pnpm 12.21.0': [module(peers, 'pnpm-12', 'pnpm')],
}
