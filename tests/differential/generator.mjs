// generator.mjs: makes the tarball of a number: a well-formed archive, or the archive of a golden case or a new one
// that is changed a few times, and compressed.

import { readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { ended, fixChecksum, joined, split, unzipped } from './archive.mjs';
import { intact, wrapped } from './compression.mjs';
import { mutate, newMember } from './mutations.mjs';
import { Random } from './random.mjs';
import { wellFormed } from './well-formed.mjs';

const GOLDEN = fileURLToPath(new URL('../golden/tarballs/', import.meta.url));
const LARGEST = 20_000;

// The bzip2 cases have the same archives as other cases.
const templates = readdirSync(GOLDEN).sort()
  .filter((name) => !name.startsWith('bzip2-'))
  .map((name) => unzipped(readFileSync(GOLDEN + name), { maxOutputLength: LARGEST }))
  .filter((tar) => tar.length <= LARGEST);

const fresh = (random) => ended(random.times(1 + random.below(4), newMember));

function mutant(random) {
  const archive = random.oneIn(2) ? fresh(random) : split(random.pick(templates));
  for (let left = 1 + random.below(4); left > 0; left--) {
    const changed = mutate(random, archive);
    if (changed && !random.oneIn(20)) fixChecksum(changed.header);
  }
  return joined(archive);
}

/** The tarball of this number under this seed for this pnpm, and whether all readers should agree about it. */
export function tarballOf(seed, number, pnpm) {
  const random = new Random(seed, number, pnpm);
  const regular = random.oneIn(8);
  const bytes = regular ? intact(random, wellFormed(random)) : wrapped(random, mutant(random));
  return { number, regular, bytes };
}
