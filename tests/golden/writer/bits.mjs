// bits.mjs: packs bits the way deflate wants them.

export class Bits {
  #bytes = [];
  #pending = 0;
  #count = 0;

  /** Adds `width` bits of a number, lowest first. */
  add(value, width) {
    for (let i = 0; i < width; i++) this.#push((value >>> i) & 1);
    return this;
  }

  /** Adds a Huffman code, given as its bits in reading order: '0110'. */
  code(text) {
    for (const bit of text) this.#push(Number(bit));
    return this;
  }

  /** Goes to the next whole byte. */
  align(bit = 0) {
    while (this.#count > 0) this.#push(bit);
    return this;
  }

  raw(bytes) {
    this.align();
    for (const byte of bytes) this.#bytes.push(byte);
    return this;
  }

  finish() {
    this.align();
    return Buffer.from(this.#bytes);
  }

  #push(bit) {
    this.#pending |= bit << this.#count;
    if (++this.#count < 8) return;
    this.#bytes.push(this.#pending);
    this.#pending = this.#count = 0;
  }
}
