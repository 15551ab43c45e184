#!/usr/bin/env node
// pnpm-cafs-add-all.mjs OUT LIST: all packages of a batch list into one store, by pnpm's library.
import { readFileSync } from 'node:fs'
import { addTarball, openStore } from './pnpm-store.mjs'

const [out, list] = process.argv.slice(2)
const store = openStore(out)
for (const line of readFileSync(list, 'utf8').split('\n')) {
  if (line) addTarball(store, JSON.parse(line))
}
