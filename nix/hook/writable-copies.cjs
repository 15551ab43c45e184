// Loaded into pnpm 10, whose copies of a store's files have the modes that those have: their owner may write them, as
// those of an install from a store of his own.
const fs = require('node:fs')
const { syncBuiltinESMExports } = require('node:module')

const { copyFileSync } = fs

fs.copyFileSync = function (from, to, ...flags) {
  copyFileSync(from, to, ...flags)
  const { mode } = fs.statSync(to)
  if (!(mode & 0o200)) fs.chmodSync(to, mode | 0o200)
}

syncBuiltinESMExports()
