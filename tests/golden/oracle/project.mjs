// project.mjs: writes a project whose lockfile asks for one package.

import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const REGISTRY_ID = /^(@[^@/]+\/)?[^@/:]+@[^/:]+$/;

// JSON is YAML, whatever the id contains.
const quoted = (text) => JSON.stringify(text);

// An id that is not name@version is the version of some package: pnpm takes what follows the first @.
const keyOf = (id) => (REGISTRY_ID.test(id) || id.includes('@runtime:') ? id : `golden@${id}`);

// One variant, for whatever this runs on.
function variationsOf(integrity, runtime, server) {
  const resolution = { type: 'binary', ...runtime, integrity, url: `${server}package.tgz` };
  return { type: 'variations', variants: [{ resolution, targets: [{ os: process.platform, cpu: process.arch }] }] };
}

function resolutionOf({ id, key, integrity, gitHosted, runtime }, server) {
  if (runtime) return variationsOf(integrity, runtime, server);
  if (gitHosted) return { gitHosted, tarball: `${server}package.tgz` };
  if (key || REGISTRY_ID.test(id)) return { integrity };
  if (id.startsWith('file:')) return { integrity, tarball: id };
  return { integrity, tarball: `${server}package.tgz` };
}

const fieldsOf = ({ resolution, version }) => ({ resolution, version });

// Of packages {key, resolution, version, snapshot}, the version of a runtime only, each a dependency of this kind.
function lockfile(kind, packages) {
  const each = (line) => packages.map(line).join('\n');
  const dependency = (key) => {
    const at = key.indexOf('@', 1);
    const [name, version] = [key.slice(0, at), key.slice(at + 1)];
    return `${quoted(name)}: {specifier: ${quoted(version)}, version: ${quoted(version)}}`;
  };
  return `lockfileVersion: '9.0'

importers:
  .:
    ${kind}:
${each(({ key }) => `      ${dependency(key)}`)}

packages:
${each(({ key, ...rest }) => `  ${quoted(key)}: ${JSON.stringify(fieldsOf(rest))}`)}

snapshots:
${each(({ key, snapshot }) => `  ${quoted(key)}: ${JSON.stringify(snapshot)}`)}
`;
}

function write(path, content) {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
}

function writeFiles(dir, server, lockfile) {
  write(join(dir, 'package.json'), '{"private":true}');
  write(join(dir, '.npmrc'), `registry=${server}\nfetch-retries=0\n`);
  write(join(dir, 'pnpm-lock.yaml'), lockfile);
}

/** Writes package.json, .npmrc, lockfile and, for a file: id, the tarball. */
export function writeProject(dir, item, server) {
  const snapshot = item.key ? { id: item.id } : {};
  const version = item.runtime && item.id.replace(/.*@runtime:/, '');
  const entry = { key: item.key ?? keyOf(item.id), resolution: resolutionOf(item, server), version, snapshot };
  writeFiles(dir, server, lockfile('dependencies', [entry]));
  if (item.id.startsWith('file:')) write(join(dir, item.id.slice('file:'.length)), item.tarball);
}

/** The same of packages {id, integrity} that are all optional: one that is refused is left out. */
export function writeOptional(dir, packages, server) {
  const entries = packages.map(({ id, integrity }) => ({ key: id, resolution: { integrity }, snapshot: { optional: true } }));
  writeFiles(dir, server, lockfile('optionalDependencies', entries));
}
