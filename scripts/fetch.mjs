#!/usr/bin/env node
// Downloads the tarballs of a plan into the cache and checks them, then writes the list that
// `cafs add --batch` reads. What an interrupted run has downloaded is kept.
import { commandLine, runCommand, UsageError } from './lib/command.mjs'
import { readJsonLines, writeJsonLines } from './lib/json-lines.mjs'
import { ensureTarballs, toBatch } from './lib/tarball-cache.mjs'

const usage = 'fetch.mjs --list FILE PLAN|-'

await runCommand('fetch', usage, async () => {
  const { values, positionals } = commandLine({ list: { type: 'string' } }, 1)
  if (!values.list) throw new UsageError('--list FILE is missing')
  const entries = readJsonLines(positionals[0])
  await ensureTarballs(entries, process.cwd())
  writeJsonLines(values.list, entries.map(toBatch))
})
