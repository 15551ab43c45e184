#!/usr/bin/env node
// Has the real pnpm and cafs write the stores of the same tarballs, and compares them file by file; then has
// cafs-add write each package's fragment, and compares that with its part of pnpm's store; then has cafs merge
// the fragments, and pnpm's own store, and compares both.
import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { runCommand } from '../../scripts/lib/command.mjs'
import { writeJsonLines } from '../../scripts/lib/json-lines.mjs'
import { npmConfig, registriesOf } from '../../scripts/lib/npm-config.mjs'
import { planOf } from '../../scripts/lib/plan.mjs'
import { freshEnvironment, pnpm } from '../../scripts/lib/pnpm.mjs'
import { differencesOf, indexPath, packagePaths, sizeOf, storeFiles } from '../../scripts/lib/stores.mjs'
import { ensureTarballs, toBatch } from '../../scripts/lib/tarball-cache.mjs'
import { serveTarballs } from '../../scripts/lib/tarball-server.mjs'
import { temporaryDirectory } from '../../scripts/lib/temporary.mjs'
import { cafs, cafsAdd, cafsMerge, runTool } from '../../scripts/lib/tools.mjs'

const here = dirname(fileURLToPath(import.meta.url))
const lockfile = join(here, 'pnpm-lock.yaml')

await runCommand('e2e', 'compare.mjs', async () => {
  const work = temporaryDirectory('e2e')
  const { entries } = planOf(lockfile, { registries: registriesOf(npmConfig(here)) })
  await ensureTarballs(entries, here)
  const reference = await pnpmStore(work)
  const differences = [
    ...missingIndexes(reference, entries),
    ...batchDifferences(work, reference, entries),
    ...entries.flatMap((entry) => fragmentDifferences(work, reference, entry)),
    ...mergeDifferences(work, reference, entries.map((entry) => fragmentOf(work, entry))),
    ...mergeDifferences(work, reference, [reference]),
    ...damagesOf(reference),
  ]
  return report(differences, reference, entries)
})

/** The store that `pnpm fetch` fills from a server on this machine. */
async function pnpmStore(work) {
  const store = join(work, 'pnpm')
  const project = join(work, 'project')
  mkdirSync(project)
  copyFileSync(lockfile, join(project, 'pnpm-lock.yaml'))
  writeFileSync(join(project, 'package.json'), '{}')
  const server = await serveTarballs()
  const { entries } = planOf(lockfile, { registries: { default: server.registry } })
  server.add(entries)
  const env = freshEnvironment(work, { registry: server.registry, 'store-dir': store })
  await pnpm(['fetch', '--ignore-scripts'], { cwd: project, env }).finally(server.close)
  return store
}

// A package that pnpm leaves out would be missing from the comparison, too.
function missingIndexes(reference, entries) {
  const there = new Set(storeFiles(reference))
  const missing = entries.filter((entry) => !there.has(indexPath(entry)))
  return missing.map((entry) => `pnpm fetch: no index for ${entry.id}`)
}

function batchDifferences(work, reference, entries) {
  const list = join(work, 'list')
  const store = join(work, 'batch')
  writeJsonLines(list, entries.map(toBatch))
  const failures = failuresOf(() => runTool(cafs, ['add', '--store', store, '--batch', list]))
  return [...failures, ...differencesOf(reference, store)].map((line) => `cafs add: ${line}`)
}

function fragmentDifferences(work, reference, entry) {
  const { tarball, id, integrity } = toBatch(entry)
  const fragment = fragmentOf(work, entry)
  const failures = failuresOf(() => runTool(cafsAdd, [tarball, fragment, id, integrity]))
  const differences = differencesOf(reference, fragment, packagePaths(reference, entry))
  return [...failures, ...differences].map((line) => `cafs-add ${id}: ${line}`)
}

function fragmentOf(work, entry) {
  return join(work, 'fragments', indexPath(entry).replaceAll('/', '-'))
}

/** `fragments` are one for each package, or a single one with all packages. */
function mergeDifferences(work, reference, fragments) {
  const store = join(work, `merged${fragments.length}`)
  const list = join(work, 'fragments.list')
  writeFileSync(list, fragments.join('\0'))
  const failures = failuresOf(() => runTool(cafsMerge, [store, '--from', list, '--from0']))
  const differences = differencesOf(reference, store)
  return [...failures, ...differences, ...damagesOf(store)].map((line) => `cafs-merge: ${line}`)
}

function damagesOf(store) {
  return failuresOf(() => runTool(cafs, ['verify', store])).map((line) => `cafs verify: ${line}`)
}

function failuresOf(run) {
  try {
    run()
    return []
  } catch (error) {
    return error.message.split('\n')
  }
}

function report(differences, reference, entries) {
  for (const line of differences) console.log(line)
  if (differences.length > 0) throw new Error(`${differences.length} differences`)
  const { files, bytes } = sizeOf(reference)
  console.log(`${entries.length} packages, ${files} files, ${bytes} bytes identical`)
}
