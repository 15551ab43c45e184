// Sends signals into long computations; see signals.
import { execFileSync } from 'node:child_process'
import { createHash, randomFillSync } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { difference, isStaging, listing } from './lib/files.mjs'
import { run } from './lib/tool.mjs'

const { CAFS_TOOLS, CAFS_WORK } = process.env
const rounds = Number(process.argv[2] ?? 20)
const most = Number(process.env.CAFS_MOST_MS ?? 100)
const cafs = path.join(CAFS_TOOLS, 'cafs')
const at = (name) => path.join(CAFS_WORK, name)

function makeGiant() {
  fs.mkdirSync(at('package'))
  fs.writeFileSync(at('package/package.json'), '{"name":"giant","version":"1.0.0"}')
  const part = Buffer.from(randomFillSync(Buffer.alloc(6 << 20)).toString('base64'))
  fs.writeFileSync(at('package/binary'), Buffer.concat(Array(16).fill(part)))
  execFileSync('tar', ['-I', 'gzip -1', '-cf', at('giant.tgz'), '-C', CAFS_WORK, 'package'])
  fs.rmSync(at('package'), { recursive: true })
}

function makeFragments() {
  for (let i = 0; i < 150; i++) {
    fs.mkdirSync(at('p/package'), { recursive: true })
    fs.writeFileSync(at('p/package/package.json'), `{"name":"p${i}","version":"1.0.0"}`)
    for (let j = 0; j < 60; j++) fs.writeFileSync(at(`p/package/${j}.js`), `file ${i} ${j}`.repeat(300))
    execFileSync('tar', ['-cf', at('p.tar'), '-C', at('p'), 'package'])
    integrities.set(`p${i}`, integrityOf(at('p.tar')))
    execFileSync(cafs, ['add', '--store', at(`fragments/${i}`), '--store-version', 'v3,v10,v11', at('p.tar')])
    fs.rmSync(at('p'), { recursive: true })
  }
}

/** A project that depends on all of the small packages, and on the giant. */
function writeProject(project) {
  fs.mkdirSync(project)
  fs.writeFileSync(path.join(project, 'package.json'), '{"name":"project"}')
  const names = ['giant', ...Array.from({ length: 150 }, (_, i) => `p${i}`)]
  const lines = (of) => names.map(of).join('')
  fs.writeFileSync(path.join(project, 'pnpm-lock.yaml'), `lockfileVersion: '9.0'
importers:
  .:
    dependencies:
${lines((name) => `      ${name}: {specifier: 1.0.0, version: 1.0.0}\n`)}packages:
${lines((name) => `  ${name}@1.0.0:\n    resolution: {integrity: ${integrities.get(name)}}\n`)}snapshots:
${lines((name) => `  ${name}@1.0.0: {}\n`)}`)
}

const integrities = new Map()
const integrityOf = (file) => `sha512-${createHash('sha512').update(fs.readFileSync(file)).digest('base64')}`

makeGiant()
makeFragments()
integrities.set('giant', integrityOf(at('giant.tgz')))
execFileSync(cafs, ['add', '--store', at('giant-store'), '--store-version', 'v10,v11', at('giant.tgz')])
const fragments = fs.readdirSync(at('fragments')).map((name) => at(`fragments/${name}`))
const stores = [at('giant-store'), ...fragments].flatMap((store) => ['--store', store])
const link = (major, ...more) => ['link', '--project', 'project', '--pnpm', major, ...stores, ...more]
const commands = {
  'add of a giant': ['add', '--store', 'out', at('giant.tgz')],
  'add of a giant, hashed first': ['add', '--store', 'out', '--integrity', `sha512-${Buffer.alloc(64).toString('base64')}`, at('giant.tgz')],
  'merge of many, by hardlink': ['merge', '--store', 'out', ...fragments],
  'merge of many, by copy': ['merge', '--store', 'out', '--link', 'copy', ...fragments],
  'add of a giant, v3': ['add', '--store', 'out', '--store-version', 'v3', at('giant.tgz')],
  'merge of many, v3, by copy': ['merge', '--store', 'out', '--store-version', 'v3', '--link', 'copy', ...fragments],
  'add of a giant, v11': ['add', '--store', 'out', '--store-version', 'v11', at('giant.tgz')],
  'merge of many, v11 with a database': ['merge', '--store', 'out', '--store-version', 'v11', ...fragments],
  'pack of a giant': ['merge', '--pack', '--store', 'out', at('giant-store')],
  'verify of a giant': ['verify', at('giant-store')],
  'link of many, by hardlink': link('10', '--import', 'hardlink'),
  'link of many, by copy': link('10', '--import', 'copy'),
  'link of many, for 11': link('11', '--import', 'copy'),
  'link of many, for 12': link('12', '--import', 'copy'),
}
const signals = [['SIGTERM', 143], ['SIGINT', 130], ['SIGHUP', 129]]
const env = { ...process.env, SOURCE_DATE_EPOCH: '1' }
const isLink = (args) => args[0] === 'link'

/** Makes a directory with the command's inputs. */
function begin(cwd, args) {
  fs.mkdirSync(cwd)
  if (isLink(args)) writeProject(path.join(cwd, 'project'))
}

/** The remains that an interrupted command must not leave: any, but by `link` those that the next run does not mend. */
async function leftBy(args, cwd, whole) {
  if (!isLink(args)) return fs.readdirSync(cwd)
  const litter = listing(cwd).filter(isStaging)
  if (litter.length > 0) return litter
  const { code, stderr } = await run(cafs, args, { cwd, env })
  if (code !== 0) return [`a tree over which the next run fails: ${stderr}`]
  const differs = difference(listing(cwd), whole)
  return differs ? [`what the next run does not mend: ${differs}`] : []
}

let wrong = 0
const fail = (text) => {
  wrong++
  console.log(`FAILED: ${text}`)
}
for (const [name, args] of Object.entries(commands)) {
  begin(at('whole'), args)
  const { took: takes, code: end, stderr: said } = await run(cafs, args, { cwd: at('whole'), env, caught: 'SIGTERM' })
  const whole = isLink(args) ? listing(at('whole')) : []
  if (isLink(args) && end !== 0) fail(`${name}: without a signal: ${said}`)
  fs.rmSync(at('whole'), { recursive: true })
  const waits = []
  for (let round = 0; round < rounds; round++) {
    const [signal, code] = signals[round % signals.length]
    const cwd = at(`round-${round}`)
    begin(cwd, args)
    const ended = await run(cafs, args, { cwd, env, killAfter: takes * (round / rounds), killWith: signal, caught: signal })
    if (ended.code === code) waits.push(ended.afterKill)
    if (ended.code === code && ended.stderr !== `cafs ${args[0]}: interrupted\n`) fail(`${name}: it said ${ended.stderr}`)
    if (![0, 3, code].includes(ended.code)) fail(`${name}: exit ${ended.code} ${ended.signal ?? ''} after ${signal}: ${ended.stderr}`)
    const left = ended.code === code ? await leftBy(args, cwd, whole) : []
    if (left.length > 0) fail(`${name}: it left ${left}`)
    fs.rmSync(cwd, { recursive: true })
  }
  const worst = Math.max(...waits)
  console.log(`${name}: takes ${takes.toFixed(0)} ms; of ${rounds} signals ${waits.length} came in time; it ended ${worst.toFixed(0)} ms later at the most`)
  if (waits.length === 0) fail(`${name}: no signal came in time`)
  if (worst > most) fail(`${name}: over ${most} ms`)
}
process.exitCode = wrong > 0 ? 1 : 0
