// peer-results.mjs: has a pnpm other than 10.34.9 try cases, and tells what it recorded of each.

import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fetchPackages } from './pnpm.mjs';
import { writeProject } from './project.mjs';
import { serve } from './registry.mjs';
import { inParallel } from './results.mjs';
import { inTemporary } from './temporary.mjs';
import { portable, refused } from './verdict.mjs';

// Whether the name of a temporary directory is too long depends on how many digits the process number has.
const TOO_LONG_BY_CHANCE = /_pacquet-stage_<pid>_<time>_\d+": File name too long/;

const failureAfterStoring = (error) => (error && !TOO_LONG_BY_CHANCE.test(error) ? { later: error } : {});

async function outcome(peer, dir, item, registry) {
  const server = registry.url(item.name);
  writeProject(join(dir, 'project'), item, server);
  const message = await fetchPackages(peer, dir);
  const error = message && portable(message, dir, server);
  const index = peer.indexOf(join(dir, 'store', peer.directory));
  if (index) return { outcome: 'stored', ...failureAfterStoring(error), ...index };
  return refused(error, registry.requested.has(item.name) || item.id.startsWith('file:'));
}

async function verdict(peer, parent, item, registry) {
  const dir = join(parent, item.name, 'a', 'b', 'c');
  mkdirSync(dir, { recursive: true });
  try {
    return { name: item.name, ...(await outcome(peer, dir, item, registry)) };
  } catch (error) {
    console.error(`${item.name}: ${error.message}`);
    return undefined;
  } finally {
    rmSync(join(parent, item.name), { recursive: true, force: true });
  }
}

/** What the peer does with the cases, in their order; those that say nothing of their tarball are left out. */
export async function peerResults(peer, cases) {
  const registry = await serve(new Map(cases.map(({ name, tarball }) => [name, tarball])));
  try {
    const results = await inTemporary((dir) => inParallel(cases, (item) => verdict(peer, dir, item, registry)));
    return results.filter(Boolean);
  } finally {
    registry.close();
  }
}
