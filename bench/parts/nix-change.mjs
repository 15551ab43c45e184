// nix-change.mjs ID INTEGRITY LOCKFILE SAMPLE LOCKFILE2 SAMPLE2: writes the lockfile and the sample again, with the package
// ID in version 9.9.9.
import { readFileSync, writeFileSync } from 'node:fs'

const [id, integrity, lockfile, sample, changedLockfile, changedSample] = process.argv.slice(2)
const name = id.slice(0, id.lastIndexOf('@'))
const text = readFileSync(lockfile, 'utf8')
const escaped = id.replace(/[.+*?^$()[\]{}|\\]/g, '\\$&')
const entry = new RegExp(`^( {2}'?)${escaped}('?:\\n {4}resolution: \\{integrity: )[^,}]+`, 'm')
if (!entry.test(text)) throw new Error(`${lockfile} has no package ${id}`)
const snapshot = new RegExp(`^( {2}'?)${escaped}(?=['(:])`, 'gm')
writeFileSync(changedLockfile, text.replace(entry, `$1${name}@9.9.9$2${integrity}`).replace(snapshot, `$1${name}@9.9.9`))

const [first, ...others] = readFileSync(sample, 'utf8').trim().split('\n')
const url = JSON.parse(first).url.replace(/[^/]+$/, `${name.split('/').pop()}-9.9.9.tgz`)
const lines = [JSON.stringify({ id: `${name}@9.9.9`, integrity, url }), ...others]
writeFileSync(changedSample, `${lines.join('\n')}\n`)
