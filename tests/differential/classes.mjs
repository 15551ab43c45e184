// classes.mjs: the ways in which ours may answer otherwise than pnpm: each with its row of COMPATIBILITY.md, and
// what both must have answered for it to apply.

import { explanation12, rows12 } from './classes-12.mjs';

const stored = (answer) => answer.error === undefined;

const says = (pattern) => ({ error }) => pattern.test(error ?? '');

const leaves = (path) => /^[/\\]/.test(path) || path.split(/[/\\]/).includes('..');

const holds = (all, some) => some?.every((content) => all.includes(content));

const TOO_DEEP = says(/nested deeper than 1000/);
const OUTSIDE = says(/would leave the package directory/);
const NO_NUMBER = says(/invalid size of entry .*: no number$/s);
const NEGATIVE = says(/invalid size of entry .*: -\d+$/s);
const NEGATIVE_RECORD = says(/negative length in a pax record/);
const BZIP2_CUT_OFF = says(/the bzip2 data are cut off/);
const PAST_THE_END = says(/the tar archive is cut off: entry .* has (\d+|inf) bytes/s);

/** A class applies where `ours` and `pnpm`, the two answers, fit; the third is who the pnpm is. */
const CLASSES = [
  {
    row: 'A name that leaves the package',
    fits: (ours, pnpm, { filesOf }) => OUTSIDE(ours) && stored(pnpm) && filesOf(pnpm.index)?.some(({ path }) => leaves(path)),
  },
  {
    row: 'A file whose size is no octal number',
    fits: (ours, pnpm) => NO_NUMBER(ours) && stored(pnpm),
  },
  {
    row: 'A negative size',
    fits: (ours, pnpm) => NEGATIVE(ours) && stored(pnpm),
  },
  {
    row: 'A size that runs past the end of the archive',
    fits: (ours, pnpm, { number }) => PAST_THE_END(ours) && stored(pnpm) && number !== 12,
  },
  {
    row: 'JSON nested deeper than 1,000',
    fits: (ours, pnpm) => TOO_DEEP(ours) && stored(pnpm),
  },
  {
    row: 'A deflate stream with codes that no compressor writes',
    fits: (ours, pnpm) => stored(ours) && /^(invalid|too many) .*(code|symbols|distance|lengths|repeat)/.test(pnpm.error ?? ''),
  },
  {
    row: 'An object in package.json with a member `constructor`, and a truthy one `toJSON`',
    fits: (ours, pnpm) => stored(ours) && /toJSON is not a function/.test(pnpm.error ?? ''),
  },
  {
    row: 'A path that comes twice',
    fits: (ours, pnpm, { number }) => number === 12 && ours.index === pnpm.index && holds(pnpm.contents, ours.contents),
  },
  {
    row: 'A path that comes twice in a bzip2 tarball, or in one of more than 64 MiB unpacked',
    fits: (ours, pnpm, { number }) => number === 11 && ours.index === pnpm.index && holds(pnpm.contents, ours.contents),
  },
  {
    row: 'A bzip2 block that is marked as randomised',
    fits: (ours, pnpm) => stored(ours) && /^Obsolete/.test(pnpm.error ?? ''),
  },
  {
    row: 'A bzip2 stream that lacks its last bits, where those would be ones',
    fits: (ours, pnpm) => BZIP2_CUT_OFF(ours) && stored(pnpm),
  },
];

/** Whether both answers are one. */
export function agree(ours, pnpm) {
  if (!stored(ours) || !stored(pnpm)) return stored(ours) === stored(pnpm);
  return ours.index === pnpm.index && ours.contents.join() === pnpm.contents.join();
}

/** The row that explains why the answers to a tarball differ; undefined where none does. */
export function explanation(ours, pnpm, which, tarball) {
  const row = CLASSES.find(({ fits }) => fits(ours, pnpm, which))?.row;
  return row ?? (which.number === 12 ? explanation12(ours, pnpm, which, tarball) : undefined);
}

export const rows = [...CLASSES.map(({ row }) => row), ...rows12];
