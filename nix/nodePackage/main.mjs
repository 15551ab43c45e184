// The builder of nix/nodePackage.nix: of node_modules with one direct dependency makes a directory with `bin/`, where each command
// has a wrapper that needs nothing on PATH, and `lib/node_modules`.
//
//   tree      node_modules, with what `cafs link --report` says of them
//   package   the dependency
//   shell     what runs the wrappers
//   out       where to write
import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { basename, dirname } from 'node:path'

const { tree, package: name, shell, out } = process.env
const node = process.execPath

const quoted = (text) => `'${text.replaceAll("'", `'\\''`)}'`

/** The program that a first line names, where it is here. */
function programOf(program) {
  const known = { node, nodejs: node, sh: shell, bash: shell }
  return known[basename(program)] ?? program
}

/** What runs a command, of `cafs link --report`. PATH is for what the command itself runs. */
function wrapperOf({ file, program, arguments: more = '' }) {
  const start = program ? `${quoted(programOf(program))}${more} ` : ''
  return `#!${shell}\nexport PATH=${quoted(dirname(node))}\${PATH:+:$PATH}\nexec ${start}${quoted(`${tree}/${file}`)} "$@"\n`
}

function run() {
  if (!existsSync(`${tree}/node_modules/${name}`)) throw new Error(`${name} is not for this platform, or this Node.js`)
  const { commands } = JSON.parse(readFileSync(`${tree}/nix-support/node-modules.json`))
  mkdirSync(`${out}/lib`, { recursive: true })
  symlinkSync(`${tree}/node_modules`, `${out}/lib/node_modules`)
  if (commands.length > 0) mkdirSync(`${out}/bin`)
  for (const command of commands) writeFileSync(`${out}/bin/${command.name}`, wrapperOf(command), { mode: 0o755 })
}

try {
  run()
} catch (error) {
  console.error(`cafs: ${error.message}`)
  process.exit(1)
}
