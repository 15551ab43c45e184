// pnpm.mjs: runs pnpm, and tells what it said.

import { spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';

const TIMEOUT = 20_000;

const ARGUMENTS = ['fetch', '--reporter=ndjson', '--store-dir=../store'];

function start({ command: [program, ...args], environment }, dir) {
  const home = join(dir, 'home');
  mkdirSync(home);
  return spawn(program, [...args, ...ARGUMENTS], {
    cwd: join(dir, 'project'),
    env: { PATH: process.env.PATH, HOME: home, CI: '1', PNPM_MAX_WORKERS: '1', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
}

async function textOf(stream) {
  const chunks = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

// Temporary files are called after the process: `_tmp_PID_`, or with the number at the end, in place of the
// last letters of an index.
function withoutPid(message, pid) {
  return message?.replaceAll(new RegExp(`(?<=_tmp_)${pid}(?=_)|(?<=[^0-9a-f])${pid}(?=')`, 'g'), '<pid>');
}

// pnpm's worker threads cannot be interrupted: the whole process group goes.
function killLater(child, state) {
  return setTimeout(() => {
    state.hung = true;
    process.kill(-child.pid, 'SIGKILL');
  }, TIMEOUT);
}

function errorOf(line) {
  if (!line.startsWith('{')) return undefined;
  const log = JSON.parse(line);
  return log.level === 'error' ? log.err?.message ?? log.message : undefined;
}

// pnpm 12 logs to stderr.
function errorIn(stdout, stderr) {
  const said = `${stdout}\n${stderr}`;
  return said.split('\n').map(errorOf).findLast(Boolean) ?? said.trim();
}

/** Runs `pnpm fetch` in dir/project with the store dir/store. The error is undefined for a success. */
export async function fetchPackages(pnpm, dir) {
  const child = start(pnpm, dir);
  const state = { hung: false };
  const timer = killLater(child, state);
  const exit = new Promise((resolve) => child.on('exit', resolve));
  const [stdout, stderr, code] = await Promise.all([textOf(child.stdout), textOf(child.stderr), exit]);
  clearTimeout(timer);
  if (state.hung) return 'hangs';
  return code === 0 ? undefined : withoutPid(errorIn(stdout, stderr), child.pid);
}
