// Tools for a process that waits: to make it wait, to send it signals, and to see how it ends.
import { execFileSync, spawn } from 'node:child_process'
import fs from 'node:fs'

export const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms))

/** A named pipe that is open for reading and writing: it never ends, and nobody reads it. */
export function silentPipe(name) {
  execFileSync('mkfifo', [name])
  return fs.openSync(name, 'r+')
}

/** The same, with no room left. */
export function fullPipe(name) {
  const pipe = silentPipe(name)
  const filling = fs.openSync(name, fs.constants.O_RDWR | fs.constants.O_NONBLOCK)
  for (const size of [65536, 4096, 1]) {
    try {
      for (;;) fs.writeSync(filling, Buffer.alloc(size, '\n'))
    } catch (e) {
      if (e.code !== 'EAGAIN') throw e
    }
  }
  fs.closeSync(filling)
  return pipe
}

const threadsOf = (pid) => fs.readdirSync(`/proc/${pid}/task`)

/** The state and the processor time of each thread; undefined for a process that has ended. */
function doing(pid) {
  try {
    return threadsOf(pid).map((thread) => {
      const [state, ...fields] = fs.readFileSync(`/proc/${pid}/task/${thread}/stat`, 'utf8').replace(/.*\) /s, '').split(' ')
      return `${state} ${fields[10]} ${fields[11]}`
    })
  } catch {
    return undefined
  }
}

/** Waits until all threads have slept for a while, without a tick of work. */
export async function settled(pid) {
  let last = ''
  let quiet = 0
  for (const end = performance.now() + 10000; quiet < 6 && performance.now() < end; ) {
    await pause(15)
    const now = doing(pid)
    const sleeps = now?.every((thread) => thread.startsWith('S'))
    quiet = sleeps && last === String(now) ? quiet + 1 : 0
    last = String(now)
  }
  return quiet >= 6
}

/** Sends a signal to the process, or to its last thread alone. */
export function send(pid, signal, { thread }) {
  if (!thread) return process.kill(pid, signal)
  const number = { SIGINT: 2, SIGTERM: 15, SIGHUP: 1 }[signal]
  const tgkill = 234
  execFileSync('perl', ['-e', 'syscall($ARGV[0] + 0, $ARGV[1] + 0, $ARGV[2] + 0, $ARGV[3] + 0) == 0 or die $!', tgkill, pid, threadsOf(pid).at(-1), number])
}

/** Starts a process; `stdio` are descriptors. If its stderr is a pipe, the text is kept. */
export function begin(program, args, { cwd, env, stdio }) {
  const child = spawn(program, args, { cwd, env: { ...process.env, ...env }, stdio })
  const begun = { child, stderr: '', ended: undefined }
  child.stderr?.on('data', (data) => (begun.stderr += data))
  begun.end = new Promise((resolve) => child.on('exit', (code, signal) => resolve((begun.ended = { code, signal, at: performance.now() }))))
  return begun
}

/** How the process has ended, or undefined if it has not ended in this time. */
export const endWithin = (begun, ms) => Promise.race([begun.end, pause(ms)]).then(() => begun.ended)
