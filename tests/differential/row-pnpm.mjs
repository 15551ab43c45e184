// row-pnpm.mjs: pnpm 11, whose indexes are rows: its own code, out of the file that its worker threads run. That is
// a module, so it is changed while it is loaded. It needs Node.js 22.15 or later.

import { createHash } from 'node:crypto';
import modules from 'node:module';
import { pathToFileURL } from 'node:url';

const STORE = 'nowhere';
const ID = 'differential@1.0.0';

// Files lose the time of writing. The worker is not started, and exports its functions.
const CHANGES = [
  ['filesIntegrity.set(relativePath, {\n      checkedAt,', 'filesIntegrity.set(relativePath, {'],
  ['\nstartWorker();\n', '\nexport { addFilesFromTarballBounded, addTarballToStore, cafsCache, packr };\n'],
];

function changed(source) {
  return CHANGES.reduce((text, [from, to]) => {
    if (text.split(from).length !== 2) throw new Error(`the worker of pnpm 11 has another text than ${from}`);
    return text.replace(from, to);
  }, source);
}

function loaded(worker) {
  const wanted = pathToFileURL(worker).href;
  modules.registerHooks({
    load(url, context, next) {
      const module = next(url, context);
      return url === wanted ? { ...module, source: changed(String(module.source)) } : module;
    },
  });
  return import(wanted);
}

// A store that writes nothing, and notes the content files that pnpm would put into it.
function untouched(addFilesFromTarballBounded, contents) {
  const addFile = (content, mode) => {
    const digest = createHash('sha512').update(content).digest('hex');
    contents.add(`${digest}${(mode & 0o111) !== 0 ? '-exec' : ''}`);
    return { digest, filePath: digest };
  };
  return {
    addFile,
    addFilesFromTarballBounded: (tarball, options) => addFilesFromTarballBounded(addFile, tarball, options),
  };
}

/** {ask(tarball), filesOf(index)}: pnpm's addTarballToStore, without the disk and the time, and the files of such an index. */
export async function rowPnpm(worker) {
  const { addFilesFromTarballBounded, addTarballToStore, cafsCache, packr } = await loaded(worker);
  const ask = async (tarball) => {
    const contents = new Set();
    cafsCache.set(STORE, untouched(addFilesFromTarballBounded, contents));
    const { indexWrites } = await addTarballToStore({ buffer: tarball, storeDir: STORE, pkgId: ID });
    const { key, buffer } = indexWrites[1];
    return { index: `${key}\n${Buffer.from(buffer).toString('base64')}`, contents: [...contents].sort() };
  };
  const filesOf = (index) => {
    const { files } = packr.unpack(Buffer.from(index.split('\n')[1], 'base64'));
    return [...files].map(([path, { digest, mode }]) => ({ path, digest, mode }));
  };
  return { ask, filesOf };
}
