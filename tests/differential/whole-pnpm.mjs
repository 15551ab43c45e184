// whole-pnpm.mjs: pnpm 12, which is one program: each tarball is served to a `pnpm fetch` of its own, whose store is read.
// Wants Node.js 24.

import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fetchPackages } from '../golden/oracle/pnpm.mjs';
import { writeProject } from '../golden/oracle/project.mjs';
import { serve } from '../golden/oracle/registry.mjs';
import { RowReader } from '../golden/oracle/row-reader.mjs';
import { inTemporary } from '../golden/oracle/temporary.mjs';

const ID = 'differential@1.0.0';
const ENVIRONMENT = { pnpm_config_trust_lockfile: 'true', pnpm_config_fetch_retries: '0', pnpm_config_package_import_method: 'copy' };

const integrityOf = (tarball) => `sha512-${createHash('sha512').update(tarball).digest('base64')}`;

// files/XX/YYY is content XXYYY.
function contentsOf(store) {
  const files = join(store, 'files');
  const shards = readdirSync(files);
  return shards.flatMap((shard) => readdirSync(join(files, shard)).map((name) => `${shard}${name}`)).sort();
}

function answerIn(store, rows, error) {
  const [row] = rows.rowsOf(store);
  if (row) return { index: `${row.key}\n${row.row}`, contents: contentsOf(store) };
  return { error: error ?? 'nothing was stored' };
}

/**
 * {answer(tarball), filesOf(index), normal(index), close()} of the pnpm that this command runs. `normal` brings an index
 * of ours into the order that theirs is told in.
 */
export async function wholePnpm(command, msgpackr) {
  const rows = new RowReader(msgpackr, true);
  const tarballs = new Map();
  const registry = await serve(tarballs);
  let asked = 0;
  const answer = (tarball) =>
    inTemporary(async (dir) => {
      const integrity = integrityOf(tarball);
      const name = String(++asked);
      tarballs.set(name, tarball);
      writeProject(join(dir, 'project'), { id: ID, integrity }, registry.url(name));
      const error = await fetchPackages({ command, environment: ENVIRONMENT }, dir);
      tarballs.delete(name);
      return answerIn(join(dir, 'store', 'v11'), rows, error);
    });
  const parts = (index) => index.split('\n');
  const normal = (index) => `${parts(index)[0]}\n${rows.text(Buffer.from(parts(index)[1], 'base64'))}`;
  const filesOf = (index) => {
    const { files } = rows.decoded(Buffer.from(parts(index)[1], 'base64'));
    return [...files].map(([path, { digest, mode }]) => ({ path, digest, mode }));
  };
  const manifestOf = (index) => rows.decoded(Buffer.from(parts(index)[1], 'base64')).manifest;
  return { answer, filesOf, manifestOf, normal, close: () => registry.close() };
}
