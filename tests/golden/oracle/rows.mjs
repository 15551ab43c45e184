// rows.mjs STORE [sorted]: prints the rows of a v11 store as JSON, [{key, row}], each row in base64, without `checkedAt`.
// It is decoded and encoded again by msgpackr, with the settings of pnpm 11's own packer. `sorted`: its members are in
// the order in which pnpm 11 has them, without `tarIntegrity`, which only pnpm 12 has, and its files in pnpm 12's order.

import { createRequire } from 'node:module';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

const require = createRequire(import.meta.url);
const { Packr } = require(process.env.MSGPACKR);
const [store, sorted] = process.argv.slice(2);
const packr = new Packr({ useRecords: true, moreTypes: true });

// msgpackr reads the name `__proto__` as another one, for safety's sake.
const swapped = (row, from, to) => {
  const text = row.toString('latin1');
  if (text.includes(to)) throw new Error(`a row contains ${to}`);
  return Buffer.from(text.replaceAll(from, to), 'latin1');
};
const decoded = (row) => packr.unpack(swapped(row, '__proto__', '__PROTO__'));
const encoded = (value) => swapped(Buffer.from(packr.pack(value)), '__PROTO__', '__proto__');

function withoutTimes(files) {
  return new Map([...files].map(([path, { checkedAt, ...file }]) => [path, file]));
}

function inOneOrder({ algo, requiresBuild, requiresPrepare, manifest, files, tarIntegrity, ...rest }) {
  const prepare = requiresPrepare === undefined ? {} : { requiresPrepare };
  const byName = [...files].sort(([a], [b]) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
  return { requiresBuild, ...prepare, manifest, algo, files: new Map(byName), ...rest };
}

// A string that is no valid UTF-8 (a lone surrogate) is decoded to another one, and a member `toJSON` is called: such
// a row cannot be told.
function comesBack(value, row) {
  try {
    return encoded(value).equals(row);
  } catch (error) {
    if (error instanceof TypeError) return false;
    throw error;
  }
}

function rowText(row) {
  const value = decoded(row);
  if (!comesBack(value, row)) return undefined;
  const timeless = { ...value, files: withoutTimes(value.files) };
  return encoded(sorted ? inOneOrder(timeless) : timeless).toString('base64');
}

function rowsOf(store) {
  const path = join(store, 'index.db');
  if (!existsSync(path)) return [];
  const { DatabaseSync } = require('node:sqlite');
  const rows = new DatabaseSync(path).prepare('SELECT key, data FROM package_index ORDER BY key').all();
  return rows.map(({ key, data }) => ({ key, row: rowText(Buffer.from(data)) }));
}

process.stdout.write(JSON.stringify(rowsOf(store)));
