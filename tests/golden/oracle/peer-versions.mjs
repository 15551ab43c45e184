// peer-versions.mjs: the pnpm versions that are asked besides 10.34.9, and how their stores are read.

import { execFileSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { filesBelow, recordOf } from './store.mjs';

const ORACLE = dirname(fileURLToPath(import.meta.url));

function installed() {
  const script = join(ORACLE, '..', '..', '..', 'scripts', 'node-tools');
  const tools = execFileSync(script, [join(ORACLE, 'peers', 'package.json')], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return join(tools.trim(), 'node_modules');
}

const INDEX = /^(files\/.*-index|[^/]*\/integrity(-not-built)?)\.json$/;

function onlyOne(items) {
  if (items.length > 1) throw new Error(`more than one index: ${JSON.stringify(items)}`);
  return items[0];
}

function indexOf(store) {
  const index = onlyOne(filesBelow(store).filter((path) => INDEX.test(path)));
  return index && { index, record: recordOf(store, index) };
}

// SQLite and what pnpm 11 decodes rows with need its own Node.
const rowOf = (node, modules, ...order) => (store) => {
  const script = join(ORACLE, 'rows.mjs');
  const rows = execFileSync(node, ['--no-warnings', script, store, ...order], {
    encoding: 'utf8',
    env: { ...process.env, MSGPACKR: join(modules, 'msgpackr') },
  });
  return onlyOne(JSON.parse(rows));
};

// pnpm 9 runs scripts without being asked, and would record what they made.
const ENVIRONMENT_9 = { npm_config_side_effects_cache: 'false' };

/** pnpm 11 and 12 ask the registry about the age of packages unless they trust the lockfile. */
export const ENVIRONMENT_11 = { pnpm_config_trust_lockfile: 'true', pnpm_config_fetch_retries: '0' };

/** {command, environment, directory, indexOf(store)} of a version. */
export function peer(version) {
  const modules = installed();
  const node = join(modules, 'node', 'bin', 'node');
  const peers = {
    '9.15.9': {
      command: [process.execPath, join(modules, 'pnpm-9', 'bin', 'pnpm.cjs')],
      environment: ENVIRONMENT_9,
      directory: 'v3',
      indexOf,
    },
    '11.28.11': {
      command: [node, join(modules, 'pnpm-11', 'bin', 'pnpm.mjs')],
      environment: ENVIRONMENT_11,
      directory: 'v11',
      indexOf: rowOf(node, modules),
    },
    '12.21.0': {
      command: [node, join(modules, 'pnpm-12', 'bin', 'pnpm.mjs')],
      environment: ENVIRONMENT_11,
      directory: 'v11',
      indexOf: rowOf(node, modules, 'sorted'),
    },
  };
  if (!peers[version]) throw new Error(`no such version: ${version}; there are ${Object.keys(peers).join(' ')}`);
  return peers[version];
}
