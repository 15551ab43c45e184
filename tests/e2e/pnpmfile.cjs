// Removes these fields from every package, so that pnpm locks neither its dependencies nor its platforms.
const dropped = [
  'bundleDependencies',
  'bundledDependencies',
  'cpu',
  'dependencies',
  'deprecated',
  'engines',
  'libc',
  'optionalDependencies',
  'os',
  'peerDependencies',
  'peerDependenciesMeta',
]

function readPackage(manifest) {
  if (manifest.name === 'cafs-e2e') return manifest
  for (const field of dropped) delete manifest[field]
  return manifest
}

module.exports = { hooks: { readPackage } }
