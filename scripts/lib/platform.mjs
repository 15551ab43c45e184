// Which packages pnpm wants on a platform.
import { UsageError } from './command.mjs'

/** 'linux-x64-glibc' as { os, cpu, libc }; libc may be left out. */
export function parsePlatform(text) {
  const match = /^([a-z0-9]+)-([a-z0-9]+)(?:-([a-z]+))?$/.exec(text)
  if (!match) throw new UsageError(`not a platform, like linux-x64-glibc: ${text}`)
  return { os: match[1], cpu: match[2], libc: match[3] }
}

export function thisPlatform() {
  const { os, cpu } = { os: process.platform, cpu: process.arch }
  if (os !== 'linux') return { os, cpu }
  const glibc = process.report.getReport().header.glibcVersionRuntime
  return { os, cpu, libc: glibc ? 'glibc' : 'musl' }
}

/** Whether the packages entry of a lockfile is for `platform`. */
export function isFor(platform, entry) {
  return ['os', 'cpu', 'libc'].every((field) => admits(entry[field], platform[field]))
}

function admits(list, value) {
  if (!list || value === undefined) return true
  const names = [list].flat()
  if (names.length === 1 && names[0] === 'any') return true
  if (names.includes(`!${value}`)) return false
  return names.includes(value) || names.every((name) => name.startsWith('!'))
}
