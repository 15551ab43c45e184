// The builder of nix/buildModules.nix: of the node_modules that `cafs link` made makes others in which packages have been
// built, as pnpm would build them. Packages that have nothing to do with it stay where they are.
//
//   tree     what mkNodeModules makes without builds
//   wanted   names of packages, or keys without peers, as JSON; null: those that the project's settings allow
//   out      where to write
import { readFileSync } from 'node:fs'
import { mendCommands } from './commands.mjs'
import { build } from './scripts.mjs'
import { copyTree, forgetPending } from './tree.mjs'

const { tree, out } = process.env
const wanted = JSON.parse(process.env.wanted)
const { pendingBuilds } = JSON.parse(readFileSync(`${tree}/nix-support/node-modules.json`))

/** Whether a package is called so: `esbuild`, `esbuild@0.28.2`. */
const isCalled = ({ name, key }, called) => called === name || key === called || key.startsWith(`${called}(`)

const isChosen = (one) => (wanted ? wanted.some((called) => isCalled(one, called)) : one.allowed === true)

/** Has the packages built, each after those that it depends on. */
function run() {
  const chosen = pendingBuilds.filter(isChosen)
  for (const called of wanted ?? []) {
    if (!chosen.some((one) => isCalled(one, called))) console.log(`cafs: ${called} has no scripts to run here`)
  }
  copyTree(tree, out, chosen)
  for (const one of chosen) build(out, one)
  mendCommands(out, chosen)
  forgetPending(out, new Set(chosen.map(({ key }) => key)))
}

try {
  run()
} catch (error) {
  console.error(`cafs: ${error.message}`)
  process.exit(1)
}
