// Tries the chosen projects with the chosen pnpms, and prints the results.
import { parseArgs } from 'node:util'
import { runCommand, UsageError } from '../../scripts/lib/command.mjs'
import { pnpms } from './pnpms.mjs'
import { projects } from './projects/index.mjs'
import { ofLockfile } from './projects/of-lockfile.mjs'
import { Skipped } from './skipped.mjs'
import { tryProject } from './try-project.mjs'

const usage = 'tests/link/run [--pnpm 10,11,12] [--keep DIR] [--lockfile FILE]… [PROJECT…]'
const options = {
  pnpm: { type: 'string', default: Object.keys(pnpms).join() },
  keep: { type: 'string' },
  lockfile: { type: 'string', multiple: true, default: [] },
}
const shown = 20

await runCommand('link', usage, async () => {
  const { values, positionals } = parseArgs({ options, allowPositionals: true })
  const chosen = [...chosenOf(positionals, values.lockfile), ...values.lockfile.map((file) => ofLockfile({ file }))]
  const count = { passed: 0, failed: 0, skipped: 0 }
  for (const project of chosen) {
    for (const major of values.pnpm.split(',')) count[await result(project, major, values.keep)] += 1
  }
  console.log(`${count.passed} passed, ${count.failed} failed${count.skipped ? `, ${count.skipped} skipped` : ''}`)
  return count.failed > 0 ? 1 : 0
})

// `settings` stands for all of settings/….
function chosenOf(names, lockfiles) {
  if (names.length === 0) return lockfiles.length > 0 ? [] : projects.filter(({ isLong }) => !isLong)
  return names.flatMap((name) => {
    const found = projects.filter((project) => project.name === name || project.name.startsWith(`${name}/`))
    if (found.length === 0) throw new UsageError(`no project ${name}; there are ${projects.map((project) => project.name).join(', ')}`)
    return found
  })
}

async function result(project, major, keep) {
  const [what, start] = [`${project.name}, pnpm ${major}`, Date.now()]
  try {
    const { differences, notes } = await tryProject(project, major, keep)
    notes.forEach((note) => console.log(`${what}: ${note}`))
    if (differences.length === 0) return told('passed', what, `${Math.round((Date.now() - start) / 1000)} s`)
    differences.slice(0, shown).forEach((difference) => console.log(`  ${difference}`))
    if (differences.length > shown) console.log(`  … and ${differences.length - shown} more`)
    return told('failed', what, `${differences.length} differences`)
  } catch (error) {
    if (error instanceof Skipped) return told('skipped', what, `SKIPPED: ${error.message}`)
    return told('failed', what, error.message)
  }
}

function told(outcome, what, how) {
  console.log(`${what}: ${outcome === 'skipped' ? '' : `${outcome}: `}${how}`)
  return outcome
}
