// The machine that the numbers were measured on, and the versions of all tools.
import { execFileSync } from 'node:child_process'
import { cpus, release, totalmem } from 'node:os'

/** { cpu, cores, memory, kernel } of this machine; memory in GiB. */
export function machine() {
  const [{ model }] = cpus()
  return { cpu: model.trim(), cores: cpus().length, memory: Math.round(totalmem() / 2 ** 30), kernel: release().split('-')[0] }
}

/** The way in which cafs computes SHA-512 here: by which vector instructions, or by none. */
export function sha512Of(cafs) {
  return JSON.parse(execFileSync(cafs, ['--version', '--json'], { encoding: 'utf8' })).sha512
}

/** The machine in a few words, and what cafs hashes with there. */
export function machineLine({ cpu, cores, memory, kernel, sha512 }) {
  return `${cores} × ${cpu}, ${memory} GiB, Linux ${kernel}${sha512 ? `, SHA-512 by ${sha512}` : ''}`
}

/** { name: version } as each tool prints it, from { name: [command, argument…] }. */
export function versions(commands) {
  return Object.fromEntries(Object.entries(commands).map(([name, command]) => [name, versionOf(command)]))
}

function versionOf([command, ...args]) {
  try {
    const text = execFileSync(command, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })
    return /\d+\.\d[\w.+-]*/.exec(text)?.[0] ?? text.trim().split('\n')[0]
  } catch {
    return 'not there'
  }
}
