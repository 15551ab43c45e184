#!/usr/bin/env node
// pnpm-cafs-add.mjs TARBALL OUT NAME@VERSION INTEGRITY: one package's fragment, by pnpm's library.
import { addTarball, openStore } from './pnpm-store.mjs'

const [tarball, out, id, integrity] = process.argv.slice(2)
addTarball(openStore(out), { tarball, id, integrity })
