// rows.mjs STORE: prints the rows of a v11 store as JSON, [{key, row}], each row in base64, without `checkedAt`.
// It is decoded and encoded again by msgpackr, with the settings of pnpm 11's own packer.

import { createRequire } from 'node:module';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

const require = createRequire(import.meta.url);
const { Packr } = require(process.env.MSGPACKR);
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

// A string that is no valid UTF-8 (a lone surrogate) is decoded to another one: such a row cannot be told.
function rowText(row) {
  const value = decoded(row);
  if (!encoded(value).equals(row)) return undefined;
  return encoded({ ...value, files: withoutTimes(value.files) }).toString('base64');
}

function rowsOf(store) {
  const path = join(store, 'index.db');
  if (!existsSync(path)) return [];
  const { DatabaseSync } = require('node:sqlite');
  const rows = new DatabaseSync(path).prepare('SELECT key, data FROM package_index ORDER BY key').all();
  return rows.map(({ key, data }) => ({ key, row: rowText(Buffer.from(data)) }));
}

process.stdout.write(JSON.stringify(rowsOf(process.argv[2])));
