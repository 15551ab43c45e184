// The tools under test. CAFS_TOOLS, the directory that holds them, saves the build.
import { execFileSync, spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const build = fileURLToPath(new URL('../build', import.meta.url))

export const toolsDirectory = process.env.CAFS_TOOLS ?? buildTools()
export const cafs = join(toolsDirectory, 'cafs')
export const cafsAdd = join(toolsDirectory, 'cafs-add')
export const cafsMerge = join(toolsDirectory, 'cafs-merge')

/** Runs one of the tools to its end and returns its stdout; the error of a failed run has all its reasons. */
export function runTool(path, args) {
  const { status, error, stdout, stderr } = spawnSync(path, args, { encoding: 'utf8', maxBuffer: 1 << 28 })
  if (error) throw error
  if (status !== 0) throw new Error(reasons(stdout, stderr) || `${path} exited with ${status}`)
  return stdout
}

// A batch prints its failures to stdout, a line each.
function reasons(stdout, stderr) {
  const lines = stdout.split('\n').filter((line) => line.includes('"error"'))
  return [...lines, stderr.trim()].filter(Boolean).join('\n')
}

function buildTools() {
  const stdio = ['ignore', 'pipe', 'inherit']
  return execFileSync(build, { encoding: 'utf8', stdio }).trim().split('\n').pop()
}
