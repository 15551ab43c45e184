// duplicates.mjs: several entries for one path.

import { directory, exec, file, hardlink, longName, pax, symlink } from '../writer/tar.mjs';
import { packed } from '../writer/tarball.mjs';

const Z = file('package/z.txt', 'z');
const manifest = (text) => file('package/package.json', text);

const twice = (name, rule, ...parts) => packed(`duplicate-${name}`, rule, ...parts);

export const duplicateCases = [
  twice('content', 'The last content of a path counts, in the place of the first; the others are not stored.',
    file('package/a', 'first'), Z, file('package/a', 'second')),
  twice('same-content', 'The same file twice is one.', file('package/a', 'same'), Z, file('package/a', 'same')),
  twice('mode', 'The last mode of a path counts.', exec('package/a', 'same'), Z, file('package/a', 'same')),
  twice('mode-to-executable', 'The last mode of a path makes it executable.',
    file('package/a', 'same'), exec('package/a', 'same')),
  twice('three', 'The last of three counts.', file('package/a', '1'), file('package/a', '2'), file('package/a', '3')),
  twice('shorter', 'A shorter file replaces a longer one wholly.',
    file('package/a', 'x'.repeat(600)), file('package/a', 'y')),
  twice('empty', 'An empty file replaces another.', file('package/a', 'first'), file('package/a')),
  twice('first-segments', 'Paths with different first segments are the same path.',
    file('package/a', 'first'), file('other/a', 'second')),
  twice('top-level', 'A name of one segment may be the same path.', file('package/a', 'first'), file('a', 'second')),
  twice('resolved', 'Paths are compared resolved.', file('package/a', 'first'), file('package/b/../a', 'second')),
  twice('slashes', 'Paths are compared with slashes squeezed.',
    file('package/d/a', 'first'), file('package/d//a', 'second')),
  twice('pax', 'A pax path may be the same path.',
    file('package/a', 'first'), Z, pax({ path: 'package/a' }), file('package/b', 'second')),
  twice('long-name', 'A long name may be the same path.',
    file('package/a', 'first'), Z, longName('package/a\0'), file('package/b', 'second')),
  twice('hard-link', 'A hard link to the file of its own path empties it.',
    file('package/a', 'first'), hardlink('package/a', 'package/a')),
  twice('symlink', 'A symbolic link leaves a file of its path alone.',
    file('package/a', 'first'), symlink('package/a', 'z.txt')),
  twice('file-and-directory', 'A file and files below it can be recorded together.',
    file('package/a', 'file'), file('package/a/b', 'below')),
  twice('directory', 'A directory twice is nothing.', directory('package/d/'), directory('package/d/'), Z),
  twice('manifest', 'The last package.json counts.',
    manifest('{"name":"first","version":"1.0.0"}'), Z, manifest('{"name":"second"}')),
  twice('manifest-broken-first', 'A package.json that is replaced need not be JSON.',
    manifest('broken'), manifest('{"name":"second"}')),
  twice('manifest-broken-last', 'The package.json that counts has to be JSON.',
    manifest('{"name":"first"}'), manifest('broken')),
  twice('manifest-other-segment', 'A package.json of another first segment counts, too.',
    manifest('{"name":"first"}'), file('second/package.json', '{"name":"second"}')),
  twice('manifest-top-level', 'A package.json without a first segment counts, too.',
    manifest('{"name":"first"}'), file('package.json', '{"name":"second"}')),
  twice('manifest-nested', 'A package.json in a directory does not count.',
    manifest('{"name":"first"}'), file('package/lib/package.json', 'broken')),
  twice('manifest-case', 'Only the spelling package.json counts.',
    file('package/Package.json', 'broken'), file('package/PACKAGE.JSON', 'broken')),
  twice('manifest-absolute', 'A path with a slash before package.json is not it.',
    file('package//package.json', 'broken')),
  twice('manifest-resolved', 'A path that is resolved to package.json is it.',
    file('package/../package.json', '{"name":"resolved"}')),
];
