import { readFileSync, writeFileSync } from 'node:fs'

/** The values of a JSON-lines file; '-' is stdin. */
export function readJsonLines(path) {
  const name = path === '-' ? 'standard input' : path
  const lines = readFileSync(path === '-' ? 0 : path, 'utf8').split('\n')
  return lines.flatMap((line, at) => (line.trim() ? [parseLine(line, `${name}:${at + 1}`)] : []))
}

export function writeJsonLines(path, values) {
  writeFileSync(path, toJsonLines(values))
}

export function toJsonLines(values) {
  return values.map((value) => `${JSON.stringify(value)}\n`).join('')
}

function parseLine(line, place) {
  try {
    return JSON.parse(line)
  } catch (error) {
    throw new Error(`${place}: ${error.message}`)
  }
}
