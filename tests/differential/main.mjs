// main.mjs: the command line of run.

import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { agree, explanation, rows } from './classes.mjs';
import { tarballOf } from './generator.mjs';
import { contradiction } from './libarchive.mjs';
import { Ours } from './ours.mjs';
import { pnpmAnswer } from './pnpm.mjs';
import { Tally } from './tally.mjs';

const AT_ONCE = 200;

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const DRIVER = `${ROOT}build/dev/tests/differential/cafs_differential_driver`;

function checkRows() {
  const page = readFileSync(`${ROOT}COMPATIBILITY.md`, 'utf8');
  for (const row of rows) if (!page.includes(`| ${row} |`)) throw new Error(`COMPATIBILITY.md has no row '${row}'`);
}

function compare(tarball, ours, tally) {
  const pnpm = pnpmAnswer(tarball.bytes);
  if (!agree(ours, pnpm)) return tally.differ(explanation(ours, pnpm), tarball, { ours, pnpm });
  const wrong = tarball.regular && contradiction(ours);
  if (wrong) return tally.differ(undefined, tarball, { wrong, ours });
  if (tarball.regular) tally.regular++;
  tally.agreed(ours);
}

// Ours works on the next tarballs while pnpm works on these.
async function run(count, seed, driver, keep) {
  const ours = new Ours(driver);
  const tally = new Tally(keep);
  let sent = [];
  for (let at = 0; at < count || sent.length > 0; at += AT_ONCE) {
    const next = Array.from({ length: Math.max(0, Math.min(AT_ONCE, count - at)) }, (_, i) => tarballOf(seed, at + i));
    const answers = await ours.answers(sent.length);
    if (next.length > 0) ours.send(next);
    sent.forEach((tarball, i) => compare(tarball, answers[i], tally));
    sent = next;
  }
  ours.close();
  return tally;
}

async function show(seed, number, driver) {
  const ours = new Ours(driver);
  const tarball = tarballOf(seed, number);
  ours.send([tarball]);
  console.log(JSON.stringify({ ours: (await ours.answers(1))[0], pnpm: pnpmAnswer(tarball.bytes) }, undefined, 2));
  ours.close();
}

const USAGE = 'usage: run COUNT [SEED] [--driver PATH] [--keep DIR] [--case NUMBER]';

const OPTIONS = { driver: { type: 'string', default: DRIVER }, keep: { type: 'string' }, case: { type: 'string' } };

export async function main(args) {
  const { values, positionals } = parseArgs({ args, options: OPTIONS, allowPositionals: true });
  const [count, seed] = [Number(positionals[0]), Number(positionals[1] ?? 1)];
  if (!Number.isInteger(count) || !Number.isInteger(seed)) throw new Error(USAGE);
  checkRows();
  if (values.case !== undefined) return show(seed, Number(values.case), values.driver);
  const tally = await run(count, seed, values.driver, values.keep);
  console.log(`${count} tarballs of seed ${seed}: ${tally.summary()}`);
  if (tally.unexplained > 0) process.exitCode = 1;
}
