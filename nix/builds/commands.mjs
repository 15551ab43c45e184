// What runs the commands of packages that have been built: a script may put a program in the place of what Node.js was to
// run, as that of esbuild does.
import { execFileSync } from 'node:child_process'
import { closeSync, existsSync, openSync, readFileSync, readSync, readdirSync, writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'

/** Whether a file is a program, and no script. */
function isProgram(path) {
  if (!existsSync(path)) return false
  const start = Buffer.alloc(4)
  const file = openSync(path)
  readSync(file, start)
  closeSync(file)
  return start.toString('latin1') === '\x7fELF'
}

/** The file that a shim runs, as pnpm 10, or 11 and 12, write it; relative to the shim. */
function targetOf(text) {
  const pattern = /"\$basedir\/([^"]+)" *(?:"\$@"|\n)|"\$basedir_abs"\/'((?:[^']|'\\'')+)' *"\$@"/
  const [, plain, quoted] = pattern.exec(text) ?? []
  return plain ?? quoted?.replaceAll(`'\\''`, "'")
}

/** Has a shim run the program that its file has become. */
function mendShim(path, isBuilt) {
  const text = readFileSync(path, 'utf8')
  const target = targetOf(text)
  const file = target && join(dirname(path), target)
  if (!file || !isBuilt(file) || !isProgram(file)) return
  const [first] = text.split('\n')
  const quoted = relative(dirname(path), file).replaceAll("'", `'\\''`)
  writeFileSync(path, `${first}\nexec "$(dirname "$(readlink -f "$0")")"/'${quoted}' "$@"\n`)
}

function shimsIn(directory) {
  const files = readdirSync(directory, { withFileTypes: true }).filter((entry) => entry.isFile())
  return files.map(({ name }) => `${directory}/${name}`)
}

/** Mends the shims of packages that have been built, of `cafs link --report`, and what that says of the root's. */
export function mendCommands(out, packages) {
  const isBuilt = (file) => packages.some(({ directory }) => file.startsWith(`${out}/${directory}/`))
  const directories = `${execFileSync('find', [out, '-type', 'd', '-name', '.bin'])}`.trim().split('\n').filter(Boolean)
  for (const directory of directories) for (const shim of shimsIn(directory)) mendShim(shim, isBuilt)
  const path = `${out}/nix-support/node-modules.json`
  const facts = JSON.parse(readFileSync(path))
  for (const command of facts.commands) if (isProgram(`${out}/${command.file}`)) delete command.program
  writeFileSync(path, JSON.stringify(facts))
}
