// golden.mjs: the files this directory keeps: tarballs and results.

import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const GOLDEN = dirname(dirname(fileURLToPath(import.meta.url)));

const RESULTS = 'pnpm-10.34.9.json';

/** Writes all tarballs and the results, and removes the tarballs of cases that are gone. */
export function writeGolden(dir, cases, results) {
  const tarballs = join(dir, 'tarballs');
  rmSync(tarballs, { recursive: true, force: true });
  mkdirSync(tarballs);
  for (const { name, tarball } of cases) writeFileSync(join(tarballs, `${name}.tgz`), tarball);
  writeFileSync(join(dir, RESULTS), results);
}

/** The results there are, by name. */
export function goldenResults() {
  const path = join(GOLDEN, RESULTS);
  if (!existsSync(path)) return new Map();
  return new Map(JSON.parse(readFileSync(path, 'utf8')).map((result) => [result.name, result]));
}

/** Whether the result is of this very case; its rule may be told in other words. */
export function isResultOf(result, { id, integrity, tarball }) {
  if (result?.id !== id || result.integrity !== integrity) return false;
  const path = join(GOLDEN, result.tarball);
  return existsSync(path) && readFileSync(path).equals(tarball);
}

const goldenFiles = (dir) => [RESULTS, ...readdirSync(join(dir, 'tarballs')).map((name) => `tarballs/${name}`)];

const same = (left, right) =>
  existsSync(left) && existsSync(right) && readFileSync(left).equals(readFileSync(right));

/** The golden files that are not the same in the other directory. */
export function differences(other) {
  const paths = new Set([...goldenFiles(GOLDEN), ...goldenFiles(other)]);
  return [...paths].filter((path) => !same(join(GOLDEN, path), join(other, path))).sort();
}
