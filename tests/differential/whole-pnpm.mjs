// whole-pnpm.mjs: pnpm 12, which is one program: tarballs are served to a `pnpm fetch`, and its store is read. For
// rows, many tarballs are fetched at once, as optional dependencies, so that pnpm goes on after one that it refuses.
// For content files they are fetched one by one. Needs Node.js 24.

import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ENVIRONMENT_11 } from '../golden/oracle/peer-versions.mjs';
import { fetchOptional, fetchPackages } from '../golden/oracle/pnpm.mjs';
import { writeOptional, writeProject } from '../golden/oracle/project.mjs';
import { serve } from '../golden/oracle/registry.mjs';
import { RowReader } from '../golden/oracle/row-reader.mjs';
import { filesBelow } from '../golden/oracle/store.mjs';
import { inTemporary } from '../golden/oracle/temporary.mjs';
import { integrityOf } from '../../scripts/lib/integrity.mjs';

const ID = 'differential@1.0.0';
const ENVIRONMENT = { ...ENVIRONMENT_11, pnpm_config_package_import_method: 'copy' };

// In memory a fetch of one package takes a quarter of the time that it takes on a disk.
const MEMORY = '/dev/shm';
const PARENT = !process.env.TMPDIR && existsSync(MEMORY) ? MEMORY : tmpdir();

// The file files/XX/YYY has the content XXYYY.
const contentsOf = (store) => filesBelow(join(store, 'files')).map((path) => path.replace('/', ''));

// A key is INTEGRITY, tab, ID.
const idIn = (key) => key.slice(key.indexOf('\t') + 1);

const indexFrom = ({ key, row }) => `${key.slice(0, key.indexOf('\t') + 1)}${ID}\n${row}`;

const halves = (list) => [list.slice(0, list.length >> 1), list.slice(list.length >> 1)];

async function inTurn(parts, use) {
  const all = [];
  for (const part of parts) all.push(...(await use(part)));
  return all;
}

class WholePnpm {
  #pnpm;
  #rows;
  #tarballs;
  #registry;
  #asked = 0;

  /** `tarballs`: the tarballs that the registry serves, by name. */
  constructor(pnpm, rows, tarballs, registry) {
    this.#pnpm = pnpm;
    this.#rows = rows;
    this.#tarballs = tarballs;
    this.#registry = registry;
  }

  /** The answer to one tarball. */
  answer(tarball) {
    return this.#having([tarball], async ([name], dir) => {
      writeProject(join(dir, 'project'), { id: ID, integrity: integrityOf(tarball) }, this.#registry.url(name));
      const error = await fetchPackages(this.#pnpm, dir);
      const [row] = this.#rows.rowsOf(join(dir, 'store', 'v11'));
      if (row) return { index: indexFrom(row), contents: contentsOf(join(dir, 'store', 'v11')) };
      return { error: error ?? 'nothing was stored' };
    });
  }

  /** The answers to many tarballs. Our own are `ours`, in pnpm's order. Only answers with our index have contents. */
  async answers(tarballs, ours) {
    const asked = tarballs.map((tarball, i) => ({ tarball, ours: ours[i] }));
    return (await Promise.all(halves(asked).map((half) => this.#answers(half)))).flat();
  }

  close() {
    this.#registry.close();
  }

  // Packages with our index are fetched once more, one by one: in a common store a content file that one has too many,
  // or lacks, may be that of another one.
  async #answers(asked) {
    const answers = await this.#told(asked);
    for (const [i, { tarball, ours }] of asked.entries()) {
      const { index, contents } = answers[i];
      if (index !== undefined && index === ours.index && !contents) answers[i] = await this.answer(tarball);
    }
    return answers;
  }

  // {index} or {error} of each. Some have neither after a common fetch, because pnpm ends at a package that it cannot
  // put into node_modules: these are fetched again, in halves.
  async #told(asked) {
    if (asked.length < 2) return Promise.all(asked.map(({ tarball }) => this.answer(tarball)));
    const told = await this.#together(asked);
    const silent = [...told.keys()].filter((i) => told[i] === undefined);
    const later = await inTurn(halves(silent.map((i) => asked[i])), (half) => this.#told(half));
    silent.forEach((i, at) => { told[i] = later[at]; });
    return told;
  }

  // The answers of one fetch of all; undefined for a package without one.
  #together(asked) {
    const tarballs = asked.map(({ tarball }) => tarball);
    return this.#having(tarballs, async (names, dir) => {
      const ids = names.map((name) => `${name}@1.0.0`);
      const packages = tarballs.map((tarball, i) => ({ id: ids[i], integrity: integrityOf(tarball) }));
      writeOptional(join(dir, 'project'), packages, this.#registry.root);
      const errors = await fetchOptional(this.#pnpm, dir);
      const rows = this.#rows.rowsOf(join(dir, 'store', 'v11'));
      const indexes = new Map(rows.map((row) => [idIn(row.key), indexFrom(row)]));
      return ids.map((id) => answerOf(indexes.get(id), errors.get(id)));
    });
  }

  // Has the registry serve the tarballs, each below its name, while `use` runs.
  async #having(tarballs, use) {
    const names = tarballs.map(() => `differential${++this.#asked}`);
    names.forEach((name, i) => this.#tarballs.set(name, tarballs[i]));
    const answer = await inTemporary((dir) => use(names, dir), PARENT);
    for (const name of names) this.#tarballs.delete(name);
    return answer;
  }
}

function answerOf(index, error) {
  if (index !== undefined) return { index };
  return error === undefined ? undefined : { error };
}

// Whether RowReader could read the row.
const isTold = (index) => !index.endsWith('\nundefined');

const filesIn = ({ files }) => files && [...files].map(([path, { digest, mode }]) => ({ path, digest, mode }));

/**
 * {answer(tarball), answers(tarballs, ours), filesOf(index), manifestOf(index), normal(index), close()} of the pnpm that this
 * command runs. `normal` brings an index of ours into the order of theirs. `filesOf` is undefined for some indexes.
 */
export async function wholePnpm(command, msgpackr) {
  const rows = new RowReader(msgpackr, true);
  const tarballs = new Map();
  const pnpm = new WholePnpm({ command, environment: ENVIRONMENT }, rows, tarballs, await serve(tarballs));
  const parts = (index) => index.split('\n');
  const value = (index) => (isTold(index) ? rows.decoded(Buffer.from(parts(index)[1], 'base64')) : {});
  return {
    answer: (tarball) => pnpm.answer(tarball),
    answers: (tarballs, ours) => pnpm.answers(tarballs, ours),
    filesOf: (index) => filesIn(value(index)),
    manifestOf: (index) => value(index).manifest,
    normal: (index) => `${parts(index)[0]}\n${rows.text(Buffer.from(parts(index)[1], 'base64'))}`,
    close: () => pnpm.close(),
  };
}
