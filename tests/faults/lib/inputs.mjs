// Makes the inputs of the scenarios, with the tool itself: tarballs and lists, and for each form fragments and stores.
import { execFileSync } from 'node:child_process'
import { randomFillSync } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { forms } from './forms.mjs'
import { writeProject } from './project.mjs'
import { addSideEffects, filesBelow } from './side_effects.mjs'

function makePackage(directory, name, files) {
  const source = path.join(directory, `${name}-source`)
  for (const [file, content] of Object.entries({ 'package.json': `{"name":"${name}","version":"1.0.0"}`, ...files })) {
    const target = path.join(source, 'package', file)
    fs.mkdirSync(path.dirname(target), { recursive: true })
    fs.writeFileSync(target, content, { mode: file.endsWith('.sh') ? 0o755 : 0o644 })
  }
  execFileSync('tar', ['-czf', path.join(directory, `${name}.tgz`), '-C', source, 'package'])
  execFileSync('zip', ['-qr', path.join(directory, `${name}.zip`), 'package'], { cwd: source })
  fs.rmSync(source, { recursive: true })
}

function makePackages(directory) {
  const large = randomFillSync(Buffer.alloc((1 << 20) + (1 << 19)))
  makePackage(directory, 'a', { 'x.js': 'a', 'bin/run.sh': '#!/bin/sh', empty: '' })
  makePackage(directory, 'b', { 'x.js': 'b', same: 'the same', long: 'long '.repeat(30000) })
  makePackage(directory, 'c', { same: 'the same', 'deep/down/x.js': 'c' })
  makePackage(directory, 'large', { large, small: 'small' })
}

/** Makes the fragments of a form, whose indexes are files, and its stores, with indexes as the form has them. */
function makeStores(form, at, cafs) {
  const own = (name) => at(`${form.name}/${name}`)
  const add = (name, options, ...packages) =>
    execFileSync(cafs, ['add', '--store', own(name), ...options, ...packages.map((which) => at(`${which}.tgz`))])
  for (const name of ['a', 'b', 'c']) add(`fragment-${name}`, form.fragments, name)
  for (const platform of ['linux;x64;node20', 'darwin;arm64;node20']) {
    const built = `built-${platform.split(';')[0]}`
    add(built, form.fragments, 'a')
    for (const version of form.versions) addSideEffects(own(built), version, platform)
  }
  add('store-a', form.write, 'a')
  add('store-large', form.write, 'a', 'large')
  // The tool unites the built index with the plain one, so the result is in the tool's own form.
  const toMerge = ['built-linux', 'fragment-a', 'fragment-b'].map(own)
  execFileSync(cafs, ['merge', '--store', own('store-built'), ...form.write, ...toMerge])
  // Files with a mode that no store has: a merge copies such files.
  fs.cpSync(own('fragment-b'), own('odd-b'), { recursive: true })
  for (const file of filesBelow(own('odd-b'))) fs.chmodSync(file, 0o664)
}

/**
 * A project with node_modules of another lockfile: one package has other content under the same key, one is missing.
 */
function makeLinked(form, at, cafs) {
  const own = (name) => at(`${form.name}/${name}`)
  const [version] = form.versions
  if (version === 'v3') return
  const project = own('project-linked')
  writeProject(project, at('.'), ['large', 'b'], { large: 'a' })
  execFileSync(cafs, ['add', '--store', own('fragment-large-as-a'), ...form.fragments, '--id', 'a@1.0.0', at('large.tgz')])
  const stores = ['--store', own('fragment-large-as-a'), '--store', own('fragment-b')]
  const linked = [cafs, version === 'v10' ? '10' : '12']
  execFileSync(cafs, ['link', '--project', project, '--pnpm', linked[1], ...stores], {
    env: { ...process.env, SOURCE_DATE_EPOCH: '1' },
  })
  writeProject(project, at('.'), ['a', 'b', 'c'])
  makeMoved(own, ...linked)
}

/** A project with its node_modules, but with links that lead elsewhere. */
function makeMoved(own, cafs, major) {
  const project = own('project-moved')
  fs.cpSync(own('project'), project, { recursive: true })
  const stores = ['store-built', 'fragment-a', 'fragment-b', 'fragment-c'].flatMap((name) => ['--store', own(name)])
  execFileSync(cafs, ['link', '--project', project, '--pnpm', major, ...stores], {
    env: { ...process.env, SOURCE_DATE_EPOCH: '1' },
  })
  for (const name of ['a', 'b', 'c']) {
    fs.rmSync(path.join(project, 'node_modules', name))
    fs.symlinkSync('elsewhere', path.join(project, 'node_modules', name))
  }
}

/** Makes all inputs in `directory`: packages at its top, the rest in a directory for each form. */
export function makeInputs(directory, cafs) {
  const at = (name) => path.join(directory, name)
  fs.mkdirSync(directory, { recursive: true })
  makePackages(directory)
  const line = (name) => `${JSON.stringify({ tarball: at(`${name}.tgz`) })}\n`
  fs.writeFileSync(at('list'), line('a') + line('b') + line('c'))
  for (const form of forms) {
    makeStores(form, at, cafs)
    writeProject(at(`${form.name}/project`), directory, ['a', 'b', 'c'])
    makeLinked(form, at, cafs)
  }
}
