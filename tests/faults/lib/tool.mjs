// Runs cafs, with a fault or without.
import { spawn } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import { pause } from './waiting.mjs'

const environment = (env, { kind, at, sticky }, shim, state) => ({
  ...env,
  LD_PRELOAD: shim,
  CAFS_FAULT: kind,
  CAFS_FAULT_AT: String(at),
  CAFS_FAULT_STATE: state,
  ...(sticky ? { CAFS_FAULT_FROM_THEN_ON: '1' } : {}),
})

/** Whether the process has a handler for the signal: its bit of SigCgt in /proc/PID/status, see proc(5). */
function catches(pid, signal) {
  const [, caught] = /^SigCgt:\s*([0-9a-f]+)$/m.exec(fs.readFileSync(`/proc/${pid}/status`, 'latin1'))
  return ((BigInt(`0x${caught}`) >> BigInt(os.constants.signals[signal] - 1)) & 1n) === 1n
}

/** Waits until the child has a handler for the signal, or has ended. Before, a signal just kills an idle program. */
async function untilItCatches(child, signal) {
  while (child.exitCode === null && child.signalCode === null && !catches(child.pid, signal)) await pause(1)
}

/**
 * Runs `program`, and resolves to its code or signal and its output. A program that hangs is ended by SIGABRT. With
 * `killAfter` it gets the signal `killWith` after so many milliseconds, and `afterKill` is the time from then to its
 * end. `took` is the time of the whole run. With `caught`, both `killAfter` and `took` count from the moment at which
 * the program has a handler for that signal.
 */
export function run(program, args, { cwd, stdin, env, killAfter, killWith = 'SIGKILL', caught } = {}) {
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
    let began = performance.now()
    let ended
    let timer
    const begin = () => {
      began = performance.now()
      if (killAfter !== undefined && ended === undefined) timer = setTimeout(kill, killAfter)
    }
    if (caught) untilItCatches(child, caught).then(begin, begin)
    else begin()
    child.on('exit', () => {
      ended = performance.now()
      clearTimeout(timer)
    })
    child.on('close', (code, signal) => resolve({ code, signal, ...printed, took: ended - began, afterKill: ended - killed }))
  })
}

/**
 * The same with a fault. Besides, `calls` is the number of calls that can fail so, `struck` of those that did; `call`
 * names the first.
 */
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
