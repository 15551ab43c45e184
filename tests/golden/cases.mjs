// cases.mjs: all cases, completed: a tarball, the package id and the integrity that a lockfile has for it.

import { archiveCases } from './cases/archive.mjs';
import { buildCases } from './cases/builds.mjs';
import { bzip2Cases } from './cases/bzip2.mjs';
import { contentCases } from './cases/contents.mjs';
import { deflateCases } from './cases/deflate.mjs';
import { duplicateCases } from './cases/duplicates.mjs';
import { gzipCases } from './cases/gzip.mjs';
import { identityCases } from './cases/identities.mjs';
import { idCases } from './cases/ids.mjs';
import { indexCases } from './cases/indexes.mjs';
import { longNameCases } from './cases/long-names.mjs';
import { manifestCases } from './cases/manifests.mjs';
import { modeCases } from './cases/modes.mjs';
import { nameCases } from './cases/names.mjs';
import { packerCases } from './cases/packers.mjs';
import { paxCases } from './cases/pax.mjs';
import { paxRecordCases } from './cases/pax-records.mjs';
import { prefixCases } from './cases/prefixes.mjs';
import { rowCases } from './cases/rows.mjs';
import { runtimeCases } from './cases/runtimes.mjs';
import { sizeCases } from './cases/sizes.mjs';
import { typeCases } from './cases/types.mjs';
import { integrityOf } from '../../scripts/lib/integrity.mjs';

const THEMES = [
  packerCases, gzipCases, deflateCases, archiveCases, contentCases, sizeCases, modeCases, typeCases, nameCases,
  prefixCases, paxCases, paxRecordCases, longNameCases, duplicateCases, manifestCases, identityCases, buildCases,
  indexCases, idCases, rowCases, bzip2Cases, runtimeCases,
];

const DEFAULTS = { algorithm: 'sha512', spelt: (integrity) => integrity };

function completed(item) {
  const { algorithm, spelt, ...rest } = { ...DEFAULTS, id: `${item.name}@1.0.0`, ...item };
  return { ...rest, integrity: spelt(integrityOf(item.tarball, algorithm)) };
}

function unique(items) {
  const seen = new Set();
  for (const { name } of items) {
    if (seen.has(name) || !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(name)) throw new Error(`bad case name: ${name}`);
    seen.add(name);
  }
  return items;
}

export const cases = unique(THEMES.flat()).map(completed);
