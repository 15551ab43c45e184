// libarchive.mjs: whether libarchive finds the same files in a well-formed archive as ours.

const withoutFirstSegment = (path) => path.slice(path.indexOf('/') + 1);

const suffix = (mode) => ((mode & 0o111) !== 0 ? '-exec' : '');

const filesOf = (index) =>
  Object.entries(JSON.parse(index).files).map(([path, { integrity, mode }]) => `${path} ${integrity}${suffix(mode)}`);

const theirFiles = (files) => Object.entries(files).map(([path, file]) => `${withoutFirstSegment(path)} ${file}`);

/** What is wrong, or undefined. A package that is refused for its package.json says nothing about the archive. */
export function contradiction({ error, index, libarchive }) {
  if (typeof libarchive === 'string') return `libarchive: ${libarchive}`;
  if (error !== undefined) return /^package\.json: /.test(error) ? undefined : error;
  const [ours, theirs] = [filesOf(index).sort(), theirFiles(libarchive).sort()];
  return ours.join('\n') === theirs.join('\n') ? undefined : 'libarchive reads other files';
}
