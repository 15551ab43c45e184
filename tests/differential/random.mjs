// random.mjs: numbers that look random and are the same for the same seed.

/** A generator of its own for each tarball, so that one can be made again without those before it. */
export class Random {
  #state;

  /** `pnpm` is the version that the values are for. */
  constructor(seed, number, pnpm) {
    this.pnpm = pnpm;
    this.#state = (Math.imul(seed, 0x9e3779b1) ^ Math.imul(number + 1, 0x85ebca6b)) >>> 0;
  }

  /** A number from 0 to below `limit`. */
  below(limit) {
    return Math.floor(this.#next() * limit);
  }

  /** True once in `times`. */
  oneIn(times) {
    return this.below(times) === 0;
  }

  pick(items) {
    return items[this.below(items.length)];
  }

  /** The same as a list of `count` results of `make`. */
  times(count, make) {
    return Array.from({ length: count }, () => make(this));
  }

  // mulberry32
  #next() {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let t = this.#state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  }
}
