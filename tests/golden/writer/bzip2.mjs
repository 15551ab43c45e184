// bzip2.mjs: compresses as bzip2 does, but for its codes: all symbols of a block have one length. The same bytes on
// every machine.

const PI = [0x314159, 0x265359], ROOT = [0x177245, 0x385090];
const LONGEST_RUN = 255;
const GROUP = 50;

/** Bits, the highest of a number first. */
class Bits {
  #bytes = [];
  #pending = 0;
  #count = 0;

  add(value, width) {
    for (let i = width - 1; i >= 0; i--) this.#push((value >>> i) & 1);
    return this;
  }

  finish() {
    while (this.#count > 0) this.#push(0);
    return Buffer.from(this.#bytes);
  }

  #push(bit) {
    this.#pending = (this.#pending << 1) | bit;
    if (++this.#count < 8) return;
    this.#bytes.push(this.#pending);
    this.#pending = this.#count = 0;
  }
}

function checksum(data) {
  let crc = 0xffffffff;
  for (const byte of data) {
    crc ^= byte << 24;
    for (let i = 0; i < 8; i++) crc = crc < 0 ? (crc << 1) ^ 0x04c11db7 : crc << 1;
  }
  return ~crc >>> 0;
}

// After four equal bytes comes the number of those that follow.
function withoutRuns(data) {
  const out = [];
  for (let at = 0, run; at < data.length; at += run) {
    for (run = 1; run < LONGEST_RUN && data[at + run] === data[at]; ) run++;
    for (let i = 0; i < Math.min(run, 4); i++) out.push(data[at]);
    if (run >= 4) out.push(run - 4);
  }
  return out;
}

/** The last column of the sorted rotations, and which of them is the text itself. */
function rotated(text) {
  const length = text.length;
  const twice = Buffer.from([...text, ...text]);
  const order = (a, b) => twice.compare(twice, b, b + length, a, a + length) || a - b;
  const starts = text.map((_, start) => start).sort(order);
  return { last: starts.map((start) => text[(start + length - 1) % length]), origin: starts.indexOf(0) };
}

// How many equal ones: digits 1 and 2 instead of 0 and 1, the lowest first, as the symbols 0 and 1.
function addRun(symbols, count) {
  for (let left = count; left > 0; left = (left - 1) >> 1) symbols.push((left - 1) & 1);
}

/** What stands for a column: how far back each of its bytes was seen last. */
function symbolsOf(column, used) {
  const recent = [...used];
  const symbols = [];
  let same = 0;
  for (const byte of column) {
    const position = recent.indexOf(byte);
    if (position === 0) { same++; continue; }
    addRun(symbols, same);
    same = 0;
    symbols.push(position + 1);
    recent.unshift(...recent.splice(position, 1));
  }
  addRun(symbols, same);
  return [...symbols, used.length + 1];
}

function addUsed(bits, used) {
  const rows = Array.from({ length: 16 }, (_, high) => used.filter((byte) => byte >> 4 === high));
  bits.add(rows.reduce((map, row, high) => map | (row.length > 0 ? 0x8000 >> high : 0), 0), 16);
  for (const row of rows) if (row.length > 0) bits.add(row.reduce((map, byte) => map | (0x8000 >> (byte & 15)), 0), 16);
}

// Two tables, the fewest that there may be; only the first is used.
function addTables(bits, groups, symbols, width) {
  bits.add(2, 3).add(groups, 15);
  for (let i = 0; i < groups; i++) bits.add(0, 1);
  for (let table = 0; table < 2; table++) {
    bits.add(width, 5);
    for (let i = 0; i < symbols; i++) bits.add(0, 1);
  }
}

function addBlock(bits, data, { crc, randomised }) {
  const { last, origin } = rotated(withoutRuns(data));
  const used = [...new Set(last)].sort((a, b) => a - b);
  const symbols = symbolsOf(last, used);
  const width = Math.ceil(Math.log2(used.length + 2));
  bits.add(PI[0], 24).add(PI[1], 24).add(crc, 32).add(randomised ? 1 : 0, 1).add(origin, 24);
  addUsed(bits, used);
  addTables(bits, Math.ceil(symbols.length / GROUP), used.length + 2, width);
  for (const symbol of symbols) bits.add(symbol, width);
}

/** A stream of these blocks, each of less than 100,000 bytes, or of one; what is checked can be replaced. */
export function bzip2(data, { blocks = [data], level = '9', randomised = false, blockCrc, streamCrc } = {}) {
  const bits = new Bits();
  for (const byte of Buffer.from(`BZh${level}`)) bits.add(byte, 8);
  let combined = 0;
  for (const block of blocks.map((block) => Buffer.from(block)).filter(({ length }) => length > 0)) {
    const crc = blockCrc ?? checksum(block);
    combined = (((combined << 1) | (combined >>> 31)) ^ crc) >>> 0;
    addBlock(bits, block, { crc, randomised });
  }
  return bits.add(ROOT[0], 24).add(ROOT[1], 24).add(streamCrc ?? combined, 32).finish();
}
