// main.mjs: the command line of run.

import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { agree, explanation, rows } from './classes.mjs';
import { tarballOf } from './generator.mjs';
import { contradiction } from './libarchive.mjs';
import { Ours } from './ours.mjs';
import { nodeFor, pnpmOf } from './pnpm.mjs';
import { Tally } from './tally.mjs';

const AT_ONCE = 200;

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const RUN = fileURLToPath(new URL('run', import.meta.url));
const DRIVER = `${ROOT}build/dev/tests/differential/cafs_differential_driver`;

function checkRows() {
  const page = readFileSync(`${ROOT}COMPATIBILITY.md`, 'utf8');
  for (const row of rows) if (!page.includes(`| ${row} |`)) throw new Error(`COMPATIBILITY.md has no row '${row}'`);
}

// The milliseconds for pnpm: it may take long for a tarball that we store, and may hang on one that we refuse.
const patience = (ours) => (ours.error === undefined ? 20_000 : 500);

const inOneOrder = (answer, { normal }) => (normal && answer.index ? { ...answer, index: normal(answer.index) } : answer);

function compare(tarball, ours, theirs, pnpm, tally) {
  if (!agree(ours, theirs)) return tally.differ(explanation(ours, theirs, pnpm, tarball), tarball, { ours, pnpm: theirs });
  const wrong = tarball.regular && contradiction(ours, pnpm.filesOf);
  if (wrong) return tally.differ(undefined, tarball, { wrong, ours });
  if (tarball.regular) tally.regular++;
  tally.agreed(ours);
}

async function oneByOne(pnpm, bytes, ours) {
  const answers = [];
  for (const [i, tarball] of bytes.entries()) answers.push(await pnpm.answer(tarball, patience(ours[i])));
  return answers;
}

/** Asks pnpm about these tarballs, and compares. */
async function judge(tarballs, answers, pnpm, tally) {
  const ours = answers.map((answer) => inOneOrder(answer, pnpm));
  const bytes = tarballs.map((tarball) => tarball.bytes);
  const theirs = await (pnpm.answers?.(bytes, ours) ?? oneByOne(pnpm, bytes, ours));
  for (const [i, tarball] of tarballs.entries()) compare(tarball, ours[i], theirs[i], pnpm, tally);
}

// Our driver works on the next tarballs while pnpm works on these.
async function run(count, seed, pnpm, driver, keep) {
  const ours = new Ours(driver, pnpm.store);
  const tally = new Tally(keep);
  let sent = [];
  for (let at = 0; at < count || sent.length > 0; at += AT_ONCE) {
    const length = Math.max(0, Math.min(AT_ONCE, count - at));
    const next = Array.from({ length }, (_, i) => tarballOf(seed, at + i, pnpm.number));
    const answers = await ours.answers(sent.length);
    if (next.length > 0) ours.send(next);
    await judge(sent, answers, pnpm, tally);
    sent = next;
  }
  ours.close();
  pnpm.close?.();
  return tally;
}

async function show(seed, number, pnpm, driver) {
  const ours = new Ours(driver, pnpm.store);
  const tarball = tarballOf(seed, number, pnpm.number);
  ours.send([tarball]);
  const [answer] = await ours.answers(1);
  const answers = { ours: inOneOrder(answer, pnpm), pnpm: await pnpm.answer(tarball.bytes, 20_000) };
  console.log(JSON.stringify(answers, undefined, 2));
  ours.close();
  pnpm.close?.();
}

const USAGE = 'usage: run COUNT [SEED] [--pnpm 9|10|11|12] [--driver PATH] [--keep DIR] [--case NUMBER]';

const OPTIONS = {
  pnpm: { type: 'string', default: '10' },
  driver: { type: 'string', default: DRIVER },
  keep: { type: 'string' },
  case: { type: 'string' },
};

export async function main(args) {
  const { values, positionals } = parseArgs({ args, options: OPTIONS, allowPositionals: true });
  const [count, seed] = [Number(positionals[0]), Number(positionals[1] ?? 1)];
  if (!Number.isInteger(count) || !Number.isInteger(seed)) throw new Error(USAGE);
  checkRows();
  const node = await nodeFor(values.pnpm);
  if (node) {
    process.exitCode = spawnSync(node, ['--no-warnings', RUN, ...args], { stdio: 'inherit' }).status ?? 2;
    return;
  }
  const pnpm = await pnpmOf(values.pnpm);
  if (values.case !== undefined) return show(seed, Number(values.case), pnpm, values.driver);
  const tally = await run(count, seed, pnpm, values.driver, values.keep);
  console.log(`${count} tarballs of seed ${seed}, pnpm ${pnpm.name}: ${tally.summary()}`);
  if (tally.unexplained > 0) process.exitCode = 1;
}
