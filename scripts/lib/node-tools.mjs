// The npm packages that scripts/node-tools installs. CAFS_NODE_TOOLS, their directory, saves a call of that script.
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'

const builtin = createRequire(import.meta.url)

export const nodeTools = process.env.CAFS_NODE_TOOLS ?? ask()
export const require = createRequire(`${nodeTools}/node_modules/`)

// child_process is loaded only here, so that the programs of benchmarks start without it.
function ask() {
  const { execFileSync } = builtin('node:child_process')
  const script = fileURLToPath(new URL('../node-tools', import.meta.url))
  return execFileSync(script, { encoding: 'utf8' }).trim()
}
