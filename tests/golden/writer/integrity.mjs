// integrity.mjs: the integrity of a tarball.

import { createHash } from 'node:crypto';

/** `algorithm-digest`, as lockfiles spell it. */
export function integrityOf(tarball, algorithm = 'sha512') {
  return `${algorithm}-${createHash(algorithm).update(tarball).digest('base64')}`;
}
