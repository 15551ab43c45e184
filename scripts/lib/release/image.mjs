// image.mjs VERSION COMMIT DIRECTORY: makes the image for Linux and NIX-HASHES from the executables in DIRECTORY.
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { nixHash } from './nix-hash.mjs'
import { imageOf } from './oci.mjs'

const [version, commit, directory] = process.argv.slice(2)
const systems = ['x86_64-linux', 'aarch64-linux', 'x86_64-darwin', 'aarch64-darwin']
const architectures = { 'x86_64-linux': 'amd64', 'aarch64-linux': 'arm64' }
const built = systems
  .map((system) => ({ system, architecture: architectures[system], file: `cafs-${version}-${system}` }))
  .filter(({ file }) => existsSync(join(directory, file)))
  .map((one) => ({ ...one, bytes: readFileSync(join(directory, one.file)) }))

const forLinux = built.filter(({ architecture }) => architecture)
if (forLinux.length > 0) {
  const image = imageOf(forLinux, { version, commit, seconds: Number(process.env.SOURCE_DATE_EPOCH) })
  writeFileSync(join(directory, `cafs-${version}-oci.tar`), image)
}
writeFileSync(join(directory, 'NIX-HASHES'), built.map(({ file, bytes }) => `${nixHash(bytes)}  ${file}\n`).join(''))
