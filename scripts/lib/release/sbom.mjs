// A bill of materials as CycloneDX 1.5 has it: https://cyclonedx.org/docs/1.5/json/
const licencesOf = ({ licence, publicDomain }) => {
  if (publicDomain) return [{ license: { name: 'Public domain' } }]
  return licence.includes(' ') ? [{ expression: licence }] : [{ license: { id: licence } }]
}

/** The bill of the file `name` for `system`, with this `sha256`, made of `parts` at `time`, in ISO 8601. */
export function billOf({ name, system, version, commit, sha256, parts, time }) {
  const self = `pkg:generic/cafs@${version}?system=${system}`
  return {
    $schema: 'http://cyclonedx.org/schema/bom-1.5.schema.json',
    bomFormat: 'CycloneDX',
    specVersion: '1.5',
    version: 1,
    metadata: {
      timestamp: time,
      component: {
        type: 'application',
        'bom-ref': self,
        name: 'cafs',
        version,
        hashes: [{ alg: 'SHA-256', content: sha256 }],
        licenses: licencesOf({ licence: 'MIT' }),
        purl: self,
        properties: [
          { name: 'cafs:file', value: name },
          ...(commit ? [{ name: 'cafs:commit', value: commit }] : []),
        ],
      },
    },
    components: parts.map((part) => ({
      type: 'library',
      'bom-ref': part.purl,
      name: part.name,
      version: part.version,
      licenses: licencesOf(part),
      purl: part.purl,
    })),
    dependencies: [{ ref: self, dependsOn: parts.map((part) => part.purl) }, ...parts.map((part) => ({ ref: part.purl }))],
  }
}
