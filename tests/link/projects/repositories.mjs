// Repositories of other projects, at a commit. CAFS_REPOSITORIES names a directory with the gzipped outputs of `git
// archive --prefix=any/ COMMIT`, as OWNER+NAME-COMMIT.tar.gz; without it they are downloaded into the cache.
import { execFileSync } from 'node:child_process'
import { appendFileSync, existsSync, mkdirSync, renameSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { cacheDirectory } from '../../../scripts/lib/tarball-cache.mjs'
import { Skipped } from '../skipped.mjs'

const repositories = [
  // Hundreds of copied projects, some with the same name; three patches, packageExtensions.
  { repository: 'vitejs/vite', commit: 'a98c8d95d552c6fa98ab66fb810f5b39ad5abf49' },
  // Catalogs; projects as peers of packages.
  { repository: 'vuejs/core', commit: 'e2bede96134f757aad5c5b33ac9be055022dbfc8' },
  // A lockfile of pnpm 9, settings in an .npmrc, and overrides in package.json. pnpm 11 and 12 read both from
  // pnpm-workspace.yaml only, and refuse the lockfile without them: ERR_PNPM_LOCKFILE_CONFIG_MISMATCH.
  { repository: 'vuejs/pinia', commit: '254eec764ecccd120ab9dbc31352d76ffd6ecfa3', moved: { shamefullyHoist: true, overrides: { '@nuxt/kit': '^3.9.0', '@nuxt/schema': '^3.9.0' } } },
  // No peers are installed by themselves; projects that link out of their own directories.
  { repository: 'withastro/starlight', commit: '3999be7cc18b41095d61e3b63d68ff3e6c6c050b' },
]

export const real = repositories.map(({ repository, commit, moved }) => ({
  name: `real/${repository.split('/')[1]}`,
  isLong: true,
  write(root, major) {
    execFileSync('tar', ['-xzf', archiveOf(repository, commit), '--strip-components=1', '-C', root])
    if (moved && major !== '10') addSettings(join(root, 'pnpm-workspace.yaml'), moved)
  },
}))

function addSettings(path, settings) {
  appendFileSync(path, Object.entries(settings).map(([key, value]) => `${key}: ${JSON.stringify(value)}\n`).join(''))
}

function archiveOf(repository, commit) {
  const name = `${repository.replace('/', '+')}-${commit}.tar.gz`
  const given = process.env.CAFS_REPOSITORIES && join(process.env.CAFS_REPOSITORIES, name)
  if (given && existsSync(given)) return given
  const cached = join(cacheDirectory(), 'repositories', name)
  if (!existsSync(cached)) download(`https://codeload.github.com/${repository}/tar.gz/${commit}`, cached)
  return cached
}

function download(url, to) {
  mkdirSync(dirname(to), { recursive: true })
  try {
    execFileSync('curl', ['--fail', '--silent', '--show-error', '--location', '--max-time', '300', '--output', `${to}.part`, url], { stdio: 'pipe' })
  } catch (error) {
    throw new Skipped(`cannot download ${url}: ${`${error.stderr}`.trim()}`)
  }
  renameSync(`${to}.part`, to)
}
