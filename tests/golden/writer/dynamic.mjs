// dynamic.mjs: writes deflate blocks with Huffman codes of one's own, possible and impossible ones.

const ORDER = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];

const MAX_WIDTH = 15;

function codesOfWidth(lengths, width, first) {
  const symbols = lengths.flatMap((length, symbol) => (length === width ? [symbol] : []));
  return symbols.map((symbol, i) => [symbol, (first + i).toString(2).padStart(width, '0')]);
}

/** The canonical code of each symbol, by the lengths of the codes. */
export function canonical(lengths) {
  const codes = new Map();
  let first = 0;
  for (let width = 1; width <= MAX_WIDTH; width++, first <<= 1) {
    for (const [symbol, code] of codesOfWidth(lengths, width, first)) codes.set(symbol, code);
    first += lengths.filter((length) => length === width).length;
  }
  return codes;
}

/** Code lengths, all 0 but for the given ones: [[first, last, length], ...]. */
export function lengths(count, ...spans) {
  const all = new Array(count).fill(0);
  for (const [first, last, length] of spans) all.fill(length, first, last + 1);
  return all;
}

// Sixteen codes of four bits: every length can be written, none repeated.
const PLAIN_PRECODE = lengths(19, [0, 15, 4]);

const EXTRA_BITS = { 16: 2, 17: 3, 18: 7 };

function addLengths(bits, precode, steps) {
  const codes = canonical(precode);
  for (const step of steps) {
    const [symbol, repeat] = Array.isArray(step) ? step : [step, 0];
    bits.code(codes.get(symbol)).add(repeat, EXTRA_BITS[symbol] ?? 0);
  }
}

/**
 * Opens a block: the lengths of the literal and of the distance codes, as they are, or as `steps`: symbols
 * of the precode, those from 16 as [symbol, extra bits].
 */
export function openDynamic(bits, { literals, distances, precode = PLAIN_PRECODE, steps, final = 1 }) {
  bits.add(final, 1).add(2, 2).add(literals.length - 257, 5).add(distances.length - 1, 5).add(15, 4);
  for (const symbol of ORDER) bits.add(precode[symbol], 3);
  addLengths(bits, precode, steps ?? [...literals, ...distances]);
  return bits;
}

/** Adds each byte of the data as a literal. */
export function addLiterals(bits, data, codes) {
  for (const byte of data) bits.code(codes.get(byte));
  return bits;
}
