// Kills runs at random moments; see crash.
import fs from 'node:fs'
import path from 'node:path'
import { listing } from './lib/files.mjs'
import { makeInputs } from './lib/inputs.mjs'
import { scenarios } from './lib/scenarios.mjs'
import { run } from './lib/tool.mjs'
import { Trials } from './lib/trial.mjs'

const { CAFS_TOOLS, CAFS_SHIM, CAFS_WORK } = process.env
const count = Number(process.argv[2] ?? 1000)
const cafs = path.join(CAFS_TOOLS, 'cafs')
const inputs = path.join(CAFS_WORK, 'inputs')
makeInputs(inputs, cafs)
const trials = new Trials({ cafs, shim: CAFS_SHIM, work: CAFS_WORK })
const writing = scenarios(inputs).filter(({ readsOnly }) => !readsOnly)

const references = []
for (const scenario of writing) {
  const began = performance.now()
  references.push({ scenario, reference: await trials.reference(scenario), takes: performance.now() - began })
}

const struckBy = new Map(references.map(({ scenario }) => [scenario.form, 0]))
let struck = 0
let left = 0
let wrong = 0
let round = 0
for (; struck < count && round < 10 * count; round++) {
  const { scenario, reference, takes } = references[round % references.length]
  const cwd = trials.begin(scenario)
  const after = Math.random() * takes
  const ended = await run(cafs, scenario.args, { ...trials.options(scenario, cwd), killAfter: after })
  const found = listing(cwd)
  const damage = await trials.badResult(scenario, ended, found, reference, cwd)
  const died = ended.signal === 'SIGKILL' ? 1 : 0
  struck += died
  struckBy.set(scenario.form, struckBy.get(scenario.form) + died)
  left += found.some((line) => line.includes('.cafs-staging-')) ? 1 : 0
  if (damage) console.log(`FAILED: ${scenario.name}, killed after ${after.toFixed(2)} ms: ${damage}`)
  wrong += damage ? 1 : 0
  fs.rmSync(cwd, { recursive: true })
}
console.log(`${round} runs, ${struck} of them killed in time, ${left} left a staging directory: ${wrong} were not repaired`)
console.log(`killed in time, by form: ${[...struckBy].map(([form, times]) => `${form} ${times}`).join(', ')}`)
process.exitCode = wrong > 0 || struck < count || [...struckBy.values()].includes(0) ? 1 : 0
