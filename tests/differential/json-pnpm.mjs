// json-pnpm.mjs: pnpm 9 and 10, whose indexes are JSON: their own code, out of the file that their worker threads run.

import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

// The bundle keeps each of pnpm's modules in a function, whose name depends on the version.
function moduleNamed(source, path) {
  const found = new RegExp(`var (require_\\w+) = __commonJS\\(\\{\\s*"${path.replaceAll('.', '\\.')}"`).exec(source);
  if (!found) throw new Error(`the worker has no ${path}`);
  return found[1];
}

function load(worker, starts) {
  const source = readFileSync(worker, 'utf8');
  const tarballs = moduleNamed(source, '../store/cafs/lib/addFilesFromTarball.js');
  const builds = moduleNamed(source, '../exec/pkg-requires-build/lib/index.js');
  const at = source.indexOf(starts);
  if (at < 0) throw new Error(`${worker} starts in another way`);
  const wanted = `${source.slice(0, at)} return { ...${tarballs}(), ...${builds}() };`;
  return new Function('require', 'exports', 'module', wanted)(createRequire(worker), {}, {});
}

/**
 * pnpm's addTarballToStore and writeFilesIndexFile, without the disk and the time; `starts` is the start of its thread.
 */
export function jsonPnpm(worker, starts) {
  const { addFilesFromTarball, pkgRequiresBuild } = load(worker, starts);
  return (tarball) => {
    const contents = new Set();
    const keep = (content, mode) => {
      const digest = createHash('sha512').update(content).digest();
      contents.add(`${digest.toString('hex')}${(mode & 0o111) !== 0 ? '-exec' : ''}`);
      return { integrity: `sha512-${digest.toString('base64')}` };
    };
    const { filesIndex, manifest: read } = addFilesFromTarball(keep, null, tarball, true);
    const files = {};
    for (const [path, { integrity, mode, size }] of Object.entries(filesIndex)) files[path] = { integrity, mode, size };
    const manifest = read ?? {};
    const requiresBuild = pkgRequiresBuild(manifest, files);
    const index = JSON.stringify({ name: manifest.name, version: manifest.version, requiresBuild, files });
    return { index, contents: [...contents].sort() };
  };
}

/** The files of such an index: path, digest, mode. */
export const filesOfJson = (index) =>
  Object.entries(JSON.parse(index).files).map(([path, { integrity, mode }]) => {
    return { path, digest: Buffer.from(integrity.slice('sha512-'.length), 'base64').toString('hex'), mode };
  });
