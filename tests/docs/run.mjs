// The steps of tests/docs/run: the blocks of each page, one after the other.
import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { argumentsOf } from './arguments.mjs'
import { messagesOf } from './messages.mjs'
import { missingLines, pageOf } from './pages.mjs'

const [root, work, ...names] = process.argv.slice(2)
const docs = join(root, 'docs')
const chosen = names.length > 0 ? names.map((name) => `${name}.md`) : readdirSync(docs).filter((name) => name.endsWith('.md'))
for (const name of chosen) runPage(name)
if (chosen.includes('nix-functions.md')) argumentsOf(root, work)
if (chosen.includes('troubleshooting.md')) messagesOf(root)

function runPage(name) {
  const { fixture, blocks } = pageOf(join(docs, name))
  if (blocks.length === 0) return
  const start = performance.now()
  const directory = join(work, 'pages', basename(name, '.md'))
  mkdirSync(directory, { recursive: true })
  if (fixture) cpSync(join(root, fixture), directory, { recursive: true })
  let printed = ''
  for (const block of blocks) printed = runBlock(block, directory, printed, `docs/${name}:${block.line}`)
  console.log(`docs/${name}: ${blocks.length} blocks, ${((performance.now() - start) / 1000).toFixed(1)} s`)
}

function runBlock({ kind, text, file }, cwd, printed, where) {
  if (kind === 'file') {
    mkdirSync(dirname(join(cwd, file)), { recursive: true })
    writeFileSync(join(cwd, file), text)
    return printed
  }
  if (kind === 'output') {
    const [missing] = missingLines(text, printed)
    if (missing) fail(where, `was not printed: ${missing}`, printed)
    return printed
  }
  const { status, stdout, stderr } = spawnSync('bash', ['-euo', 'pipefail', '-c', text], { cwd, encoding: 'utf8', timeout: 120_000 })
  if ((status === 0) === (kind === 'run fails')) fail(where, `ended with ${status}`, stdout + stderr)
  return stdout + stderr
}

function fail(where, why, printed) {
  console.error(`FAILED: ${where}: ${why}\n${printed.split('\n').slice(-25).join('\n')}`)
  process.exit(1)
}
