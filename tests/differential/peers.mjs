// peers.mjs: the place of the pnpms other than pnpm 10: the directory that scripts/node-tools makes of
// tests/e2e/peers/package.json. CAFS_PEERS, that directory, saves a call of that script.

import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

const ask = () =>
  execFileSync(`${ROOT}scripts/node-tools`, [`${ROOT}tests/e2e/peers/package.json`], { encoding: 'utf8' }).trim();

const directory = process.env.CAFS_PEERS ?? ask();

/** The path of something that these packages hold. */
export const inPeers = (path) => `${directory}/node_modules/${path}`;
