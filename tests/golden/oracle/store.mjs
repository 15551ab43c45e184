// store.mjs: reads what pnpm left in a store.

import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';

const INDEX = /^(index\/.*|[^/]*\/integrity(-not-built)?)\.json$/;

// A writer's temporary files have other names.
const CONTENT = /^files\/([0-9a-f]{2})\/([0-9a-f]{126})(-exec)?$/;

export function filesBelow(dir) {
  if (!existsSync(dir)) return [];
  return readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((found) => found.isFile())
    .map((found) => relative(dir, join(found.parentPath ?? found.path, found.name)))
    .sort();
}

const sha512 = (path) => createHash('sha512').update(readFileSync(path)).digest('hex');

function contentOf(store, path) {
  const [, shard, rest, suffix] = CONTENT.exec(path);
  const { size, mode } = statSync(join(store, path));
  if (sha512(join(store, path)) !== shard + rest) throw new Error(`${path} holds something else`);
  if ((suffix !== undefined) !== ((mode & 0o111) !== 0)) throw new Error(`${path} has mode ${mode}`);
  return [path, { size, exec: suffix !== undefined }];
}

// The times make records of two runs differ, and say nothing about the package.
const withoutTimes = (record) => record.replaceAll(/"checkedAt":\d+,/g, '');

export function recordOf(store, path) {
  return withoutTimes(readFileSync(join(store, path), 'utf8'));
}

/** The one package of a store, or undefined: {index, record, files, others}. */
export function readStore(store) {
  const paths = filesBelow(store);
  const indexes = paths.filter((path) => INDEX.test(path));
  if (indexes.length > 1) throw new Error(`more than one index: ${indexes}`);
  if (indexes.length === 0) return undefined;
  const others = paths.filter((path) => !/^(files|index|projects|tmp)\//.test(path) && !INDEX.test(path));
  return {
    index: indexes[0],
    record: recordOf(store, indexes[0]),
    files: Object.fromEntries(paths.filter((p) => CONTENT.test(p)).map((p) => contentOf(store, p))),
    others: Object.fromEntries(others.map((path) => [path, readFileSync(join(store, path), 'utf8')])),
  };
}
