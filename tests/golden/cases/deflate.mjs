// deflate.mjs: compressed data that strict and lenient decoders treat differently. The trailers are those
// of what a lenient decoder would make of it, so that nothing but the data itself can be refused.

import { Bits } from '../writer/bits.mjs';
import { addLiterals, canonical, lengths, openDynamic } from '../writer/dynamic.mjs';
import { END_OF_BLOCK, distanceCode, lengthCode, literalCode } from '../writer/fixed-codes.mjs';
import { addFixed, gzip } from '../writer/gzip.mjs';
import { END, file, tar, zeros } from '../writer/tar.mjs';

const archive = tar(file('package/a.txt', 'a'));

/** A case whose body is these bits; `data` is what they stand for. */
const bitsCase = (name, rule, bits, data = archive) => ({
  name: `deflate-${name}`,
  rule,
  tarball: gzip(data, { body: bits.finish() }),
});

const fixed = (bits = new Bits(), final = 1) => bits.add(final, 1).add(1, 2);
const fixedBlock = (bits, data, final = 1) => addFixed(fixed(bits, final), data).code(END_OF_BLOCK);

function stored(bits, data, { final = 1, complement = ~data.length } = {}) {
  bits.add(final, 1).add(0, 2).align().add(data.length, 16).add(complement, 16);
  return bits.raw(data);
}

const blocks = [
  bitsCase('stored', 'A block may be stored as it is.', stored(new Bits(), archive)),
  bitsCase('stored-in-two', 'Data may be stored in many blocks.',
    stored(stored(new Bits(), archive.subarray(0, 700), { final: 0 }), archive.subarray(700))),
  bitsCase('empty-blocks', 'Blocks may be empty, as a flush leaves them.',
    fixedBlock(stored(fixedBlock(stored(new Bits(), [], { final: 0 }), archive, 0), [], { final: 0 }), [])),
  bitsCase('stored-bad-complement', 'The length of a stored block and its complement have to agree.',
    stored(new Bits(), archive, { complement: 0 })),
  bitsCase('block-type-three', 'The fourth type of block is an error.', new Bits().add(1, 1).add(3, 2).add(0, 29)),
  bitsCase('no-final-block', 'Without a final block, the trailer is taken for another block.',
    fixedBlock(new Bits(), archive, 0)),
  bitsCase('no-end-of-block', 'A block that does not end is an error.', addFixed(fixed(), archive)),
  bitsCase('garbage-in-last-byte', 'The bits that fill up the last byte have no meaning.',
    fixedBlock(new Bits(), archive).align(1)),
];

// 258 as the longest length of the group before its own symbol.
const longestAsSum = (bits) => distanceCode(bits.code(literalCode(284)).add(31, 5), 1);

function zerosThen(last) {
  const bits = addFixed(fixed(), archive);
  last(bits);
  return bits.code(END_OF_BLOCK);
}

const WINDOW = 32768;
const far = Buffer.concat([archive, zeros(WINDOW)]);

// Three bytes as a match, without a byte before it.
const tripled = distanceCode(fixed().code(literalCode(257)), 1).code(END_OF_BLOCK);

const matches = [
  bitsCase('longest-match-as-sum', 'A match of 258 bytes may be written with the symbol for up to 257 and more.',
    zerosThen(longestAsSum), Buffer.concat([archive, zeros(258)])),
  bitsCase('length-symbol-286', 'The symbols after the longest match are an error.',
    zerosThen((bits) => distanceCode(bits.code(literalCode(286)), 1)), Buffer.concat([archive, zeros(258)])),
  bitsCase('distance-symbol-30', 'The symbols after the longest distance are an error.',
    addFixed(fixed(), far).code(literalCode(257)).code('11110').add(0, 13).code(END_OF_BLOCK),
    Buffer.concat([far, zeros(3)])),
  bitsCase('longest-distance', 'A match may reach back 32768 bytes.',
    distanceCode(lengthCode(addFixed(fixed(), far), 9), WINDOW).code(END_OF_BLOCK),
    Buffer.concat([far, zeros(9)])),
  {
    name: 'deflate-distance-into-first-member',
    rule: 'A match may not reach back into the member before.',
    tarball: Buffer.concat([gzip(archive), gzip(zeros(3), { body: tripled.finish() })]),
  },
  bitsCase('distance-before-start', 'A match may not reach back before the start.',
    distanceCode(lengthCode(addFixed(fixed(), archive.subarray(0, 9)), 3), 10).code(END_OF_BLOCK), zeros(12)),
];

// Complete: 256 literals of nine bits are one half, the end of the block is the other.
const LITERALS = lengths(257, [0, 255, 9], [256, 256, 1]);
// Complete: the end of the block and matches of three bytes share the other half.
const WITH_MATCH = lengths(258, [0, 255, 9], [256, 257, 2]);
const NONE = [0];

function literalBlock(options, data = archive) {
  const codes = canonical(options.literals);
  const bits = addLiterals(openDynamic(new Bits(), options), data, codes);
  return codes.has(256) ? bits.code(codes.get(256)) : bits;
}

