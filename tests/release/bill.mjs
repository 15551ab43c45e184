// bill.mjs BILL BINARY [VERSIONS]: fails unless the bill is valid by the schemas of CycloneDX' own library, is for this
// binary, and names the libraries in VERSIONS, the output of the binary's --version --json.
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'

const require = createRequire(`${process.env.CAFS_RELEASE_TOOLS}/node_modules/`)
const { Spec, Validation } = require('@cyclonedx/cyclonedx-library')
const [bill, binary, versions] = process.argv.slice(2)

function fail(message) {
  console.error(`${bill}: ${message}`)
  process.exit(1)
}

const text = readFileSync(bill, 'utf8')
const errors = await new Validation.JsonStrictValidator(Spec.Version.v1dot5).validate(text)
if (errors !== null) fail(JSON.stringify(errors))
const { metadata, components } = JSON.parse(text)

const sha256 = createHash('sha256').update(readFileSync(binary)).digest('hex')
if (metadata.component.hashes[0].content !== sha256) fail(`not of ${binary}`)

if (versions) {
  const told = JSON.parse(readFileSync(versions, 'utf8'))
  if (told.version !== metadata.component.version) fail(`it is of version ${metadata.component.version}, not ${told.version}`)
  const named = Object.fromEntries(components.map(({ name, version }) => [name, version]))
  for (const [name, version] of Object.entries(told.libraries)) {
    const listed = named[name] ?? fail(`no ${name}`)
    if (listed !== version && !listed.startsWith(`${version}.`)) fail(`${name} ${listed}, and the binary has ${version}`)
  }
}
