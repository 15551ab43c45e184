import { cpus, release } from 'node:os'

/** What the numbers were measured on. */
export function machine() {
  const [{ model }] = cpus()
  return `${cpus().length} x ${model.trim()}, Linux ${release()}, Node ${process.version}`
}
