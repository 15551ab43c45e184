// temporary.mjs: a directory for the time of a job.

import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Does the job in a fresh directory below `parent`, which is gone afterwards. */
export async function inTemporary(job, parent = tmpdir()) {
  const dir = realpathSync(mkdtempSync(join(parent, 'golden-')));
  try {
    return await job(dir);
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}
