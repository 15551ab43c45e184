// Tries one run with a fault and the next run, and checks whether both kept their promises.
import fs from 'node:fs'
import path from 'node:path'
import { difference, isStaging, listing } from './files.mjs'
import { damagedPackage } from './project.mjs'
import { run, runWithFault } from './tool.mjs'

const lines = (text) => text.split('\n').filter((line) => line !== '')

/** What is wrong with the end of the run, if anything is. */
function badEnd(scenario, { code, signal, stderr }, kind) {
  const said = lines(stderr)
  if (kind === 'SIGKILL' && signal === 'SIGKILL') return undefined
  if (signal) return `ended by ${signal}: ${stderr}`
  if (![0, 1].includes(code)) return `exit ${code}: ${stderr}`
  if (code === 0) return said.length > 0 ? `exit 0, but it said: ${stderr}` : undefined
  // Each tarball and each damaged file may have a line.
  if (said.length === 0 || said.length > (scenario.lines ?? 1)) return `exit 1 with ${said.length} lines: ${stderr}`
  const stranger = said.find((line) => !/^(cafs( add| link| merge| verify)?: .|Fatal Internal Error in libarchive: )/.test(line))
  return stranger && `not a message of ours: ${stranger}`
}

export class Trials {
  constructor({ cafs, shim, work }) {
    Object.assign(this, { cafs, shim, work, made: 0 })
  }

  /** Makes a directory with the scenario's inputs. */
  begin({ seed, rival, versions }) {
    const cwd = path.join(this.work, `trial-${++this.made}`)
    fs.mkdirSync(cwd)
    const copy = (from, to) => fs.cpSync(from, path.join(cwd, to), { recursive: true, preserveTimestamps: true })
    if (seed) copy(seed, 'out')
    if (rival) copy(path.join(rival, versions[0]), 'rival')
    return cwd
  }

  /** The options for a run in a directory of begin(). */
  options({ stdin, rival, env }, cwd) {
    const preloaded = rival ? { LD_PRELOAD: this.shim, CAFS_RIVAL: 'rival' } : {}
    return { cwd, stdin, env: { ...process.env, ...env, ...preloaded } }
  }

  /**
   * The result and the output of a run without faults. With a rival, the result of a run that finds the rival's store
   * there from the beginning.
   */
  async reference({ rival, ...scenario }) {
    const cwd = this.begin(scenario)
    if (rival) fs.cpSync(path.join(rival, scenario.versions[0]), path.join(cwd, 'out', scenario.versions[0]), { recursive: true })
    const { code, stdout, stderr } = await run(this.cafs, scenario.args, this.options(scenario, cwd))
    if (code !== 0) throw new Error(`${scenario.name} without a fault: ${stderr}`)
    const result = listing(cwd)
    const damaged = await this.damage(scenario, cwd)
    if (damaged) throw new Error(`${scenario.name} without a fault: ${damaged}`)
    fs.rmSync(cwd, { recursive: true })
    return { result, stdout }
  }

  /** The number of the scenario's calls that can fail in this way. */
  async count(scenario, kind) {
    const cwd = this.begin(scenario)
    const { calls } = await runWithFault(this.cafs, scenario.args, this.options(scenario, cwd), { kind, at: 0 }, this.shim)
    fs.rmSync(cwd, { recursive: true })
    return calls
  }

  /** The calls that failed, the exit code, whether a staging directory was left, and what is wrong. */
  async trial(scenario, fault, reference) {
    const cwd = this.begin(scenario)
    const ended = await runWithFault(this.cafs, scenario.args, this.options(scenario, cwd), fault, this.shim)
    const left = listing(cwd)
    const wrong = badEnd(scenario, ended, fault.kind) ?? (await this.badResult(scenario, ended, left, reference, cwd))
    fs.rmSync(cwd, { recursive: true })
    return { call: ended.call, struck: ended.struck, code: ended.code, litter: left.some(isStaging), wrong }
  }

  async badResult(scenario, ended, left, { result, stdout }, cwd) {
    const kept = left.filter((line) => !isStaging(line))
    if (scenario.readsOnly && ended.code === 0 && ended.stdout !== stdout) return `exit 0, but it found: ${ended.stdout}`
    if (ended.code === 0 && difference(kept, result)) return `exit 0, but the result differs:\n    ${difference(kept, result)}`
    return (await this.damage(scenario, cwd)) ?? (await this.badSecondRun(scenario, result, cwd))
  }

  /** A store may lack packages, but not files of those that it has; node_modules likewise. */
  async damage({ packed, versions, isTree }, cwd) {
    if (isTree) return damagedPackage(path.join(cwd, 'out'))
    if (packed || !versions.some((version) => fs.existsSync(path.join(cwd, 'out', version, 'files')))) return undefined
    const { code, stderr } = await run(this.cafs, ['verify', 'out'], { cwd })
    return code === 0 ? undefined : `the store is damaged: ${stderr}`
  }

  /** What is wrong with the next run. Its store is not verified: it equals the reference, which was verified. */
  async badSecondRun(scenario, result, cwd) {
    const { code, stderr } = await run(this.cafs, scenario.args, this.options(scenario, cwd))
    if (code !== 0) return `the next run fails: ${stderr}`
    const differs = scenario.readsOnly ? '' : difference(listing(cwd), result)
    return differs ? `the next run does not repair it:\n    ${differs}` : undefined
  }
}
