// Sends signals to a cafs that waits; see waits.
import { execFileSync, spawn } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { begin, endWithin, send, settled, silentPipe } from './lib/waiting.mjs'

const { values } = parseArgs({ options: { only: { type: 'string', default: '' }, verbose: { type: 'boolean' } } })
const { CAFS_TOOLS, CAFS_WORK } = process.env
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

makePackage('a')
makePackage('b')
makePackage('c')
fs.writeFileSync(at('list'), ['a', 'b', 'c'].map((name) => `${JSON.stringify({ tarball: at(`${name}.tgz`) })}\n`).join(''))

const held = (cwd, version) => {
  cafsDo('add', '--store', path.join(cwd, 'out'), '--store-version', version, at('a.tgz'))
  const holder = spawn('flock', [path.join(cwd, 'out', version), 'sh', '-c', 'echo held; exec sleep 100'], { detached: true })
  return { holder, ready: new Promise((resolve) => holder.stdout.once('data', resolve)) }
}
const fifo = (cwd) => void execFileSync('mkfifo', [path.join(cwd, 'fifo')])
const add = (...args) => ['add', '--store', 'out', ...args]
const merge = (...args) => ['merge', '--store', 'out', ...args]

/** `prepare` makes what it waits for; `silent` is a stdin that says no more. */
const waits = [
  ...['v3', 'v10', 'v11'].flatMap((version) => [
    { name: `add, store locked, ${version}`, prepare: (cwd) => held(cwd, version), args: add('--store-version', version, at('b.tgz')) },
    { name: `add --batch, store locked, ${version}`, prepare: (cwd) => held(cwd, version), args: add('--store-version', version, '--batch', at('list')) },
  ]),
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

/** Brings a cafs to where it waits, hands it to `body`, and clears up. */
async function waiting(wait, { jobs }, body) {
  const cwd = at(`wait-${++number}`)
  fs.mkdirSync(cwd)
  const prepared = wait.prepare?.(cwd)
  await prepared?.ready
  const stdin = wait.silent ? silentPipe(path.join(cwd, 'silent')) : fs.openSync('/dev/null')
  const args = [wait.args[0], '--jobs', String(jobs), ...wait.args.slice(1)]
  const begun = begin(cafs, args, { cwd, stdio: [stdin, 'ignore', 'pipe'] })
  tried++
  const waits = await settled(begun.child.pid)
  if (!waits || begun.ended) fail(`${wait.name}: it does not wait, but ended with ${begun.ended?.code}: ${begun.stderr}`)
  else await body(begun)
  begun.child.kill('SIGKILL')
  await begun.end
  if (prepared) process.kill(-prepared.holder.pid, 'SIGKILL')
  fs.closeSync(stdin)
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

const wanted = (name) => name.includes(values.only)
for (const wait of waits.filter(({ name }) => wanted(name))) {
  for (const jobs of [1, 4]) {
    for (const thread of [false, true]) await oneSignal(wait, jobs, thread === (jobs === 4) ? 'SIGINT' : 'SIGTERM', thread)
  }
}
console.log(`${tried} times it waited when a signal came: ${wrong} were wrong`)
process.exitCode = wrong > 0 || tried === 0 ? 1 : 0
