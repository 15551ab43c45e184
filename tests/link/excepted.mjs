// What two installs of the same pnpm do not have in common.
import { dirname } from 'node:path'

const state = ['.pnpm-workspace-state-v1.json', '.pnpm-task-run-state-v1']

/** pnpm's notes for its own next run, with the time, and of what it has run. */
export const isState = (path) => path.split('/').some((name) => state.includes(name))

/** A record without these, and without a directory that has nothing else. */
export function withoutState(record) {
  const kept = [...record].filter(([path]) => !isState(path))
  const only = new Set([...record.keys()].filter(isState).map(dirname).filter((directory) => !kept.some(([path]) => dirname(path) === directory)))
  return new Map(kept.filter(([path]) => !only.has(path)))
}

/** The bytes of a file, but for the time in .modules.yaml, and for its registries: pnpm 10 names those that it would ask if
 *  nothing was configured, and cafs knows no registry. */
export function cutBytes(path, bytes) {
  if (path.split('/').pop() !== '.modules.yaml') return bytes
  const text = bytes.toString('latin1').replace(/^( *"?prunedAt"?: *)[^\n]*?(,?)$/m, '$1TIME$2')
  return Buffer.from(text.replace(/^  "registries": \{[^}]*\}/m, '  "registries": {}'), 'latin1')
}
