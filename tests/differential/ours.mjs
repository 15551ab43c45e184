// ours.mjs: asks our own code about many tarballs, in one process of the driver.

import { spawn } from 'node:child_process';

function message({ bytes, regular }) {
  const head = Buffer.alloc(8);
  head.writeUInt32LE(bytes.length, 0);
  head.writeUInt32LE(regular ? 1 : 0, 4);
  return Buffer.concat([head, bytes]);
}

// node:readline is no use here: under Node 24 it ends lines at U+2028, too.
async function* linesOf(stream) {
  let rest = '';
  for await (const text of stream.setEncoding('utf8')) {
    const lines = (rest + text).split('\n');
    rest = lines.pop();
    yield* lines;
  }
}

/** A running driver, for stores of this version. */
export class Ours {
  #process;
  #lines;

  constructor(driver, store) {
    this.#process = spawn(driver, [store], { stdio: ['pipe', 'pipe', 'inherit'] });
    this.#process.on('error', (error) => { throw error; });
    this.#lines = linesOf(this.#process.stdout);
  }

  /** Sends tarballs; the answers are due in the same order. */
  send(tarballs) {
    this.#process.stdin.write(Buffer.concat(tarballs.map(message)));
  }

  /** The answers to the next `count` tarballs. */
  async answers(count) {
    const answers = [];
    while (answers.length < count) {
      const { value, done } = await this.#lines.next();
      if (done) throw new Error(`the driver ended after ${answers.length} of ${count} answers`);
      answers.push(JSON.parse(value));
    }
    return answers;
  }

  close() {
    this.#process.stdin.end();
  }
}
