// pnpm.mjs: asks a pnpm what it makes of a tarball.

import modules from 'node:module';
import vm from 'node:vm';

async function inWorker10() {
  const { nodeTools } = await import('../../scripts/lib/node-tools.mjs');
  const { jsonPnpm, filesOfJson } = await import('./json-pnpm.mjs');
  const worker = `${nodeTools}/node_modules/pnpm/dist/worker.js`;
  return { answer: patiently(jsonPnpm(worker, 'var start_js_1 = require_start();')), filesOf: filesOfJson };
}

async function inWorker9() {
  const { inPeers } = await import('./peers.mjs');
  const { jsonPnpm, filesOfJson } = await import('./json-pnpm.mjs');
  const worker = inPeers('pnpm-9/dist/worker.js');
  return { answer: patiently(jsonPnpm(worker, 'worker_threads_1.parentPort.on(')), filesOf: filesOfJson };
}

async function inWorker11() {
  const { inPeers } = await import('./peers.mjs');
  const { rowPnpm } = await import('./row-pnpm.mjs');
  const { ask, filesOf } = await rowPnpm(inPeers('pnpm-11/dist/worker.js'));
  return { answer: awaited(ask), filesOf };
}

async function whole12() {
  const { inPeers } = await import('./peers.mjs');
  const { wholePnpm } = await import('./whole-pnpm.mjs');
  const { answer, ...rest } = await wholePnpm([inPeers('pnpm-12/pnpm')], inPeers('msgpackr'));
  return { answer: awaited(answer), ...rest };
}

const VERSIONS = {
  9: { name: '9.15.9', store: 'v3', load: inWorker9 },
  10: { name: '10.34.9', store: 'v10', load: inWorker10 },
  11: { name: '11.28.11', store: 'v11', load: inWorker11 },
  12: { name: '12.21.0', store: 'v11', load: whole12 },
};

let attempt;
globalThis.attempt = () => { attempt.answer = attempt.ask(attempt.tarball); };
const script = new vm.Script('attempt()');

function within(milliseconds, ask, tarball) {
  attempt = { ask, tarball };
  try {
    script.runInThisContext({ timeout: milliseconds });
    return attempt.answer;
  } catch (error) {
    return error.code === 'ERR_SCRIPT_EXECUTION_TIMEOUT' ? undefined : refusal(error);
  }
}

const refusal = ({ message }) => ({ error: String(message) });

// Some sizes make pnpm 9 and 10 read one header for ever. A busy machine may make a single call slow, so a call that
// took too long gets more time once.
const patiently = (ask) => (tarball, milliseconds) =>
  within(10, ask, tarball) ?? within(milliseconds, ask, tarball) ?? { error: 'hangs' };

// pnpm 11 checks sizes, and so ends; its answer is a promise.
const awaited = (ask) => (tarball) => ask(tarball).catch(refusal);

/** The Node.js that this pnpm needs, if the running one does not suffice. */
export async function nodeFor(number) {
  if (!['11', '12'].includes(number) || modules.registerHooks) return undefined;
  const { inPeers } = await import('./peers.mjs');
  return inPeers('node/bin/node');
}

/**
 * The pnpm of this number: its name, its store version, `filesOf(index)`, and `answer(tarball, milliseconds)`, which
 * gives, maybe as a promise, {index, contents} of a tarball that pnpm stores, or {error} of one that it refuses or does
 * not finish in this time. pnpm 12 also has `answers(tarballs, ours)` for many at once, `normal(index)`, which brings
 * an index of ours into its order, `manifestOf(index)` and `close()`.
 */
export async function pnpmOf(number) {
  const version = VERSIONS[number];
  if (!version) throw new Error(`no such pnpm: ${number}; there are ${Object.keys(VERSIONS).join(' ')}`);
  return { ...version, number: Number(number), ...(await version.load()) };
}
