// tally.mjs: counts how answers compared, and keeps the tarballs over which they differ.

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const MOST_KEPT = 20; // of one class
const MOST_SHOWN = 3;

const fileName = (text) => text.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-');

export class Tally {
  stored = 0;
  refused = 0;
  regular = 0;
  unexplained = 0;
  #keep;
  #classes = new Map();

  constructor(keep) {
    this.#keep = keep;
  }

  agreed({ error }) {
    if (error === undefined) this.stored++;
    else this.refused++;
  }

  /** Takes note of a disagreement; without a row it is a finding. */
  differ(row, tarball, answers) {
    if (row === undefined) this.#found(tarball, answers);
    const name = row ?? 'UNEXPLAINED';
    const count = (this.#classes.get(name) ?? 0) + 1;
    this.#classes.set(name, count);
    if (this.#keep && count <= MOST_KEPT) this.#save(name, tarball, answers);
  }

  summary() {
    const lines = [`${this.stored} stored alike, ${this.refused} refused by both, ${this.regular} of them seen alike by libarchive`];
    for (const [name, count] of [...this.#classes].sort()) lines.push(`${count} × ${name}`);
    return lines.join('\n');
  }

  #found({ number }, answers) {
    this.unexplained++;
    if (this.unexplained <= MOST_SHOWN) console.error(`tarball ${number}: ${JSON.stringify(answers).slice(0, 1500)}`);
  }

  #save(name, { number, bytes }, answers) {
    const dir = join(this.#keep, fileName(name));
    mkdirSync(dir, { recursive: true });
    writeFileSync(join(dir, `${number}.tgz`), bytes);
    writeFileSync(join(dir, `${number}.json`), `${JSON.stringify(answers, undefined, 2)}\n`);
  }
}
