// Sends signals to a cafs that waits; see waits.
import { execFileSync, spawn } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { begin, endWithin, fullPipe, pause, send, settled, silentPipe } from './lib/waiting.mjs'

const { values } = parseArgs({ options: { only: { type: 'string', default: '' }, verbose: { type: 'boolean' } } })
const { CAFS_TOOLS, CAFS_SHIM, CAFS_WORK } = process.env
const most = Number(process.env.CAFS_MOST_MS ?? 100)
const cafs = path.join(CAFS_TOOLS, 'cafs')
const at = (name) => path.join(CAFS_WORK, name)
const cafsDo = (...args) => execFileSync(cafs, args)

function makePackage(name) {
  fs.mkdirSync(at('package'))
  fs.writeFileSync(at('package/package.json'), `{"name":"${name}","version":"1.0.0"}`)
  for (let i = 0; i < 40; i++) fs.writeFileSync(at(`package/${i}.js`), `${name} ${i}`)
  execFileSync('tar', ['-czf', at(`${name}.tgz`), '-C', CAFS_WORK, 'package'])
  fs.rmSync(at('package'), { recursive: true })
}

/** Makes a store without the content files of its package. */
function makeDamaged(store) {
  cafsDo('add', '--store', store, at('a.tgz'))
  for (const shard of fs.readdirSync(path.join(store, 'v10/files'))) {
    for (const file of fs.readdirSync(path.join(store, 'v10/files', shard))) fs.truncateSync(path.join(store, 'v10/files', shard, file))
  }
}

makePackage('a')
makePackage('b')
makePackage('c')
for (const name of ['a', 'b', 'c']) cafsDo('add', '--store', at(`fragment-${name}`), '--store-version', 'v3,v10,v11', at(`${name}.tgz`))
makeDamaged(at('damaged'))
fs.writeFileSync(at('list'), ['a', 'b', 'c'].map((name) => `${JSON.stringify({ tarball: at(`${name}.tgz`) })}\n`).join(''))
fs.writeFileSync(at('bad-list'), `${JSON.stringify({ tarball: at('none.tgz') })}\n`.repeat(200))
const fragments = ['a', 'b', 'c'].map((name) => at(`fragment-${name}`))
const database = ['--store-version', 'v11', '--index', 'database']

const files = (version) => ['--store-version', version, ...(version === 'v11' ? ['--index', 'files'] : [])]

const held = (cwd, version, file = '.cafs-lock') => {
  cafsDo('add', '--store', path.join(cwd, 'out'), '--store-version', version, at('a.tgz'))
  const holder = spawn('flock', [path.join(cwd, 'out', version, file), 'sh', '-c', 'echo held; exec sleep 100'], { detached: true })
  return { holder, ready: new Promise((resolve) => holder.stdout.once('data', resolve)) }
}
function heldDatabase(cwd) {
  cafsDo('add', '--store', path.join(cwd, 'out'), ...database, at('a.tgz'))
  const holder = spawn('sqlite3', [path.join(cwd, 'out/v11/index.db')], { detached: true })
  holder.stdin.write('BEGIN EXCLUSIVE;\nSELECT 1;\n')
  return { holder, ready: new Promise((resolve) => holder.stdout.once('data', resolve)) }
}
const fifo = (cwd) => void execFileSync('mkfifo', [path.join(cwd, 'fifo')])
const add = (...args) => ['add', '--store', 'out', ...args]
const merge = (...args) => ['merge', '--store', 'out', ...args]

/** `prepare` makes what the command waits for; nobody reads the streams in `full`; `silent` is a stdin without data. */
const waits = [
  { name: 'verify, stdout full', args: ['verify', at('fragment-a')], full: ['stdout'] },
  { name: 'verify, stderr full', args: ['verify', at('damaged')], full: ['stderr'] },
  { name: 'add --batch -, stdout full', args: add('--batch', '-'), input: 'list', full: ['stdout'] },
  { name: 'add --batch, stdout full', args: add('--batch', at('list')), full: ['stdout'] },
  { name: 'add --batch, stderr full', args: add('--batch', at('bad-list')), full: ['stderr'] },
  { name: 'merge --json, stdout full', args: merge('--json', ...fragments), full: ['stdout'] },
  { name: '--help, stdout full', args: ['--help'], full: ['stdout'], jobless: true },
  { name: 'add --help, stdout full', args: ['add', '--help'], full: ['stdout'], jobless: true },
  ...['v3', 'v10', 'v11'].flatMap((version) => [
    { name: `add, store used by who removes, ${version}`, prepare: (cwd) => held(cwd, version, '.cafs-use'), args: add('--store-version', version, at('b.tgz')) },
    { name: `merge, store used by who removes, ${version}`, prepare: (cwd) => held(cwd, version, '.cafs-use'), args: merge(...files(version), ...fragments) },
    { name: `add, store locked, ${version}`, prepare: (cwd) => held(cwd, version), args: add('--store-version', version, at('b.tgz')) },
    { name: `add --batch, store locked, ${version}`, prepare: (cwd) => held(cwd, version), args: add('--store-version', version, '--batch', at('list')) },
    { name: `merge, store locked, ${version}`, prepare: (cwd) => held(cwd, version), args: merge(...files(version), ...fragments) },
  ]),
  { name: 'add, index.db locked', prepare: heldDatabase, args: add(...database, at('b.tgz')) },
  { name: 'merge, index.db locked', prepare: heldDatabase, args: merge(...database, ...fragments) },
  { name: '--batch FIFO', prepare: fifo, args: add('--batch', 'fifo') },
  { name: '--from FIFO', prepare: fifo, args: merge('--from', 'fifo') },
  { name: '--batch -, silent', args: add('--batch', '-'), silent: true },
  { name: '--from -, silent', args: merge('--from', '-'), silent: true },
]

