// row-reader.mjs: reads the rows of v11 stores, by msgpackr with the settings of pnpm 11's own packer.

import { createRequire } from 'node:module';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

const require = createRequire(import.meta.url);

// msgpackr reads the name `__proto__` as another one, for safety's sake.
const swapped = (row, from, to) => {
  const text = row.toString('latin1');
  if (text.includes(to)) throw new Error(`a row contains ${to}`);
  return Buffer.from(text.replaceAll(from, to), 'latin1');
};

function withoutTimes(files) {
  return new Map([...files].map(([path, { checkedAt, ...file }]) => [path, file]));
}

function inOneOrder({ algo, requiresBuild, requiresPrepare, manifest, files, tarIntegrity, ...rest }) {
  const prepare = requiresPrepare === undefined ? {} : { requiresPrepare };
  const byName = [...files].sort(([a], [b]) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
  return { requiresBuild, ...prepare, manifest, algo, files: new Map(byName), ...rest };
}

/**
 * A reader by the msgpackr in this directory. `sorted`: it tells rows with their members in the order in which pnpm 11 has
 * them, without `tarIntegrity`, which only pnpm 12 has, and with their files in pnpm 12's order.
 */
export class RowReader {
  #packr;
  #sorted;

  constructor(msgpackr, sorted) {
    const { Packr } = require(msgpackr);
    this.#packr = new Packr({ useRecords: true, moreTypes: true });
    this.#sorted = sorted;
  }

  /** What a row says. */
  decoded(row) {
    return this.#packr.unpack(swapped(row, '__proto__', '__PROTO__'));
  }

  /** The row in base64, decoded and encoded again, without `checkedAt`; undefined where that makes another one. */
  text(row) {
    const value = this.decoded(row);
    if (!this.#comesBack(value, row)) return undefined;
    const timeless = { ...value, files: withoutTimes(value.files) };
    return this.#encoded(this.#sorted ? inOneOrder(timeless) : timeless).toString('base64');
  }

  /** [{key, row}] of a v11 store. Wants the Node.js of pnpm 11, which has SQLite. */
  rowsOf(store) {
    const path = join(store, 'index.db');
    if (!existsSync(path)) return [];
    const { DatabaseSync } = require('node:sqlite');
    const rows = new DatabaseSync(path).prepare('SELECT key, data FROM package_index ORDER BY key').all();
    return rows.map(({ key, data }) => ({ key, row: this.text(Buffer.from(data)) }));
  }

  #encoded(value) {
    return swapped(Buffer.from(this.#packr.pack(value)), '__PROTO__', '__proto__');
  }

  // A string that is no valid UTF-8 (a lone surrogate) is decoded to another one, and a member `toJSON` is called: such
  // a row cannot be told.
  #comesBack(value, row) {
    try {
      return this.#encoded(value).equals(row);
    } catch (error) {
      if (error instanceof TypeError) return false;
      throw error;
    }
  }
}
