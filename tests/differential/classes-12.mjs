// classes-12.mjs: the ways in which pnpm 12 takes a tarball otherwise than pnpm 11 and cafs, each with its row of
// COMPATIBILITY.md. The error of either shows the way; if both store the tarball, an oddity of the archive does.

import { split, unzipped } from './archive.mjs';

const JSON_ROW = "A package.json that Rust's JSON parser does not read";
const NAME_ROW = 'A name with backslashes, dots, or slashes at odd places';
const PAX_ROW = 'A pax record that is malformed, of an unusual order or global, or a path with a line break';
const LONG_ROW = 'A GNU long name with a zero byte inside, or in an unusual order';
const PREFIX_ROW = 'A prefix in a header that is no POSIX header';
const NUMBER_ROW = 'A number of a tar header that is not octal digits alone';
const TYPE_ROW = 'A hard link, or an entry of an unknown type';
const GZIP_ROW = 'A gzip or bzip2 stream that is no single, whole gzip member';
const END_ROW = 'An archive without an end, or with more after it';
const SHAPES_ROW = 'A package.json of more than 64 shapes of objects, in what pnpm keeps of it';
const MANIFEST_ROW = 'A version that is not clean, or a script that is null or empty';

/** Our errors for tarballs that pnpm 12 stores. */
const OUR_REFUSALS = [
  ['A version that is no string', /^package\.json: the version is no string/],
  [JSON_ROW, /^package\.json: not valid JSON/],
  [NAME_ROW, /would leave the package directory/],
  [PAX_ROW, /\bpax (record|header)\b/],
  [TYPE_ROW, /^unsupported type/],
  [GZIP_ROW, /^the (gzip|bzip2) data|^not bzip2/],
  [NUMBER_ROW, /^invalid (size of entry|checksum)/],
  [END_ROW, /^the tar archive is cut off at/],
];

/** pnpm 12's errors for tarballs that we store. */
const THEIR_REFUSALS = [
  [NUMBER_ROW, /numeric field/],
  [NAME_ROW, /path rejected|names the archive root/],
  [GZIP_ROW, /neither a gzip nor a tar|decode gzip/],
  [END_ROW, /after its end-of-archive|entire block|beyond archive|archive is empty/],
  [PAX_ROW, /two pax extensions|future member/],
  [LONG_ROW, /two long name/],
];

const textAt = (header, from, to) => header.toString('latin1', from, to).replace(/\0.*$/s, '');

const oddName = (name) => /\\|\/\/|\/$|(^|\/)\.\.?(\/|$)|^[^/]*$/.test(name);
const hasOddNumber = ({ header }) => !/^[0-7]*[ \0]*$/.test(header.toString('latin1', 124, 136));
const isPax = ({ header }) => 'xg'.includes(String.fromCharCode(header[156]));
const isPosix = (header) => header.toString('latin1', 257, 263) === 'ustar\0';

/** Oddities of an archive that pnpm 12 reads otherwise, the most specific first. */
const ODDITIES = [
  [LONG_ROW, ({ header }) => 'LK'.includes(String.fromCharCode(header[156]))],
  [PAX_ROW, isPax],
  [TYPE_ROW, ({ header }) => !'\x00025'.includes(String.fromCharCode(header[156]))],
  [NUMBER_ROW, hasOddNumber],
  [PREFIX_ROW, ({ header }) => !isPosix(header) && header[345] !== 0],
  [NAME_ROW, ({ header }) => oddName(textAt(header, 0, 100)) || oddName(`${textAt(header, 345, 500)}/x`)],
];

// pnpm 12 takes only zeros for the end of an archive.
const endsOddly = (tail) => tail.subarray(0, 512).some((byte) => byte !== 0);

const archiveIn = ({ bytes }) => split(unzipped(bytes));

// Whether there is another gzip member, or something that looks like one.
const hasMembers = (bytes) => bytes.indexOf('1f8b08', 1, 'hex') > 0;

function oddity(tarball) {
  if (tarball.regular) return undefined;
  const { members, tail } = archiveIn(tarball);
  const row = ODDITIES.find(([, has]) => members.some(has))?.[0];
  if (row) return row;
  if (endsOddly(tail)) return END_ROW;
  return hasMembers(tarball.bytes) ? GZIP_ROW : undefined;
}

const saying = (refusals, error) => refusals.find(([, says]) => says.test(error))?.[0];

const listed = (files) => files.map(({ path, digest, mode }) => JSON.stringify([path, digest, mode])).sort().join();

/**
 * The row for a size that goes past the end but not for pnpm 12: it is in a pax record, or of a directory at the end.
 */
const ofSize = (tarball) => (oddity(tarball) === PAX_ROW ? PAX_ROW : END_ROW);

const PAST_THE_END = /^the tar archive is cut off: entry/;
const IN_A_HEADER = /^the tar archive is cut off in the header/;

function ofOurs(error, tarball) {
  if (IN_A_HEADER.test(error)) return hasMembers(tarball.bytes) ? GZIP_ROW : undefined;
  return PAST_THE_END.test(error) ? ofSize(tarball) : saying(OUR_REFUSALS, error);
}

const OTHER_SIZE = /header checksum mismatch|larger than pnpm accepts/;

// pnpm 12 reads a block as a header that to us is content or an end, or it reads a larger size than we do.
function ofOtherSize(tarball) {
  const { members, tail } = archiveIn(tarball);
  if (members.some(hasOddNumber)) return NUMBER_ROW;
  if (members.some(isPax)) return PAX_ROW;
  return endsOddly(tail) ? END_ROW : undefined;
}

/** Each distinct list of keys is a shape. */
function shapesIn(value, shapes = new Set()) {
  if (typeof value !== 'object' || value === null) return shapes;
  if (!Array.isArray(value)) shapes.add(Object.keys(value).join('\n'));
  for (const part of Object.values(value)) shapesIn(part, shapes);
  return shapes;
}

// A row needs two shapes besides: its own, and that of a file.
const SHAPES = 64 - 2;

function ofTheirs({ error }, { index }, { manifestOf }, tarball) {
  if (error === 'nothing was stored') return shapesIn(manifestOf(index)).size > SHAPES ? SHAPES_ROW : oddity(tarball);
  return OTHER_SIZE.test(error) ? ofOtherSize(tarball) : saying(THEIR_REFUSALS, error);
}

/** The row if both store the tarball. If the files are the same, they read package.json otherwise. */
function ofBoth(ours, pnpm, { filesOf, manifestOf }, tarball) {
  if (ours.index === pnpm.index) return undefined;
  const [files, theirs] = [ours, pnpm].map(({ index }) => filesOf(index));
  if (!files || !theirs) return JSON_ROW;
  if (listed(files) !== listed(theirs)) return oddity(tarball);
  return manifestOf(pnpm.index) === undefined ? JSON_ROW : MANIFEST_ROW;
}

/** The row that explains why the answers of ours and of pnpm 12 differ; undefined where none does. */
export function explanation12(ours, pnpm, which, tarball) {
  if (ours.error !== undefined) return ofOurs(ours.error, tarball);
  if (pnpm.error !== undefined) return ofTheirs(pnpm, ours, which, tarball);
  return ofBoth(ours, pnpm, which, tarball);
}

export const rows12 = [...new Set([...OUR_REFUSALS, ...THEIR_REFUSALS, ...ODDITIES].map(([row]) => row)), MANIFEST_ROW, SHAPES_ROW];