let wrong = 0
let tried = 0
let number = 0
const fail = (text) => {
  wrong++
  console.log(`FAILED: ${text}`)
}
const code = { SIGINT: 130, SIGTERM: 143 }

/** Starts a cafs, calls `body` once it waits, and cleans up. */
async function waiting(wait, { jobs, env }, body) {
  const cwd = at(`wait-${++number}`)
  fs.mkdirSync(cwd)
  const prepared = wait.prepare?.(cwd)
  await prepared?.ready
  const pipes = (wait.full ?? []).map((stream) => [stream, fullPipe(path.join(cwd, `full-${stream}`))])
  const full = Object.fromEntries(pipes)
  const stdin = wait.silent ? silentPipe(path.join(cwd, 'silent')) : fs.openSync(wait.input ? at(wait.input) : '/dev/null')
  const args = wait.jobless ? wait.args : [wait.args[0], '--jobs', String(jobs), ...wait.args.slice(1)]
  const begun = begin(wait.through?.[0] ?? cafs, [...(wait.through?.slice(1) ?? []), ...args], {
    cwd, env, stdio: [stdin, full.stdout ?? 'ignore', full.stderr ?? 'pipe'],
  })
  tried++
  const waits = wait.neverSettles ? (await pause(300), true) : await settled(begun.child.pid)
  if (!waits || begun.ended) fail(`${wait.name}: it does not wait, but ended with ${begun.ended?.code}: ${begun.stderr}`)
  else await body(begun)
  begun.child.kill('SIGKILL')
  await begun.end
  if (prepared) process.kill(-prepared.holder.pid, 'SIGKILL')
  for (const fd of [stdin, ...Object.values(full)]) fs.closeSync(fd)
  fs.rmSync(cwd, { recursive: true })
}

async function oneSignal(wait, jobs, signal, thread) {
  const what = `${wait.name}, --jobs ${jobs}, ${signal} to ${thread ? 'its last thread' : 'the process'}`
  await waiting(wait, { jobs }, async (begun) => {
    send(begun.child.pid, signal, { thread })
    const sent = performance.now()
    const ended = await endWithin(begun, 1500)
    if (!ended) return fail(`${what}: it goes on waiting`)
    const took = ended.at - sent
    if (ended.code !== code[signal]) fail(`${what}: exit ${ended.code ?? ended.signal}: ${begun.stderr}`)
    if (took > most) fail(`${what}: it ended after ${took.toFixed(0)} ms`)
    if (values.verbose) console.log(`${what}: ${took.toFixed(0)} ms`)
  })
}

/** A thread in a system call that never returns cannot obey a signal: the second signal has to end the process. */
async function secondSignal(jobs, signal, nth) {
  const wait = { name: `a system call that never returns (${nth})`, args: add('--batch', at('list')), neverSettles: true }
  const state = at('state')
  fs.writeFileSync(state, Buffer.alloc(64))
  const env = { LD_PRELOAD: CAFS_SHIM, CAFS_FAULT: 'hang', CAFS_FAULT_AT: String(nth), CAFS_FAULT_STATE: state }
  await waiting(wait, { jobs, env }, async (begun) => {
    send(begun.child.pid, signal, {})
    await endWithin(begun, 300)
    const sent = performance.now()
    if (!begun.ended) send(begun.child.pid, signal, {})
    const ended = await endWithin(begun, 1500)
    const what = `${wait.name}, --jobs ${jobs}, ${signal} twice`
    if (!ended) return fail(`${what}: it goes on waiting`)
    if (ended.code !== code[signal] && ended.signal !== signal) fail(`${what}: exit ${ended.code ?? ended.signal}: ${begun.stderr}`)
    if (ended.at - sent > most) fail(`${what}: it ended after ${(ended.at - sent).toFixed(0)} ms`)
  })
}

/** A signal that cafs was started to ignore stays ignored: it goes on, and succeeds. */
async function ignored(signal, through) {
  const wait = { name: `${signal} ignored by ${through[0]}`, args: add('--batch', '-'), silent: true, through }
  await waiting(wait, { jobs: 1 }, async (begun) => {
    send(begun.child.pid, signal, {})
    if (await endWithin(begun, 200)) return fail(`${wait.name}: it ended with ${begun.ended.code ?? begun.ended.signal}`)
    fs.writeFileSync(at(`wait-${number}/silent`), fs.readFileSync(at('list')))
    await pause(300)
    if (!fs.existsSync(at(`wait-${number}/out/v10/index`))) fail(`${wait.name}: it does not go on`)
  })
}

const wanted = (name) => name.includes(values.only)
for (const wait of waits.filter(({ name }) => wanted(name))) {
  for (const jobs of wait.jobless ? [1] : [1, 4]) {
    for (const thread of [false, true]) await oneSignal(wait, jobs, thread === (jobs === 4) ? 'SIGINT' : 'SIGTERM', thread)
  }
}
if (wanted('second')) for (const [jobs, signal, nth] of [[1, 'SIGINT', 40], [4, 'SIGTERM', 60]]) await secondSignal(jobs, signal, nth)
if (wanted('ignored')) {
  await ignored('SIGHUP', ['nohup', cafs])
  for (const signal of ['INT', 'TERM', 'HUP']) await ignored(`SIG${signal}`, ['sh', '-c', `trap '' ${signal}; exec "$0" "$@"`, cafs])
}
console.log(`${tried} times it waited when a signal came: ${wrong} were wrong`)
process.exitCode = wrong > 0 || tried === 0 ? 1 : 0
