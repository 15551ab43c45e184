// contents.mjs: what files contain.

import { bytes, exec, file } from '../writer/tar.mjs';
import { packed } from '../writer/tarball.mjs';

const EVERY_BYTE = Buffer.from(Array.from({ length: 256 }, (_, i) => i));

export const contentCases = [
  packed('content-empty', 'Empty files are one content file.', file('package/a'), file('package/b')),
  packed('content-same', 'Files with the same bytes are one content file.',
    file('package/a', 'same'), file('package/b', 'same')),
  packed('content-every-byte', 'Content may be any bytes.', file('package/a', EVERY_BYTE)),
  packed('content-line-ends', 'Ends of lines are kept.', file('package/a', 'a\r\nb\rc\n')),
  packed('content-byte-order-mark', 'A byte order mark is kept.', file('package/a', '\ufeffa')),
  packed('content-invalid-utf-8', 'Bytes that are no text are kept.', file('package/a', bytes('\xff\xfe\xed\xa0\x80'))),
  packed('content-zeros', 'A file of zeros is a file.', file('package/a', Buffer.alloc(1024)), file('package/b', 'b')),
  packed('content-of-manifest', 'The package.json is stored as it is, byte order mark and all.',
    file('package/package.json', '\ufeff{ "name" : "x" }\r\n')),
  packed('content-executable-manifest', 'The package.json may be executable.',
    exec('package/package.json', '{"name":"x"}')),
];
