// pnpm.mjs: what pnpm 10.34.9 makes of a tarball, asked in this process: its own code, out of the file that its
// worker threads run.

import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import vm from 'node:vm';
import { nodeTools } from '../../scripts/lib/node-tools.mjs';

const WORKER = `${nodeTools}/node_modules/pnpm/dist/worker.js`;

// The bundle keeps each of pnpm's modules in a function; which one depends on the version.
function moduleNamed(source, path) {
  const found = new RegExp(`var (require_\\w+) = __commonJS\\(\\{\\s*"${path.replaceAll('.', '\\.')}"`).exec(source);
  if (!found) throw new Error(`${WORKER} has no ${path}`);
  return found[1];
}

function load() {
  const source = readFileSync(WORKER, 'utf8');
  const tarballs = moduleNamed(source, '../store/cafs/lib/addFilesFromTarball.js');
  const builds = moduleNamed(source, '../exec/pkg-requires-build/lib/index.js');
  const start = '(0, start_js_1.startWorker)();';
  if (!source.includes(start)) throw new Error(`${WORKER} starts in another way`);
  const wanted = source
    .replace('var start_js_1 = require_start();', '')
    .replace(start, `return { ...${tarballs}(), ...${builds}() };`);
  return new Function('require', 'exports', 'module', wanted)(createRequire(WORKER), {}, {});
}

const { addFilesFromTarball, pkgRequiresBuild } = load();

// pnpm's addTarballToStore and writeFilesIndexFile, without the disk and the time.
function stored(tarball) {
  const contents = new Set();
  const keep = (content, mode) => {
    const hash = createHash('sha512').update(content).digest('base64');
    contents.add(`${hash}${(mode & 0o111) !== 0 ? '-exec' : ''}`);
    return { integrity: `sha512-${hash}` };
  };
  const { filesIndex, manifest: read } = addFilesFromTarball(keep, null, tarball, true);
  const files = {};
  for (const [path, { integrity, mode, size }] of Object.entries(filesIndex)) files[path] = { integrity, mode, size };
  const manifest = read ?? {};
  const requiresBuild = pkgRequiresBuild(manifest, files);
  const index = JSON.stringify({ name: manifest.name, version: manifest.version, requiresBuild, files });
  return { index, contents: [...contents].sort() };
}

let attempt;
globalThis.attempt = () => { attempt.answer = stored(attempt.tarball); };
const script = new vm.Script('attempt()');

// Some sizes make pnpm read one header for ever; a busy machine makes anything slow, once.
function within(milliseconds, tarball) {
  attempt = { tarball };
  try {
    script.runInThisContext({ timeout: milliseconds });
    return attempt.answer;
  } catch (error) {
    return error.code === 'ERR_SCRIPT_EXECUTION_TIMEOUT' ? undefined : { error: error.message };
  }
}

/** {index, contents} of a tarball that pnpm stores, {error} of one that it refuses or never ends with. */
export const pnpmAnswer = (tarball) => within(10, tarball) ?? within(500, tarball) ?? { error: 'hangs' };
