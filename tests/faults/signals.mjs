// Sends signals into long computations; see signals.
import { execFileSync } from 'node:child_process'
import { randomFillSync } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
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
    execFileSync(cafs, ['add', '--store', at(`fragments/${i}`), '--store-version', 'v3,v10,v11', at('p.tar')])
    fs.rmSync(at('p'), { recursive: true })
  }
}

makeGiant()
makeFragments()
execFileSync(cafs, ['add', '--store', at('giant-store'), at('giant.tgz')])
const fragments = fs.readdirSync(at('fragments')).map((name) => at(`fragments/${name}`))
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
}

let wrong = 0
const fail = (text) => {
  wrong++
  console.log(`FAILED: ${text}`)
}
for (const [name, args] of Object.entries(commands)) {
  fs.mkdirSync(at('whole'))
  const { took: takes } = await run(cafs, args, { cwd: at('whole'), caught: 'SIGTERM' })
  fs.rmSync(at('whole'), { recursive: true })
  const waits = []
  for (let round = 0; round < rounds; round++) {
    const [signal, code] = round % 2 ? ['SIGINT', 130] : ['SIGTERM', 143]
    const cwd = at(`round-${round}`)
    fs.mkdirSync(cwd)
    const ended = await run(cafs, args, { cwd, killAfter: takes * (round / rounds), killWith: signal, caught: signal })
    if (ended.code === code) waits.push(ended.afterKill)
    if (ended.code === code && ended.stderr !== `cafs ${args[0]}: interrupted\n`) fail(`${name}: it said ${ended.stderr}`)
    if (![0, 3, code].includes(ended.code)) fail(`${name}: exit ${ended.code} ${ended.signal ?? ''} after ${signal}: ${ended.stderr}`)
    if (ended.code === code && fs.readdirSync(cwd).length > 0) fail(`${name}: it left ${fs.readdirSync(cwd)}`)
    fs.rmSync(cwd, { recursive: true })
  }
  const worst = Math.max(...waits)
  console.log(`${name}: takes ${takes.toFixed(0)} ms; of ${rounds} signals ${waits.length} came in time; it ended ${worst.toFixed(0)} ms later at the most`)
  if (waits.length === 0) fail(`${name}: no signal came in time`)
  if (worst > most) fail(`${name}: over ${most} ms`)
}
process.exitCode = wrong > 0 ? 1 : 0
