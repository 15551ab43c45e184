// tarball.mjs: what most cases are: a gzipped archive, right but for one thing.

import { gzip } from './gzip.mjs';
import { file, tar } from './tar.mjs';

/** A gzipped archive without the blocks of zeros at its end. */
export const unended = (...parts) => gzip(Buffer.concat(parts.map((part) => Buffer.from(part))));

export const tarball = (...parts) => gzip(tar(...parts));

/** A case whose tarball is made of these parts. */
export const packed = (name, rule, ...parts) => ({ name, rule, tarball: tarball(...parts) });

export const unendedCase = (name, rule, ...parts) => ({ name, rule, tarball: unended(...parts) });

/** A case about the text of package.json. */
export const manifestCase = (name, rule, text) => packed(name, rule, file('package/package.json', text));