function matchBlock(distances) {
  const codes = canonical(WITH_MATCH);
  const bits = addLiterals(openDynamic(new Bits(), { literals: WITH_MATCH, distances }), archive, codes);
  return bits.code(codes.get(257)).code(canonical(distances).get(0)).code(codes.get(256));
}

const matched = Buffer.concat([archive, zeros(3)]);

const emptyThenFixed = () => {
  const literals = lengths(257, [256, 256, 1]);
  const bits = openDynamic(new Bits(), { literals, distances: NONE, final: 0 }).code('0');
  return fixedBlock(bits, archive);
};

const codes = [
  bitsCase('dynamic', 'A block may bring its own codes.', literalBlock({ literals: LITERALS, distances: NONE })),
  bitsCase('one-distance', 'A single distance code of one bit is allowed, though incomplete.',
    matchBlock([1]), matched),
  bitsCase('one-distance-two-bits', 'A single distance code of two bits is an error.', matchBlock([2]), matched),
  bitsCase('two-distances', 'Two distance codes of one bit are complete.', matchBlock([1, 1]), matched),
  bitsCase('three-distances', 'Too many distance codes are an error.', matchBlock([1, 1, 1]), matched),
  bitsCase('match-without-distances', 'A match is an error where no distance has a code.',
    matchBlockWithoutDistances(), matched),
  bitsCase('only-end-of-block', 'The end of the block may be the only code, of one bit.', emptyThenFixed()),
  bitsCase('literals-incomplete', 'Literal codes that leave a gap are an error.',
    literalBlock({ literals: lengths(257, [0, 255, 9], [256, 256, 2]), distances: NONE })),
  bitsCase('literals-too-many', 'More literal codes than fit are an error.',
    literalBlock({ literals: lengths(258, [0, 255, 9], [256, 257, 1]), distances: NONE })),
  bitsCase('no-code-for-end-of-block', 'The end of the block has to have a code.',
    literalBlock({ literals: lengths(257, [0, 255, 8]), distances: NONE })),
  bitsCase('literals-286', '286 lengths of literal codes are the most.',
    literalBlock({ literals: lengths(286, [0, 255, 9], [256, 256, 1]), distances: NONE })),
  bitsCase('literals-287', '287 lengths of literal codes are an error, even if the last is for no code.',
    literalBlock({ literals: lengths(287, [0, 255, 9], [256, 256, 1]), distances: NONE })),
  bitsCase('distances-30', '30 lengths of distance codes are the most.',
    literalBlock({ literals: LITERALS, distances: lengths(30, [0, 1, 1]) })),
  bitsCase('distances-31', '31 lengths of distance codes are an error, even if the last is for no code.',
    literalBlock({ literals: LITERALS, distances: lengths(31, [0, 1, 1]) })),
];

function matchBlockWithoutDistances() {
  const all = canonical(WITH_MATCH);
  const bits = addLiterals(openDynamic(new Bits(), { literals: WITH_MATCH, distances: NONE }), archive, all);
  return bits.code(all.get(257)).code('0').code(all.get(256));
}

// Codes for the lengths 0, 1 and 9 and for repeating the length before.
const REPEATING = lengths(19, [0, 1, 2], [9, 9, 2], [16, 16, 2]);

// A nine and 255 more, in runs of six, the longest, and a last one of three.
const NINES = [9, ...new Array(42).fill([16, 3]), [16, 0]];

const repeated = (steps) => literalBlock({ literals: LITERALS, distances: [1], precode: REPEATING, steps });

const precodes = [
  bitsCase('repeats', 'Lengths of codes may be repeated.', repeated([...NINES, 1, 1])),
  bitsCase('repeat-across', 'A repetition may go from the literal to the distance codes.',
    literalBlock({ literals: LITERALS, distances: [1, 1, 0], precode: REPEATING, steps: [...NINES, 1, 1, 1, 0] })),
  bitsCase('repeat-first', 'There is nothing to repeat before the first length.',
    repeated([[16, 0], ...NINES.slice(1), 1, 1])),
  bitsCase('repeat-too-far', 'A repetition may not go beyond the last length.', repeated([...NINES, 1, [16, 0]])),
  bitsCase('precode-incomplete', 'The code for the lengths has to be complete.',
    literalBlock({ literals: LITERALS, distances: NONE, precode: lengths(19, [0, 1, 2], [9, 9, 2]) })),
  bitsCase('precode-too-many', 'The code for the lengths may not have more than fits.',
    literalBlock({ literals: LITERALS, distances: NONE, precode: lengths(19, [0, 1, 1], [9, 9, 1]) })),
];

const LARGE = 300_000;

const large = [
  { name: 'deflate-large-file', rule: 'Content may be much larger than the tarball.',
    tarball: gzip(tar(file('package/zeros', zeros(LARGE)))) },
  { name: 'deflate-trailing-zeros', rule: 'Any number of zeros may follow the end of the archive.',
    tarball: gzip(Buffer.concat([archive, ...new Array(50).fill(END)])) },
];

export const deflateCases = [blocks, matches, codes, precodes, large].flat();
