// The pinned pnpm.
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { nodeTools } from './node-tools.mjs'

const entryPoint = join(nodeTools, 'node_modules', 'pnpm', 'bin', 'pnpm.cjs')

/** Runs pnpm in `cwd`; resolves to its output, rejects when it fails. */
export function pnpm(args, { cwd, env = process.env }) {
  const stdio = ['ignore', 'pipe', 'pipe']
  return outputOf(spawn(process.execPath, [entryPoint, ...args], { cwd, env, stdio }), `pnpm ${args[0]}`)
}

/** The environment of a machine that has never seen pnpm: its own HOME, and only these settings. */
export function freshEnvironment(home, settings) {
  return { PATH: process.env.PATH, HOME: home, CI: 'true', ...toEnvironment(settings) }
}

function toEnvironment(settings) {
  const toName = (key) => `npm_config_${key.replaceAll('-', '_')}`
  return Object.fromEntries(Object.entries(settings).map(([key, value]) => [toName(key), String(value)]))
}

/** Resolves to the output of a child process that succeeds; else rejects with the line that says why it failed. */
export function outputOf(child, what) {
  const chunks = []
  child.stdout.on('data', (chunk) => chunks.push(chunk))
  child.stderr.on('data', (chunk) => chunks.push(chunk))
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code) => {
      const output = Buffer.concat(chunks).toString()
      if (code === 0) return resolve(output)
      reject(new Error(`${what} failed: ${errorLine(output)}`))
    })
  })
}

function errorLine(output) {
  const lines = output.split('\n').map((line) => line.trim())
  return lines.find((line) => line.includes('ERR_') || line.includes('ERROR')) ?? lines.filter(Boolean).pop()
}
