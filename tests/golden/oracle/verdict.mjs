// verdict.mjs: has pnpm store one tarball and tells the outcome, in words that hold on every machine.

import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fetchPackages } from './pnpm.mjs';
import { writeProject } from './project.mjs';
import { readStore } from './store.mjs';

const escaped = (text) => text.replaceAll(/[.*+?^${}()|[\]\\/]/g, '\\$&');

// Node quotes so much of a wrong path that fits, which depends on the length of our directory.
const CUT_VALUE = / Received '.*$/s;

export function portable(message, dir, server) {
  return message
    .replaceAll(new RegExp(`${escaped(server)}[^\\s"']*`, 'g'), '<tarball>')
    .replaceAll(dir, '<dir>')
    .replace(CUT_VALUE, '');
}

// pnpm 12 reads integrities as it reads the lockfile.
const LOCKFILE_REFUSED = /^fetching dependencies: The lockfile at .* is broken/;

export function refused(error, requested) {
  if (error === undefined) throw new Error('pnpm succeeded and stored nothing');
  if (!requested && !LOCKFILE_REFUSED.test(error)) throw new Error(`never asked for: ${error}`);
  return { outcome: 'refused', message: error };
}

function stored({ index, record, files, others }, error) {
  return {
    outcome: 'stored',
    ...(error && { later: error }),
    index,
    record,
    files,
    ...(Object.keys(others).length > 0 && { others }),
  };
}

async function outcome(pnpm, dir, item, registry) {
  const server = registry.url(item.name);
  writeProject(join(dir, 'project'), item, server);
  const message = await fetchPackages(pnpm, dir);
  const error = message && portable(message, dir, server);
  const content = readStore(join(dir, 'store', 'v10'));
  if (content) return stored(content, error);
  return refused(error, registry.requested.has(item.name) || item.id.startsWith('file:'));
}

/** What pnpm does with a case, tried in a directory of its own. */
export async function verdict(pnpm, parent, item, registry) {
  // The levels in between catch what names with .. would put beside the project.
  const dir = join(parent, item.name, 'a', 'b', 'c');
  mkdirSync(dir, { recursive: true });
  try {
    return await outcome(pnpm, dir, item, registry);
  } finally {
    rmSync(join(parent, item.name), { recursive: true, force: true });
  }
}
