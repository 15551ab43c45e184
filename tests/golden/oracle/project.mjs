// project.mjs: writes a project whose lockfile asks for one package.

import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const REGISTRY_ID = /^(@[^@/]+\/)?[^@/:]+@[^/:]+$/;

// JSON is YAML, whatever the id contains.
const quoted = (text) => JSON.stringify(text);

// An id that is not name@version is the version of some package: pnpm takes what follows the first @.
const keyOf = (id) => (REGISTRY_ID.test(id) || id.includes('@runtime:') ? id : `golden@${id}`);

function resolutionOf({ id, key, integrity, gitHosted }, server) {
  if (gitHosted) return { gitHosted, tarball: `${server}package.tgz` };
  if (key || REGISTRY_ID.test(id)) return { integrity };
  if (id.startsWith('file:')) return { integrity, tarball: id };
  return { integrity, tarball: `${server}package.tgz` };
}

export function lockfile(item, server) {
  const key = item.key ?? keyOf(item.id);
  const at = key.indexOf('@', 1);
  const [name, version] = [key.slice(0, at), key.slice(at + 1)];
  return `lockfileVersion: '9.0'

importers:
  .:
    dependencies:
      ${quoted(name)}: {specifier: ${quoted(version)}, version: ${quoted(version)}}

packages:
  ${quoted(key)}:
    resolution: ${JSON.stringify(resolutionOf(item, server))}

snapshots:
  ${quoted(key)}: ${item.key ? `{id: ${quoted(item.id)}}` : '{}'}
`;
}

function write(path, content) {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
}

/** Writes package.json, .npmrc, lockfile and, for a file: id, the tarball. */
export function writeProject(dir, item, server) {
  write(join(dir, 'package.json'), '{"private":true}');
  write(join(dir, '.npmrc'), `registry=${server}\nfetch-retries=0\n`);
  write(join(dir, 'pnpm-lock.yaml'), lockfile(item, server));
  if (item.id.startsWith('file:')) write(join(dir, item.id.slice('file:'.length)), item.tarball);
}

/** Writes a project of which each of these packages, {id, integrity}, is an optional dependency: one that is refused is left out. */
export function writeOptional(dir, packages, server) {
  const each = (line) => packages.map(line).join('\n');
  const name = (id) => quoted(id.slice(0, id.indexOf('@', 1)));
  const version = (id) => quoted(id.slice(id.indexOf('@', 1) + 1));
  write(join(dir, 'package.json'), '{"private":true}');
  write(join(dir, '.npmrc'), `registry=${server}\nfetch-retries=0\n`);
  write(join(dir, 'pnpm-lock.yaml'), `lockfileVersion: '9.0'

importers:
  .:
    optionalDependencies:
${each(({ id }) => `      ${name(id)}: {specifier: ${version(id)}, version: ${version(id)}}`)}

packages:
${each(({ id, integrity }) => `  ${quoted(id)}: {resolution: {integrity: ${integrity}}}`)}

snapshots:
${each(({ id }) => `  ${quoted(id)}: {optional: true}`)}
`);
}
