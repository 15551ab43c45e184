import os from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { makeInputs } from './lib/inputs.mjs'
import { scenarios } from './lib/scenarios.mjs'
import { Trials } from './lib/trial.mjs'

const { values } = parseArgs({
  options: { every: { type: 'string', default: '1' }, only: { type: 'string', default: '' }, kind: { type: 'string', default: '' }, verbose: { type: 'boolean' } },
})
const { CAFS_TOOLS, CAFS_SHIM, CAFS_WORK } = process.env
const every = Number(values.every)
const kinds = ['ENOSPC', 'EIO', 'EINTR', 'EMFILE', 'ENOMEM', 'short', 'SIGBUS', 'EXDEV', 'SIGKILL']
// Faults that may last: a full disk, a broken one, no descriptors, no memory, short reads and writes, and no links.
const lasting = ['ENOSPC', 'EIO', 'EMFILE', 'ENOMEM', 'short', 'EXDEV']

/**
 * The faults of a kind, at each call or at every k-th. The first call differs for each kind, so that the kinds do not
 * all skip the same calls. There is at least one fault.
 */
function faultsOf(scenario, kind, calls, start) {
  const faults = []
  // Only few calls meet the rival's store. These scenarios test a death among them, so more calls are tried.
  const step = scenario.rival && kind === 'SIGKILL' ? Math.ceil(every / 8) : every
  for (let at = 1 + (start % Math.min(step, calls)); at <= calls; at += step) {
    faults.push({ kind, at, sticky: false })
    if (lasting.includes(kind)) faults.push({ kind, at, sticky: true })
  }
  return faults
}

async function inParallel(items, body) {
  const queue = items.values()
  await Promise.all(Array.from({ length: os.availableParallelism?.() ?? 2 }, async () => {
    for (const item of queue) await body(item)
  }))
}

const inputs = path.join(CAFS_WORK, 'inputs')
const cafs = path.join(CAFS_TOOLS, 'cafs')
makeInputs(inputs, cafs)
const trials = new Trials({ cafs, shim: CAFS_SHIM, work: CAFS_WORK })
const byForm = new Map()
const total = { faults: 0, failed: 0, litter: 0, wrong: 0 }
const litterBy = new Map()

function failed(what, wrong) {
  total.wrong++
  console.log(`FAILED: ${what}: ${wrong}`)
}

async function runScenario(scenario, number) {
  const reference = await trials.reference(scenario)
  const { wrong } = await trials.trial(scenario, { kind: 'EIO', at: 0 }, reference)
  if (wrong) failed(`${scenario.name}, without a fault`, wrong)
  for (const [k, kind] of kinds.entries()) {
    if (values.kind && !values.kind.split(',').includes(kind)) continue
    const faults = faultsOf(scenario, kind, await trials.count(scenario, kind), number + k)
    const seen = { failed: 0, litter: 0 }
    await inParallel(faults, async (fault) => {
      const { call, struck, code, litter, wrong } = await trials.trial(scenario, fault, reference)
      total.faults += struck > 0 ? 1 : 0
      byForm.set(scenario.form, (byForm.get(scenario.form) ?? 0) + (struck > 0 ? 1 : 0))
      seen.failed += code !== 0 ? 1 : 0
      seen.litter += litter && kind !== 'SIGKILL' ? 1 : 0
      if (litter && kind !== 'SIGKILL') litterBy.set(`${kind} ${call}`, (litterBy.get(`${kind} ${call}`) ?? 0) + 1)
      if (wrong) failed(`${scenario.name}, ${kind} of call ${fault.at} (${call})${fault.sticky ? ' and all later' : ''}`, wrong)
    })
    total.failed += seen.failed
    total.litter += seen.litter
    if (values.verbose && faults.length > 0) {
      console.log(`${scenario.name} ${kind}: ${faults.length} faults, ${seen.failed} runs failed, ${seen.litter} left a staging directory`)
    }
  }
}

const wanted = (name) => values.only === '' || values.only.split(',').some((part) => name === part || name.startsWith(`${part}/`) || name.endsWith(`/${part}`))
for (const [number, scenario] of scenarios(inputs).entries()) {
  if (wanted(scenario.name)) await runScenario(scenario, number)
}
if (values.verbose) console.log(litterBy)
for (const [form, count] of byForm) console.log(`${form}: ${count} faults`)
console.log(`${total.faults} faults: ${total.failed} runs failed as they should, ${total.litter} of them left a staging directory, ${total.wrong} were wrong`)
process.exitCode = total.wrong > 0 || byForm.size === 0 || [...byForm.values()].includes(0) ? 1 : 0
