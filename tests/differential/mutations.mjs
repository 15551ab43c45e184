// mutations.mjs: ways to change an archive. Each gets a random generator and the archive, which it changes.

import { bytes, directory, file, globalPax, longName, pax, symlink, zeros } from '../golden/writer/tar.mjs';
import { member, setData } from './archive.mjs';
import { manifest, octal, path, paxRecord } from './values.mjs';

const records = (random) => Buffer.concat(random.times(1 + random.below(3), paxRecord));

const TYPES = ['0', '\0', '1', '2', '5', 'x', 'g', 'L', 'K', '3', '4', '6', '7', 'S', 'V', 'D', 'A', ' ', '\xff'];

const field = (name) => name.subarray(0, 100);

/** Members that affect the next member or the package. */
const MEMBERS = [
  (random) => file(field(path(random)), Buffer.from('x'.repeat(random.below(600)))),
  (random) => file('package/package.json', manifest(random)),
  (random) => directory(field(path(random)), { size: random.pick([0, 0, 5]) }),
  (random) => symlink(field(path(random)), 'target'),
  (random) => pax(records(random)),
  (random) => globalPax(records(random)),
  (random) => longName(path(random)),
  (random) => longName(Buffer.concat([path(random), zeros(random.below(3)), path(random)])),
];

export function newMember(random) {
  if (random.pnpm >= 11 && random.oneIn(10)) return member(file('package/binding.gyp'));
  return member(random.pick(MEMBERS)(random));
}

/** Offset and width of a field, and a function for its value. */
const FIELDS = [
  [0, 100, path], [0, 100, path], [0, 100, path], [345, 155, path], [345, 155, path],
  [100, 8, (random) => octal(random, 8)], [124, 12, (random) => octal(random, 12)],
  [156, 1, (random) => bytes(random.pick(TYPES))],
  [257, 8, (random) => random.pick([Buffer.from('ustar  \0'), zeros(8), path(random)])],
];

function setField(random, { header }) {
  const [offset, width, value] = random.pick(FIELDS);
  header.fill(0, offset, offset + width);
  value(random).copy(header, offset, 0, width);
}

function setChecksum(random, { header }) {
  octal(random, 8).copy(header, 148);
  return 'keep';
}

function flip(random, buffer) {
  if (buffer.length > 0) buffer[random.below(buffer.length)] ^= 1 << random.below(8);
}

const insert = (random, archive) =>
  archive.members.splice(random.below(archive.members.length + 1), 0, newMember(random));

const copyOf = ({ header, data }) => ({ header: Buffer.from(header), data: Buffer.from(data) });

/** Changes of one member. One that returns 'keep' needs its checksum to stay as it is. */
const OF_MEMBER = [
  setField, setField, setField, setField, setChecksum,
  (random, chosen) => setData(chosen, manifest(random)),
  (random, chosen) => setData(chosen, records(random)),
  (random, { header }) => flip(random, header.subarray(0, 148)),
  (random, { header }) => { flip(random, header); return 'keep'; },
  (random, { data }) => flip(random, data),
  (random, chosen) => {
    if (random.oneIn(3)) chosen.data = chosen.data.subarray(0, random.below(chosen.data.length + 1));
    else setData(chosen, Buffer.from('d'.repeat(random.below(1100))));
  },
];

/** Changes of the whole archive. */
const OF_ARCHIVE = [
  insert, insert, insert,
  (random, { members }) => members.splice(random.below(members.length), 0, copyOf(random.pick(members))),
  (random, { members }) => members.splice(random.below(members.length), 1),
  (random, { members }) => members.reverse(),
  (random, archive) => { archive.tail = archive.tail.subarray(0, random.below(archive.tail.length + 1)); },
  (random, archive) => { archive.tail = Buffer.concat([archive.tail, bytes(random.pick(['\0', 'x', '\x1f\x8b\x08']))]); },
];

/** Changes the archive once. Returns the member whose checksum has to be made right, if there is one. */
export function mutate(random, archive) {
  if (archive.members.length === 0 || random.oneIn(3)) {
    if (archive.members.length === 0) insert(random, archive);
    else random.pick(OF_ARCHIVE)(random, archive);
    return undefined;
  }
  const chosen = random.pick(archive.members);
  return random.pick(OF_MEMBER)(random, chosen) === 'keep' ? undefined : chosen;
}
