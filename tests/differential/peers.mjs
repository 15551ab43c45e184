// peers.mjs: where the pnpms are that are not pnpm 10: the directory that scripts/node-tools makes of
// tests/e2e/peers/package.json. CAFS_PEERS, that directory, saves asking for it.

import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

const ask = () =>
  execFileSync(`${ROOT}scripts/node-tools`, [`${ROOT}tests/e2e/peers/package.json`], { encoding: 'utf8' }).trim();

const directory = process.env.CAFS_PEERS ?? ask();

/** The path of something that these packages hold. */
export const inPeers = (path) => `${directory}/node_modules/${path}`;
