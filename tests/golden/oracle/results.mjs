// results.mjs: has pnpm try cases, two at a time, and describes them together with what it did.

import { execFileSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { serve } from './registry.mjs';
import { verdict } from './verdict.mjs';
import { inTemporary } from './temporary.mjs';

const NODE_TOOLS = join(dirname(fileURLToPath(import.meta.url)), '..', '..', '..', 'scripts', 'node-tools');
const VERSION = '10.34.9';
const JOBS = 2;

function pnpmPath() {
  const tools = execFileSync(NODE_TOOLS, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });
  const pnpm = join(tools.trim(), 'node_modules', '.bin', 'pnpm');
  const version = execFileSync(pnpm, ['--version'], { encoding: 'utf8', cwd: tmpdir() }).trim();
  if (version !== VERSION) throw new Error(`pnpm ${version} instead of ${VERSION}`);
  return pnpm;
}

// Workers share the iterator, so each takes the next case that nobody has.
async function work(queue, results, job) {
  for (const [i, item] of queue) results[i] = await job(item);
}

export async function inParallel(items, job) {
  const results = new Array(items.length);
  const queue = items.entries();
  await Promise.all(Array.from({ length: JOBS }, () => work(queue, results, job)));
  return results;
}

// The outcome of a case that says nothing about its tarball is no result, but must not cost the others.
async function tried(pnpm, dir, item, registry) {
  try {
    return await verdict(pnpm, dir, item, registry);
  } catch (error) {
    console.error(`${item.name}: ${error.message}`);
    process.exitCode = 1;
    return undefined;
  }
}

async function outcomes(cases, dir) {
  const pnpm = { command: [pnpmPath()] };
  const registry = await serve(new Map(cases.map(({ name, tarball }) => [name, tarball])));
  try {
    return await inParallel(cases, (item) => tried(pnpm, dir, item, registry));
  } finally {
    registry.close();
  }
}

export const described = ({ name, rule, id, integrity, gitHosted, runtime }, outcome) => ({
  name,
  rule,
  tarball: `tarballs/${name}.tgz`,
  id,
  ...(gitHosted && { gitHosted }),
  ...(runtime && { runtime }),
  integrity,
  ...outcome,
});

/** The results of the cases that have one, in their order. */
export async function resultsOf(cases) {
  const all = await inTemporary((dir) => outcomes(cases, dir));
  return cases.flatMap((item, i) => (all[i] ? [described(item, all[i])] : []));
}
