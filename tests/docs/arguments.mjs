// Checks docs/nix-functions.md: each function has a section, `## NAME`, with a call and a table. The table has each
// argument of the function, with an example that evaluates when it is added to the call. The hooks have a section, too,
// with each variable.
import { spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

// Arguments that only functions of the library pass to each other: nix/checked.nix refuses them from others.
const internal = { mkPnpmStore: ['content', 'only'], fetchTarball: ['after'], makeBatch: ['batch'], mkNodeModules: [], mkNodePackages: [] }
const integrity = `sha512-${Buffer.alloc(64).toString('base64')}`

export function argumentsOf(root, work) {
  const text = readFileSync(join(root, 'docs/nix-functions.md'), 'utf8').replaceAll('sha512-…', integrity)
  const documented = sections(text)
  const functions = functionsOf(work)
  for (const [name, wanted] of Object.entries(functions)) sameArguments(name, wanted, documented[name]?.rows.map((row) => row.argument))
  for (const hook of ['cafsModulesHook', 'cafsConfigHook']) sameArguments(hook, variablesOf(root, hook), variablesIn(text, hook))
  evaluate(documented, join(work, 'pages/nix-functions'), work)
  const count = Object.values(documented).reduce((sum, { rows }) => sum + rows.length, 0)
  console.log(`docs/nix-functions.md: ${Object.keys(documented).length} functions, ${count} arguments, each with an example that evaluates`)
}

/** { FUNCTION: { call, rows: [{ argument, example }] } } of the sections with a call. */
function sections(text) {
  const found = {}
  for (const section of text.split(/^## /m).slice(1)) {
    const call = /^```nix\n([\s\S]*?)\n```/m.exec(section)?.[1]
    const rows = [...section.matchAll(/^\| `(\w+)` \|.*\| `([^`|]*)` \|$/gm)].map(([, argument, example]) => ({ argument, example }))
    if (call) found[section.split('\n')[0]] = { call, rows }
  }
  return found
}

/** { FUNCTION: [ARGUMENT] } as the functions really take them. */
function functionsOf(work) {
  const library = `import ${work}/library/library.nix { cafs = null; system = null; target = "x86_64-linux"; curl = null; certificates = null; stdenv = null; nodejs = null; python3 = null; }`
  const all = evaluated(`builtins.mapAttrs (name: f: if builtins.isFunction f then builtins.attrNames (builtins.functionArgs f) else []) (${library})`, work)
  const names = ['mkPnpmStore', 'mkNodeModules', 'mkNodePackages', 'makePkgStore', 'makeBatch', 'mergeStores', 'fetchTarball']
  const checked = { mkLib: `import ${work}/library`, plan: `(import ${work}/library/pure.nix).plan`, 'default.nix': `import ${work}/cafs`, 'bin.nix': `import ${work}/library/bin.nix` }
  return {
    ...Object.fromEntries(names.map((name) => [name, all[name].filter((one) => !internal[name]?.includes(one))])),
    ...Object.fromEntries(Object.entries(checked).map(([name, f]) => [name, takenBy(f, work)])),
  }
}

/** The variables that a hook names in its head. */
function variablesOf(root, hook) {
  const file = { cafsModulesHook: 'modules-hook.sh', cafsConfigHook: 'setup-hook.sh' }[hook]
  const head = readFileSync(join(root, 'nix/hook', file), 'utf8').split('\n\n')[0]
  return [...head.matchAll(/^#   (\w+) {2,}/gm)].map(([, name]) => name)
}

function variablesIn(text, hook) {
  const [, section = ''] = text.split(`\n## ${hook}\n`)
  return [...section.split('\n## ')[0].matchAll(/^\| `(\w+)` \|/gm)].map(([, name]) => name)
}

/** The arguments that a checked function lists in its error for an unknown one. */
function takenBy(f, work) {
  const { stderr } = instantiate(['--eval', '-E', `(${f}) { noSuchArgument = 1; }`], work)
  const list = /there is no argument noSuchArgument: want (.*)/.exec(stderr)?.[1]
  if (!list) throw new Error(`${f}: ${stderr}`)
  return list.split(/, | or /)
}

function sameArguments(name, wanted, told) {
  if (!told) throw new Error(`docs/nix-functions.md has no section ${name} with a call`)
  const missing = wanted.filter((one) => !told.includes(one))
  const strange = told.filter((one) => !wanted.includes(one))
  if (missing.length + strange.length === 0) return
  throw new Error(`docs/nix-functions.md: ${name}: not documented: ${missing.join(' ') || 'none'}; no such arguments: ${strange.join(' ') || 'none'}`)
}

function evaluate(documented, directory, work) {
  const names = []
  const lines = Object.entries(documented).flatMap(([name, { call, rows }]) => rows.map(({ argument, example }) => {
    names.push(`${name}: ${argument}`)
    return `  (${resultOf(name, called(name, call, example))})`
  }))
  const head = `
    let
      pkgs = import <nixpkgs> { };
      lib = import <cafs/nix> { cafs = ./cafs; system = "x86_64-linux"; curl = "/bin/curl"; inherit (pkgs) stdenv nodejs python3; };
      inherit (lib) mkPnpmStore mkNodeModules mkNodePackages makePkgStore makeBatch mergeStores fetchTarball;
      inherit (import <cafs/nix/pure.nix>) plan;
      mkLib = import <cafs/nix>;
      isDynamic = call: if builtins ? outputOf then call else { drvPath = ""; };
    in [\n`
  const file = join(directory, 'examples.nix')
  writeFileSync(file, `${head}${lines.join('\n')}\n]\n`)
  const whole = instantiate(['--eval', '--strict', '--read-write-mode', file], work)
  if (whole.status === 0) return
  for (const [at, line] of lines.entries()) {
    writeFileSync(file, `${head}${line}\n]\n`)
    const { status, stderr } = instantiate(['--eval', '--strict', '--read-write-mode', file], work)
    if (status !== 0) throw new Error(`docs/nix-functions.md: the example of ${names[at]}: ${/error:[\s\S]*/.exec(stderr)?.[0] ?? stderr}`)
  }
}

/** The call of a function with an example added; an example with src or plan replaces the lockfile. */
function called(name, call, example) {
  const [, f, given] = /^(import \S+|\w+) ([\s\S]*)$/.exec(call)
  const instead = (name === 'mkPnpmStore' && /^plan =/.test(example)) || /^src =/.test(example)
  const base = instead ? `builtins.removeAttrs (${given}) [ "lockfile" ]` : given
  return `${f.replace(/^import \.\/(\S+)$/, 'import <$1>')} ((${base}) // { ${example} })`
}

function resultOf(name, call) {
  if (name === 'plan') return `builtins.deepSeq (${call}) null`
  if (name === 'mkLib') return `((${call}).mkPnpmStore { lockfile = ./pnpm-lock.yaml; }).drvPath`
  if (name === 'bin.nix') return `builtins.stringLength (${call})`
  if (name === 'default.nix') return `(${call}).cafsModulesHook.drvPath`
  if (name === 'mkNodePackages') return `(${call})."packages/greet".picocolors.drvPath`
  return call.includes('dynamic = true') ? `(isDynamic (${call})).drvPath` : `(${call}).drvPath`
}

function instantiate(args, work) {
  return spawnSync('nix-instantiate', args, { encoding: 'utf8', cwd: work })
}

function evaluated(expression, work) {
  const { status, stdout, stderr } = instantiate(['--eval', '--strict', '--json', '-E', expression], work)
  if (status !== 0) throw new Error(stderr)
  return JSON.parse(stdout)
}
