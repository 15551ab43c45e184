// A lockfile without the parts that refer to other files, which are missing where there is only the lockfile. Lines are
// removed; the rest of the text stays as it is.

/** The last document of `text` without patches and checksums; `note` is called with each of them. */
export function reduced(text, note) {
  const documents = text.replace(/^\uFEFF?---\n/, '').split(/\n---\n/)
  if (documents.length > 1) note('dropped the document for the packages that pnpm itself needs')
  return withoutPatches(withoutChecksums(documents.pop(), note), note)
}

function withoutChecksums(text, note) {
  return text.replace(/^(packageExtensionsChecksum|pnpmfileChecksum): .*\n\n?/gm, (_, key) => {
    note(`dropped ${key}`)
    return ''
  })
}

function withoutPatches(text, note) {
  const patches = /^patchedDependencies:\n((?: .*\n)+)\n?/m.exec(text)
  if (!patches) return text
  note(`dropped patches: ${[...patches[1].matchAll(/^ {2}(\S.*?):/gm)].map(([, key]) => key).join(', ')}`)
  return text.replace(patches[0], '').replace(/\(patch_hash=[0-9a-f]+\)/g, '')
}
