// Runs cafs, with a fault or without.
import { spawn } from 'node:child_process'
import fs from 'node:fs'

const environment = (env, { kind, at, sticky }, shim, state) => ({
  ...env,
  LD_PRELOAD: shim,
  CAFS_FAULT: kind,
  CAFS_FAULT_AT: String(at),
  CAFS_FAULT_STATE: state,
  ...(sticky ? { CAFS_FAULT_FROM_THEN_ON: '1' } : {}),
})

/**
 * Runs `program` and tells its code or signal, and what it printed. A hang is ended, and told as the signal. With
 * `killAfter` it gets a signal after so many milliseconds, and how long it took to end from then is told, too.
 */
export function run(program, args, { cwd, stdin, env, killAfter, killWith = 'SIGKILL' } = {}) {
  return new Promise((resolve) => {
    const child = spawn(program, args, { cwd, env, timeout: 20000, killSignal: 'SIGABRT' })
    const printed = { stdout: '', stderr: '' }
    for (const stream of ['stdout', 'stderr']) child[stream].on('data', (data) => (printed[stream] += data))
    child.stdin.on('error', () => {})
    child.stdin.end(stdin ?? '')
    let killed
    const kill = () => {
      killed = performance.now()
      child.kill(killWith)
    }
    const timer = killAfter === undefined ? undefined : setTimeout(kill, killAfter)
    let ended
    child.on('exit', () => {
      ended = performance.now()
      clearTimeout(timer)
    })
    child.on('close', (code, signal) => resolve({ code, signal, ...printed, afterKill: ended - killed }))
  })
}

/** The same with a fault: tells also how many calls there were that can end so, and which of them did. */
export async function runWithFault(program, args, options, fault, shim) {
  const state = `${options.cwd}.state`
  fs.writeFileSync(state, Buffer.alloc(64))
  const result = await run(program, args, { ...options, env: environment(options.env ?? process.env, fault, shim, state) })
  const told = fs.readFileSync(state)
  fs.rmSync(state)
  return {
    ...result,
    calls: Number(told.readBigUInt64LE(0)),
    struck: Number(told.readBigUInt64LE(8)),
    call: told.subarray(16).toString().replace(/\0.*/s, ''),
  }
}
