// The commands that are run with faults, for each form of a store. Each runs in a directory of its own, with `seed` as
// `out` if it has one. `rival` names a store that is moved to the place where the command is about to publish its new
// store, as if another process had just made the same store.
import fs from 'node:fs'
import path from 'node:path'
import { forms } from './forms.mjs'

function adding(form, at, own) {
  const add = (...args) => ['add', '--store', 'out', ...form.write, ...args]
  const list = at('list')
  return [
    { name: 'add', args: add(at('a.tgz')) },
    { name: 'add-to-store', seed: own('store-a'), args: add(at('b.tgz'), at('c.tgz')), lines: 2 },
    { name: 'add-large', args: add('--jobs', '2', at('large.tgz')) },
    { name: 'add-zip', args: add('--container', 'any', at('a.zip')) },
    { name: 'add-local', args: add('--id', 'file:a.tgz', at('a.tgz')) },
    { name: 'add-git-hosted', seed: own('store-a'), args: add('--git-hosted', '--id', 'git+ssh://a/b', at('b.tgz')) },
    { name: 'batch', args: add('--batch', list), lines: 3 },
    { name: 'batch-to-store', seed: own('store-a'), args: add('--batch', list), lines: 3 },
    { name: 'batch-fed', args: add('--batch', '-'), stdin: fs.readFileSync(list), lines: 3 },
    { name: 'batch-rival', rival: own('store-built'), args: add('--batch', list), lines: 3 },
  ]
}

function merging(form, own) {
  const merge = (...args) => ['merge', '--store', 'out', ...form.write, ...args]
  const fragments = ['a', 'b', 'c'].map((name) => own(`fragment-${name}`))
  const toUnite = [own('built-darwin'), own('fragment-c')]
  const packing = { name: 'pack', args: merge('--pack', own('fragment-a'), own('odd-b')), packed: true }
  return [
    { name: 'merge', args: merge('--link', 'auto', ...fragments) },
    { name: 'merge-hardlinks', args: merge('--link', 'hardlink', ...fragments) },
    { name: 'merge-from', args: merge('--from', '-', '--link', 'copy'), stdin: fragments.join('\n') },
    { name: 'merge-odd', args: merge(own('odd-b'), own('fragment-a')) },
    { name: 'merge-symlinks', args: merge('--link', 'symlink', ...fragments) },
    { name: 'merge-to-store', seed: own('store-a'), args: merge(...fragments) },
    { name: 'merge-built', seed: own('store-built'), args: merge(...toUnite) },
    { name: 'merge-rival', rival: own('store-built'), args: merge(...toUnite) },
    ...(form.versions.length > 1 ? [] : [packing]),  // an archive is for one version
  ]
}

const verifying = (form, own) =>
  ['store-large', 'store-built'].map((store) => ({
    name: store.replace('store', 'verify'), seed: own(store), args: ['verify', 'out'], readsOnly: true, lines: Infinity,
  }))

// Laying out node_modules: anew, by copies, over a tree whose links lead elsewhere, and over that of another lockfile.
function linking(form, own) {
  const [version] = form.versions
  const major = { v10: '10', v11: '12' }[version]
  if (!major) return []
  const store = own('store-built')
  const fragments = ['a', 'b', 'c'].flatMap((name) => ['--store', own(`fragment-${name}`)])
  const link = (...args) => ['link', '--project', 'out', '--pnpm', major, '--store-dir', `/none/${version}`, '--jobs', '2', ...args]
  const scenario = { env: { SOURCE_DATE_EPOCH: '1' }, isTree: true }
  return [
    { name: 'link', seed: own('project'), args: link(...fragments), ...scenario },
    { name: 'link-copies', seed: own('project'), args: link('--import', 'copy', ...fragments), ...scenario },
    { name: 'link-moved', seed: own('project-moved'), args: link('--store', store, ...fragments), ...scenario },
    { name: 'link-again', seed: own('project-linked'), args: link('--store', store, ...fragments), ...scenario },
  ]
}

/**
 * All scenarios. `inputs` is the directory that makeInputs has filled; each scenario writes `out` in its own directory.
 */
export function scenarios(inputs) {
  const at = (name) => path.join(inputs, name)
  return forms.flatMap((form) => {
    const own = (name) => at(`${form.name}/${name}`)
    return [...adding(form, at, own), ...merging(form, own), ...verifying(form, own), ...linking(form, own)]
      .map((scenario) => ({ ...scenario, form: form.name, versions: form.versions, name: `${form.name}/${scenario.name}` }))
  })
}
