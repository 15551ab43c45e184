// peer-main.mjs: the command line of update-peer.

import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cases } from '../cases.mjs';
import { GOLDEN, goldenResults } from './golden.mjs';
import { peerResults } from './peer-results.mjs';
import { peer } from './peer-versions.mjs';

const LONGEST = 6000;

const hashOf = (row) => createHash('sha256').update(Buffer.from(row, 'base64')).digest('hex');

// One line a case. A record that pnpm 10 writes too is not repeated, of a long row there is the hash.
function compact(result, known) {
  const { record, row, ...rest } = result;
  if (row) return { ...rest, ...(row.length > LONGEST ? { rowHash: hashOf(row) } : { row }) };
  return record === undefined || record === known.get(result.name)?.record ? rest : result;
}

const report = (results) => `[\n${results.map((result) => JSON.stringify(result)).join(',\n')}\n]\n`;

function check(path, text) {
  if (existsSync(path) && readFileSync(path, 'utf8') === text) return;
  console.error(`differs: ${path}`);
  process.exitCode = 1;
}

// The results there are, by name.
function recorded(path) {
  if (!existsSync(path)) return new Map();
  return new Map(JSON.parse(readFileSync(path, 'utf8')).map((result) => [result.name, result]));
}

// The results of all these cases: one without a result is a failure.
async function complete(tried, some) {
  const results = await tried(some);
  if (results.length < some.length) process.exitCode = 1;
  return results;
}

async function update(path, tried) {
  const known = recorded(path);
  const fresh = await complete(tried, cases.filter(({ name }) => !known.has(name)));
  for (const result of fresh) known.set(result.name, result);
  writeFileSync(path, report(cases.map(({ name }) => known.get(name)).filter(Boolean)));
}

export async function main([version, ...names]) {
  if (!version) throw new Error('usage: update-peer VERSION [--check | NAME...]');
  const known = goldenResults();
  const tried = async (some) => (await peerResults(peer(version), some)).map((result) => compact(result, known));
  const path = join(GOLDEN, `pnpm-${version}.json`);
  if (names.length === 0) return update(path, tried);
  if (names[0] === '--check') return check(path, report(await tried(cases)));
  process.stdout.write(report(await complete(tried, cases.filter(({ name }) => names.includes(name)))));
}
