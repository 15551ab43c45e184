// What two installs of the same pnpm do not have in common.
const state = '.pnpm-workspace-state-v1.json'

/** pnpm's notes for its own next run, with the time. */
export const isState = (path) => path.split('/').pop() === state

/** The bytes of a file, but for the time in .modules.yaml. */
export function cutBytes(path, bytes) {
  if (path.split('/').pop() !== '.modules.yaml') return bytes
  return Buffer.from(bytes.toString('latin1').replace(/^( *"?prunedAt"?: *)[^\n]*?(,?)$/m, '$1TIME$2'), 'latin1')
}
