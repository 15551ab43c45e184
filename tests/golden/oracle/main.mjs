// main.mjs: the command line of update.

import { cases } from '../cases.mjs';
import { GOLDEN, differences, goldenResults, isResultOf, writeGolden } from './golden.mjs';
import { report } from './report.mjs';
import { described, resultsOf } from './results.mjs';
import { inTemporary } from './temporary.mjs';

function summarise(results) {
  const stored = results.filter(({ outcome }) => outcome === 'stored').length;
  console.log(`${results.length} cases: ${stored} stored, ${results.length - stored} refused`);
}

async function show(names) {
  const unknown = names.filter((name) => !cases.some((item) => item.name === name));
  if (unknown.length > 0) throw new Error(`no such case: ${unknown.join(' ')}`);
  process.stdout.write(report(await resultsOf(cases.filter(({ name }) => names.includes(name)))));
}

function tellOtherResults(results) {
  const known = goldenResults();
  const others = results.filter((result) => report([result]) !== report([known.get(result.name) ?? {}]));
  for (const { name } of others) console.error(`another result: ${name}`);
}

async function check() {
  const results = await resultsOf(cases);
  summarise(results);
  tellOtherResults(results);
  await inTemporary((dir) => {
    writeGolden(dir, cases, report(results));
    const different = differences(dir);
    for (const path of different) console.error(`differs: ${path}`);
    if (different.length > 0) process.exitCode = 1;
  });
}

// A result in the words of today's case.
function reworded(result, item) {
  const { name, rule, tarball, id, integrity, ...outcome } = result;
  return described(item, outcome);
}

async function update() {
  const known = goldenResults();
  const wanted = cases.filter((item) => !isResultOf(known.get(item.name), item));
  const fresh = new Map((await resultsOf(wanted)).map((result) => [result.name, result]));
  const all = cases
    .map((item) => fresh.get(item.name) ?? (wanted.includes(item) ? undefined : reworded(known.get(item.name), item)))
    .filter(Boolean);
  writeGolden(GOLDEN, cases, report(all));
  summarise(all);
}

export async function main(args) {
  if (args.length === 0) return update();
  if (args[0] === '--check') return check();
  return show(args);
}
