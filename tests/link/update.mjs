// Has pnpm 10 make the lockfiles of the written projects.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { runCommand } from '../../scripts/lib/command.mjs'
import { temporaryDirectory } from '../../scripts/lib/temporary.mjs'
import { runPnpm } from './pnpms.mjs'
import { writeEverything } from './projects/everything.mjs'
import { writeWorkspace } from './projects/settings.mjs'
import { lockfileOf } from './projects/written.mjs'

const writers = { everything: writeEverything, settings: writeWorkspace }

await runCommand('update', 'tests/link/update [PROJECT…]', async () => {
  const names = process.argv.slice(2)
  for (const name of names.length > 0 ? names : Object.keys(writers)) await update(name)
})

async function update(name) {
  const root = temporaryDirectory(name)
  writers[name](root, '10')
  await runPnpm('10', ['install', '--lockfile-only', '--ignore-scripts'], { cwd: root, home: temporaryDirectory('home') })
  mkdirSync(dirname(lockfileOf(name)), { recursive: true })
  writeFileSync(lockfileOf(name), readFileSync(join(root, 'pnpm-lock.yaml')))
  console.log(`${lockfileOf(name)} is new`)
}
