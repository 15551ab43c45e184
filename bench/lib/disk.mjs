// The directory that the rounds write to. Deletions must not slow down the next measurement, and space is limited: so a
// disk keeps everything to the end, memory keeps nothing, and an image is made anew for each round.
import { execFileSync, spawnSync } from 'node:child_process'
import { mkdirSync, rmSync, statfsSync } from 'node:fs'
import { join } from 'node:path'
import { temporaryDirectory } from '../../scripts/lib/temporary.mjs'
import { imageDisk, imageSize } from './image.mjs'

const gigabyte = 1e9

/**
 * { kind, isFresh, path, inputs, begin(space), discard(out), end() } below `dir`; begin() answers whether the disk is
 * empty now. `space` is { inputs, outputs, largest } in bytes: of a round its inputs, outputs and largest output.
 */
export function openDisk(dir, isFresh) {
  const work = temporaryDirectory('bench', dir)
  const kind = execFileSync('stat', ['-f', '-c', '%T', dir], { encoding: 'utf8' }).trim().replace('ext2/ext3', 'ext4')
  if (isFresh) return imageDisk(work)
  return kind === 'tmpfs' ? memoryDisk(work) : keepingDisk(work, kind)
}

function keepingDisk(path, kind) {
  const inputs = join(path, 'inputs')
  mkdirSync(inputs)
  const needed = (spaces, rounds) =>
    sum(spaces.map(({ inputs, outputs }) => inputs + outputs * (rounds + 1)))
  return { kind, isFresh: false, path, inputs, needed, begin: () => false, discard() {}, end: () => makeDeletable(path) }
}

// In memory, deletions do not slow down what follows.
function memoryDisk(path) {
  const discard = (out) => {
    makeDeletable(out)
    rmSync(out, { recursive: true, force: true })
  }
  const needed = (spaces) => Math.max(...spaces.map(({ inputs, largest }) => inputs + 2 * largest))
  return { ...keepingDisk(path, 'tmpfs'), needed, discard, end: () => discard(join(path, 'inputs')) }
}

/** Throws when the parts' rounds would not fit. */
export function checkSpace(disk, dir, spaces, rounds) {
  const { bavail, bsize } = statfsSync(dir)
  const needed = disk.isFresh ? Math.max(...spaces.map(imageSize)) : disk.needed(spaces, rounds)
  const [want, have] = [needed, bavail * bsize].map((bytes) => (bytes / gigabyte).toFixed(1))
  if (needed <= bavail * bsize) return
  throw new Error(`${dir} has ${have} GB free and this needs ${want}: take a smaller corpus, --only, --fresh-ext4 or ` +
    'another --dir')
}

// Stores of Nix, and copies in their manner, are read-only. Only root can delete them as they are.
function makeDeletable(directory) {
  if (process.getuid() !== 0) spawnSync('chmod', ['-R', 'u+w', directory], { stdio: 'ignore' })
}

function sum(numbers) {
  return numbers.reduce((total, number) => total + number, 0)
}
