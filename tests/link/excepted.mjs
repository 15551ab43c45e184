// The differences between two installs by the same pnpm.
import { dirname } from 'node:path'

const state = ['.pnpm-workspace-state-v1.json', '.pnpm-task-run-state-v1']

/** Whether it is a file of pnpm's notes for its own next run: with the time, or with the tasks that it has run. */
export const isState = (path) => path.split('/').some((name) => state.includes(name))

/** A record without these files, and without directories that have nothing else. */
export function withoutState(record) {
  const kept = [...record].filter(([path]) => !isState(path))
  const only = new Set([...record.keys()].filter(isState).map(dirname).filter((directory) => !kept.some(([path]) => dirname(path) === directory)))
  return new Map(kept.filter(([path]) => !only.has(path)))
}

/** The bytes of a file. Of .modules.yaml the time and the registries are left out: pnpm 10 writes its default
 *  registries there, and cafs knows no registry. */
export function cutBytes(path, bytes) {
  if (path.split('/').pop() !== '.modules.yaml') return bytes
  const text = bytes.toString('latin1').replace(/^( *"?prunedAt"?: *)[^\n]*?(,?)$/m, '$1TIME$2')
  return Buffer.from(text.replace(/^  "registries": \{[^}]*\}/m, '  "registries": {}'), 'latin1')
}
