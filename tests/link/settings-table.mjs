#!/usr/bin/env node
// settings-table.mjs [--pnpm 10,11,12] [KEY…]: prints where each pnpm reads each setting that changes node_modules, as the table
// of README.md: it writes the setting into one place after the other, has pnpm install a small workspace, and sees whether
// the outcome is another one than without it. Needs the registry.
import { mkdirSync, readFileSync, rmSync, writeFileSync, appendFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { parseArgs } from 'node:util'
import { runCommand } from '../../scripts/lib/command.mjs'
import { forEachParallel } from '../../scripts/lib/pool.mjs'
import { temporaryDirectory } from '../../scripts/lib/temporary.mjs'
import { pnpms, runPnpm } from './pnpms.mjs'
import { placeNames, places } from './settings-places.mjs'
import { layoutOf, probe } from './settings-probe.mjs'
import { settings } from './settings-keys.mjs'

const width = 2

await runCommand('settings-table', 'settings-table.mjs [--pnpm 10,11,12] [KEY…]', async () => {
  const options = { pnpm: { type: 'string', default: '10,11,12' }, places: { type: 'string' } }
  const { values, positionals } = parseArgs({ options, allowPositionals: true })
  const keys = positionals.length > 0 ? positionals : Object.keys(settings)
  const majors = values.pnpm.split(',')
  const chosen = values.places?.split(',') ?? placeNames
  const lockfile = await lockfileOf()
  const found = new Map()
  for (const major of majors) found.set(`${major}`, await outcome(major, lockfile))
  const cells = []
  const groups = majors.flatMap((major) => chosen.map((place) => ({ major, place })))
  await forEachParallel(width, groups, async ({ major, place }) => {
    const written = keys.map((key) => ({ key, text: places[place](key, settings[key], major) })).filter(({ text }) => text)
    const isUnread = async (some) => wasRead(found.get(major), await outcome(major, lockfile, together(some))) === 'no'
    const tell = (key, read) => {
      console.error(`${key}\tpnpm ${major}\t${place}\t${read}`)
      cells.push({ key, major, place, read })
    }
    // Most places are read for no setting or for few. So many settings are tried at once, and each alone if there was
    // an effect.
    const trial = async (some, width) => {
      if (some.length > 1 && await isUnread(some)) return some.forEach(({ key }) => tell(key, 'no'))
      if (width > 1) return divided(some, width).reduce((before, part) => before.then(() => trial(part, 1)), Promise.resolve())
      for (const { key, text } of some) tell(key, wasRead(found.get(major), await outcome(major, lockfile, text)))
    }
    await trial(written, 6)
  })
  for (const line of tableOf(keys, majors, chosen, cells)) console.log(line)
})

async function lockfileOf() {
  const work = temporaryDirectory('settings')
  await probe(work, {})
  await runPnpm(10, ['install', '--lockfile-only', '--ignore-scripts'], { cwd: work, home: temporaryDirectory('home') })
  return readFileSync(join(work, 'pnpm-lock.yaml'), 'utf8')
}

/** The result of an install as one text, and its error, if any, with these texts written, see settings-places.mjs. */
async function outcome(major, lockfile, { files = {}, home: homeFiles = {}, env = {}, manifest = {} } = {}) {
  const [work, home] = [temporaryDirectory('settings'), temporaryDirectory('home')]
  await probe(work, manifest)
  writeFileSync(join(work, 'pnpm-lock.yaml'), lockfile)
  append(work, files)
  append(home, homeFiles)
  const ended = await runPnpm(major, ['install', '--frozen-lockfile'], { cwd: work, home, env }).then(() => '', errorOf)
  const layout = layoutOf(work, home)
  for (const directory of [work, home]) rmSync(directory, { recursive: true })
  return { layout, ended }
}

function errorOf({ message }) {
  return /ERR_\w+/.exec(message)?.[0] ?? message.slice(0, 80)
}

function divided(list, size) {
  return Array.from({ length: Math.ceil(list.length / size) }, (_, at) => list.slice(at * size, (at + 1) * size))
}

/** The texts of all these settings, joined. */
function together(some) {
  const join = (part) => some.reduce((all, { text }) => {
    for (const [path, content] of Object.entries(text[part] ?? {})) all[path] = (all[path] ?? '') + content
    return all
  }, {})
  const one = (part) => Object.assign({}, ...some.map(({ text }) => text[part] ?? {}))
  return { files: join('files'), home: join('home'), env: one('env'), manifest: { pnpm: Object.assign({}, ...some.map(({ text }) => text.manifest?.pnpm ?? {})) } }
}

/** Whether a setting was read, by the outcomes without it and with it. */
function wasRead(without, outcome) {
  if (outcome.layout !== without.layout && outcome.layout.includes('.modules.yaml')) return 'yes'
  if (outcome.ended !== without.ended) return outcome.ended || 'yes'
  return outcome.layout === without.layout ? 'no' : 'yes'
}

function append(root, files) {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(join(root, dirname(path)), { recursive: true })
    appendFileSync(join(root, path), text)
  }
}

function tableOf(keys, majors, chosen, cells) {
  const read = (key, major, place) => cells.find((c) => c.key === key && c.major === major && c.place === place)?.read ?? '–'
  const rows = keys.map((key) => `| \`${key}\` | ${chosen.map((place) => majors.map((major) => read(key, major, place)).join(' ')).join(' | ')} |`)
  return [`| setting (${majors.join(' ')}) | ${chosen.join(' | ')} |`, `|---|${chosen.map(() => '---|').join('')}`, ...rows]
}
