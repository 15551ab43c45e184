// An image layout of OCI, https://github.com/opencontainers/image-spec: for each processor one layer, with the binary
// alone.
import { createHash } from 'node:crypto'
import { tar } from './tar.mjs'

const media = (kind) => `application/vnd.oci.image.${kind}`

/** The bytes of a tar archive with the layout of images that run `binaries`: [{ architecture, bytes }]. */
export function imageOf(binaries, { version, commit, seconds }) {
  const blobs = new Map()
  const keep = (mediaType, bytes) => {
    const digest = createHash('sha256').update(bytes).digest('hex')
    blobs.set(digest, bytes)
    return { mediaType, digest: `sha256:${digest}`, size: bytes.length }
  }
  const json = (value) => Buffer.from(JSON.stringify(value))

  const created = new Date(seconds * 1000).toISOString().replace('.000', '')
  const manifests = binaries.map(({ architecture, bytes }) => {
    const layer = keep(media('layer.v1.tar'), tar([{ path: 'cafs', mode: 0o755, bytes }], seconds))
    const config = keep(
      media('config.v1+json'),
      json({
        created,
        architecture,
        os: 'linux',
        config: { Entrypoint: ['/cafs'], WorkingDir: '/' },
        rootfs: { type: 'layers', diff_ids: [layer.digest] },
        history: [{ created, created_by: `cafs ${version}` }],
      }),
    )
    const manifest = { schemaVersion: 2, mediaType: media('manifest.v1+json'), config, layers: [layer] }
    return { ...keep(media('manifest.v1+json'), json(manifest)), platform: { architecture, os: 'linux' } }
  })
  const annotations = {
    'org.opencontainers.image.version': version,
    'org.opencontainers.image.licenses': 'MIT',
    ...(commit ? { 'org.opencontainers.image.revision': commit } : {}),
  }
  const image = keep(media('index.v1+json'), json({ schemaVersion: 2, mediaType: media('index.v1+json'), manifests, annotations }))
  const index = { schemaVersion: 2, manifests: [{ ...image, annotations: { 'org.opencontainers.image.ref.name': version } }] }
  return tar(
    [
      { path: 'oci-layout', bytes: json({ imageLayoutVersion: '1.0.0' }) },
      { path: 'index.json', bytes: json(index) },
      ...[...blobs].map(([digest, bytes]) => ({ path: `blobs/sha256/${digest}`, bytes })),
    ],
    seconds,
  )
}
