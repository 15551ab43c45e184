import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const made = []

/** A fresh directory below `parent`, removed when the process ends, also by ctrl-c. */
export function temporaryDirectory(name, parent = tmpdir()) {
  const directory = mkdtempSync(join(parent, `cafs-${name}-`))
  made.push(directory)
  return directory
}

process.on('exit', () => made.forEach((directory) => rmSync(directory, { recursive: true, force: true })))
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => process.exit(130))
