// Runs the scripts of packages as pnpm does at an install: which, in which environment.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'

const stages = ['preinstall', 'install', 'postinstall']

/** The scripts that pnpm runs, in order: [ [stage, script] … ]. */
function scriptsOf(directory, { scripts = {} }) {
  const isImplicit = !scripts.install && !scripts.preinstall && existsSync(`${directory}/binding.gyp`)
  const all = isImplicit ? { ...scripts, install: 'node-gyp rebuild' } : scripts
  return stages.map((stage) => [stage, all[stage]]).filter(([, script]) => script && script !== 'npx only-allow pnpm')
}

/** What a manifest says as variables: `npm_package_name`, `npm_package_config_x`. */
function manifestVariables({ name, version, config = {}, engines = {}, bin = {} }) {
  const bins = typeof bin === 'string' ? { [name.split('/').pop()]: bin } : bin
  const groups = { config, engines, bin: bins }
  const nameOf = (group, key) => `npm_package_${group}_${key.replace(/[^a-zA-Z0-9_]/g, '_')}`
  const members = Object.entries(groups).flatMap(([group, values]) => {
    return Object.entries(values).map(([key, value]) => [nameOf(group, key), `${value}`])
  })
  return { npm_package_name: name, npm_package_version: version ?? '', ...Object.fromEntries(members) }
}

/** A directory with node-gyp, for PATH. */
function gypDirectory(top, gyp, headers) {
  const directory = `${top}/cafs-node-gyp`
  const wanted = [gyp, `${headers}/include/node/node.h`]
  const missing = (file) => `cafs: there is no ${file}: want a nodejs with npm and headers`
  const checks = wanted.map((file) => `[ -e "${file}" ] || { echo "${missing(file)}" >&2; exit 1; }`)
  const lines = [`#!${process.env.SHELL}`, ...checks, `exec "${process.execPath}" "${gyp}" "$@"`, '']
  mkdirSync(directory)
  writeFileSync(`${directory}/node-gyp`, lines.join('\n'), { mode: 0o755 })
  return directory
}

/** The directories .bin of a package, and of all node_modules that it is in; the innermost first. */
function binDirectories(directory) {
  const parts = directory.split('/node_modules/')
  const parents = parts.slice(1).map((_, i) => `${parts.slice(0, i + 1).join('/node_modules/')}/node_modules/.bin`)
  return [`${directory}/node_modules/.bin`, ...parents.reverse()]
}

const userAgent = (out) => {
  const { packageManager } = JSON.parse(readFileSync(`${out}/node_modules/.modules.yaml`))
  return `${packageManager.replace('@', '/')} npm/? node/${process.version} ${process.platform} ${process.arch}`
}

let common

/** The variables that are the same for all packages. */
function commonVariables(out) {
  const { npm_config_node_gyp: gyp, npm_config_nodedir: headers, NIX_BUILD_TOP } = process.env
  const home = `${NIX_BUILD_TOP}/cafs-home`
  mkdirSync(home, { recursive: true })
  return {
    HOME: home,
    INIT_CWD: out,
    NODE: process.execPath,
    npm_command: 'install',
    npm_config_user_agent: userAgent(out),
    npm_node_execpath: process.execPath,
    gypDirectory: gypDirectory(NIX_BUILD_TOP, gyp, headers),
  }
}

function environmentOf(out, directory, manifest, stage, script) {
  common ??= commonVariables(out)
  const { gypDirectory: gyp, ...shared } = common
  const modules = `${out}/node_modules`
  const others = [`${modules}/.pnpm/node_modules/.bin`, `${modules}/.bin`, process.env.PATH]
  const path = [...binDirectories(directory), gyp, ...others]
  return {
    ...process.env,
    ...shared,
    ...manifestVariables(manifest),
    PATH: path.join(':'),
    PNPM_SCRIPT_SRC_DIR: directory,
    npm_lifecycle_event: stage,
    npm_lifecycle_script: script,
    npm_package_json: `${directory}/package.json`,
  }
}

/** Runs a script; whether it did what it should. What it says is seen. */
function run(out, directory, manifest, stage, script) {
  const env = environmentOf(out, directory, manifest, stage, script)
  const stdio = ['ignore', 'inherit', 'inherit']
  const { status, signal, error } = spawnSync('sh', ['-c', script], { cwd: directory, env, stdio })
  if (error) throw error
  return status === 0 ? null : `${stage} (${script}) ${signal ? `was ended by ${signal}` : `ended with ${status}`}`
}

/** Builds a package, of `cafs link --report`. A package that only optional dependencies want may fail. */
export function build(out, { key, directory: path, optional }) {
  const directory = `${out}/${path}`
  const manifest = JSON.parse(readFileSync(`${directory}/package.json`))
  for (const [stage, script] of scriptsOf(directory, manifest)) {
    console.log(`cafs: ${key}: ${stage}: ${script}`)
    const failure = run(out, directory, manifest, stage, script)
    if (!failure) continue
    if (!optional) throw new Error(`${key}: ${failure}`)
    console.log(`cafs: ${key} is optional, and not built: ${failure}`)
    return
  }
}
