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

// Temporary files are called after the process: `_tmp_PID`, or with the number at the end, in place of the
// last letters of an index. Those of pnpm 12 are called `_pacquet-stage_PID_TIME_COUNT`, after a process of its own.
// pnpm 11 unpacks a zip in `_unzip_` and six letters.
function withoutPid(message, pid) {
  return message
    ?.replaceAll(new RegExp(`(?<=_tmp_)${pid}(?!\\d)|(?<=[^0-9a-f])${pid}(?=')`, 'g'), '<pid>')
    .replaceAll(/(?<=_pacquet-stage_)\d+_\d+(?=_\d)/g, '<pid>_<time>')
    .replaceAll(/(?<=\/_unzip_)\w{6}(?=\/)/g, '<random>');
}

// pnpm's worker threads cannot be interrupted: the whole process group goes.
function killLater(child, state) {
  return setTimeout(() => {
    state.hung = true;
    process.kill(-child.pid, 'SIGKILL');
  }, TIMEOUT);
}

const logs = (said) => said.split('\n').filter((line) => line.startsWith('{')).map((line) => JSON.parse(line));

const isError = ({ level }) => level === 'error';

const errorIn = (said) => logs(said).filter(isError).map(({ err, message }) => err?.message ?? message).findLast(Boolean) ?? said.trim();

// pnpm 12 logs to stderr.
async function run(pnpm, dir) {
  const child = start(pnpm, dir);
  const state = { hung: false };
  const timer = killLater(child, state);
  const exit = new Promise((resolve) => child.on('exit', resolve));
  const [stdout, stderr, code] = await Promise.all([textOf(child.stdout), textOf(child.stderr), exit]);
  clearTimeout(timer);
  return { ...state, code, pid: child.pid, said: `${stdout}\n${stderr}` };
}

/** Runs `pnpm fetch` in dir/project with the store dir/store. The error is undefined for a success. */
export async function fetchPackages(pnpm, dir) {
  const { hung, code, pid, said } = await run(pnpm, dir);
  if (hung) return 'hangs';
  return code === 0 ? undefined : withoutPid(errorIn(said), pid);
}

/** The same where all packages are optional: what was said of each that was refused, by its id. */
export async function fetchOptional(pnpm, dir) {
  const { said } = await run(pnpm, dir);
  const refusals = logs(said).filter(({ name }) => name === 'pnpm:skipped-optional-dependency');
  return new Map(refusals.map((refusal) => [refusal.package.id, refusal.details]));
}
