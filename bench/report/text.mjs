// A run in words.
import { machineLine } from '../lib/machine.mjs'
import { grouped } from '../../scripts/lib/table.mjs'

/** Lines that say on which machine, with what and how a run was made. */
export function headLines({ date, commit, machine, corpus, disk, rounds, dir }) {
  return [
    `${machineLine(machine)}; ${date.slice(0, 10)}${commit ? `, commit ${commit}` : ''}`,
    `${corpus.lockfile}: ${corpusLine(corpus)}; writing to ${dir} (${disk}), page cache warm, medians of ${rounds} rounds`,
  ]
}

export function corpusLine({ packages, packed, unpacked, files }) {
  const counts = files ? `, ${grouped(files)} distinct files` : ''
  return `${grouped(packages)} packages, ${megabytes(packed)} MB packed, ${megabytes(unpacked)} MB unpacked${counts}`
}

export function milliseconds(seconds) {
  const value = seconds * 1000
  return value < 20 ? value.toFixed(2) : value < 200 ? value.toFixed(1) : value.toFixed(0)
}

export function metWord(met) {
  if (met === undefined) return ''
  return met ? 'met' : 'missed'
}

function megabytes(bytes) {
  return grouped(Math.round(bytes / 1e6))
}
