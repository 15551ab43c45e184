// An ext4 file system that is made anew for each round, in an image file that is mounted by a loop device. Needs root,
// and mounts of the process's own.
import { execFileSync } from 'node:child_process'
import { mkdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** How large the image for a round is: its files, and room for inodes, directories and the journal. */
export function imageSize({ inputs, outputs }) {
  return Math.ceil((1.3 * (inputs + outputs)) / 2 ** 20) * 2 ** 20 + 2 ** 30
}

/** The disk for `openDisk` that is empty whenever a round begins. */
export function imageDisk(work) {
  const image = join(work, 'image')
  const path = join(work, 'mount')
  const inputs = join(path, 'inputs')
  let isMounted = false
  const end = () => {
    if (isMounted) run('umount', '-l', path)
    isMounted = false
    rmSync(image, { force: true })
  }
  const begin = (space) => {
    end()
    makeImage(image, imageSize(space))
    mountImage(image, path)
    isMounted = true
    mkdirSync(inputs)
    return true
  }
  mkdirSync(path)
  process.prependListener('exit', end)
  return { kind: 'ext4, fresh for each round', isFresh: true, path, inputs, begin, discard() {}, end }
}

// No lazy initialisation: the kernel would complete it in the background, while tools are measured.
function makeImage(image, size) {
  writeFileSync(image, '')
  truncateSync(image, size)
  run('mkfs.ext4', '-q', '-F', '-E', 'lazy_itable_init=0,lazy_journal_init=0', image)
}

// Without direct I/O every page would be cached twice; not every file system has it.
function mountImage(image, path) {
  const device = loopDevice('--direct-io=on', image) ?? loopDevice('--direct-io=off', image)
  if (!device) throw new Error('no loop device can be had for --fresh-ext4')
  run('mount', device, path)
  run('losetup', '-d', device) // as soon as it is unmounted
}

function loopDevice(option, image) {
  try {
    return run('losetup', '--show', option, '-f', image).trim()
  } catch {
    return undefined
  }
}

function run(command, ...args) {
  return execFileSync(command, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })
}
