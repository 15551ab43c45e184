// fixed-codes.mjs: deflate's fixed Huffman codes, and how it splits lengths and distances.

const binary = (value, width) => value.toString(2).padStart(width, '0');

/** The code of a symbol of the literal and length alphabet. */
export function literalCode(symbol) {
  if (symbol < 144) return binary(0x30 + symbol, 8);
  if (symbol < 256) return binary(0x190 + symbol - 144, 9);
  if (symbol < 280) return binary(symbol - 256, 7);
  return binary(0xc0 + symbol - 280, 8);
}

export const END_OF_BLOCK = literalCode(256);

const LENGTHS = ranges(257, 3, 4, 28);
const DISTANCES = ranges(0, 1, 2, 30);

// The first groups of symbols stand for one value each, later ones for twice as many per group.
function ranges(symbol, base, perGroup, count) {
  const table = [];
  for (let i = 0; i < count; i++, symbol++) {
    const extra = Math.max(0, Math.floor(i / perGroup) - 1);
    table.push({ symbol, base, extra });
    base += 1 << extra;
  }
  return table;
}

const rangeOf = (table, value) => table.findLast(({ base }) => base <= value);

export function lengthCode(bits, length) {
  if (length === 258) return bits.code(literalCode(285));
  const { symbol, base, extra } = rangeOf(LENGTHS, length);
  return bits.code(literalCode(symbol)).add(length - base, extra);
}

export function distanceCode(bits, distance) {
  const { symbol, base, extra } = rangeOf(DISTANCES, distance);
  return bits.code(binary(symbol, 5)).add(distance - base, extra);
}
