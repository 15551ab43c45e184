// npm's configuration, as npm itself resolves it for a directory.
import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

export function npmConfig(directory) {
  const json = execFileSync('npm', ['config', 'list', '--json'], {
    cwd: directory,
    encoding: 'utf8',
    maxBuffer: 1 << 24,
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  return JSON.parse(json)
}

/** { default: URL, '@scope': URL, … }, the form in which pnpm's libraries want the registries. */
export function registriesOf(config) {
  const registries = { default: config.registry }
  for (const [key, value] of Object.entries(config)) {
    const scope = /^(@[^:]+):registry$/.exec(key)?.[1]
    if (scope) registries[scope] = value
  }
  return registries
}

/** The options of npm-registry-fetch that this configuration stands for. */
export function fetchOptions(config, directory) {
  return {
    ...credentials([config.globalconfig, config.userconfig, join(directory, '.npmrc')]),
    ca: config.ca ?? (config.cafile ? readFileSync(config.cafile, 'utf8') : undefined),
    registry: config.registry,
    proxy: config.proxy ?? undefined,
    httpsProxy: config['https-proxy'] ?? undefined,
    noProxy: config.noproxy,
    strictSSL: config['strict-ssl'],
  }
}

// npm prints no secrets, so this reads them from the same files as npm.
function credentials(files) {
  const found = {}
  for (const file of files.filter((path) => path && existsSync(path))) {
    for (const line of readFileSync(file, 'utf8').split('\n')) {
      const match = /^\s*(\/\/[^=\s]+:(?:_authToken|_auth|username|_password))\s*=\s*"?(.*?)"?\s*$/.exec(line)
      if (match) found[match[1]] = expandVariables(match[2])
    }
  }
  return found
}

function expandVariables(text) {
  return text.replace(/\$\{([^}]+)\}/g, (whole, name) => process.env[name] ?? whole)
}
