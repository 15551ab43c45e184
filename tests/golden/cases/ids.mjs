// ids.mjs: how package id and integrity make the path of an index.

import { tarball } from '../writer/tarball.mjs';
import { exec, file } from '../writer/tar.mjs';

const content = tarball(file('package/a.txt', 'a'), exec('package/run', 'run\n'));

const under = (name, rule, id, more = {}) => ({ name: `id-${name}`, rule, tarball: content, id, ...more });

/** For ids that no name@version of a lockfile gives: the lockfile states them. */
const stated = (name, rule, id) => under(name, rule, id, { key: 'golden@1.0.0' });

const registry = [
  under('usual', 'The id of a package is its name and version.', 'lodash@4.17.21'),
  under('scoped', 'The slash of a scope becomes a plus sign.', '@scope/name@1.0.0'),
  under('prerelease', 'A prerelease stays as it is.', 'x@1.0.0-beta.1'),
  under('build', 'The plus sign of a build stays as it is.', 'x@1.0.0+build.5'),
  under('upper-case', 'Upper case stays.', 'JSONStream@1.3.5'),
  under('longest-name', 'The longest name that registries allow is refused: the path would be too long.',
    `${'n'.repeat(214)}@1.0.0`),
  under('longest-path', 'The name of an index may have 255 bytes.', `${'n'.repeat(181)}@1.0.0`),
  under('too-long-path', 'The name of an index may not have 256 bytes.', `${'n'.repeat(182)}@1.0.0`),
  under('longest-path-sha1', 'With a shorter digest the id may be longer.',
    `${'n'.repeat(205)}@1.0.0`, { algorithm: 'sha1' }),
];

const others = [
  under('url', 'The id of a tarball is its address, with plus signs for what file names cannot hold.',
    'https://example.org/raw/x.tgz'),
  under('url-query', 'A query and a port are part of the id.', 'http://example.org:8080/x.tgz?a=b*c|d&e=%20#f'),
  under('file', 'The id of a local tarball is its path; a marker tells its integrity.', 'file:x.tgz'),
  under('file-nested', 'The id of a local tarball may have directories.', 'file:vendor/deep/x.tgz'),
  under('file-parent', 'The id of a local tarball may be outside.', 'file:../vendor/x.tgz'),
  under('file-upper-case', 'Upper case in the path of a local tarball stays.', 'file:Vendor/X-1.0.0.tgz'),
  under('file-special', 'Other characters of a local path stay.', 'file:v#1/a b@(c)~.tgz'),
  under('file-parentheses', 'Parentheses in the path of a local tarball become one underscore each, or two.',
    'file:a(b)(c)/d.tgz'),
  under('file-long-directory', 'The directory of a marker may have 120 characters.', `file:${'d'.repeat(111)}.tgz`),
  under('file-too-long-directory', 'The directory of a marker with more is cut, and gets a hash.',
    `file:${'d'.repeat(112)}.tgz`),
  under('file-long-unicode', 'What is counted are UTF-16 code units.', `file:${'ü'.repeat(60)}.tgz`),
  under('file-too-long-unicode', 'What is cut are UTF-16 code units.', `file:${'ü'.repeat(40)}${'x'.repeat(95)}.tgz`),
  under('git-url', 'The id of a repository is its address.', 'git+ssh://git@example.org/a/b.git#0123456'),
  under('runtime', 'The id of a runtime has its name.', 'node@runtime:22.0.0'),
  stated('stated', 'A lockfile may state an id.', 'stated@1.0.0'),
  stated('replaced-characters', 'All characters that file names cannot hold become plus signs.',
    'a\\b/c:d*e?f"g<h>i|j'),
  stated('kept-characters', 'All other characters stay.', "a#b@c d~e(f)g'h%i&j+k=l,m;n!o$p^q`r{s}t[u]"),
  stated('unicode', 'Characters beyond ASCII stay.', 'grün-日本-😀@1.0.0'),
  stated('control-character', 'Control characters stay.', 'a\nb\tc@1.0.0'),
  stated('dots', 'Dots stay.', '..'),
  stated('parents', 'Parent directories cannot be: slashes become plus signs.', '../../x'),
];

const whole = tarball(file('package/package.json', '{"name":"golden","version":"1.0.0"}'), file('package/a.txt', 'a'));

const gitHosted = (name, rule, id) => ({ ...under(name, rule, id), tarball: whole, gitHosted: true });

const fromGit = [
  gitHosted('git-hosted', 'A git-hosted package is found by its id alone.', 'https://example.org/u/r/tar.gz/0123456'),
  gitHosted('git-hosted-upper-case', 'Upper case in the id of a git-hosted package makes a hash.',
    'https://example.org/User/r/tar.gz/0123456'),
  gitHosted('git-hosted-path', 'The number sign and colon of a path become plus signs.',
    'https://example.org/u/r/tar.gz/0123456#path:/packages/a'),
  gitHosted('git-hosted-long', 'An id of more than 120 characters gets a hash.',
    `https://example.org/u/${'r'.repeat(110)}/tar.gz/0123456`),
  gitHosted('git-hosted-ssh', 'A repository may be asked for by any protocol.', 'git+ssh://git@example.org/u/r.git#0123456'),
];

const integrity = (name, rule, more) => ({ name: `integrity-${name}`, rule, tarball: content, ...more });

const algorithms = [
  integrity('sha512', 'The first 64 digits of a longer digest name the index.', {}),
  integrity('sha384', 'The first 64 digits of a digest of 96 name the index.', { algorithm: 'sha384' }),
  integrity('sha256', 'All 64 digits name the index.', { algorithm: 'sha256' }),
  integrity('sha1', 'A short digest makes a short name.', { algorithm: 'sha1' }),
  integrity('md5', 'Other algorithms name the index, too.', { algorithm: 'md5' }),
  integrity('sha224', 'An algorithm that lockfiles do not use names the index, too.', { algorithm: 'sha224' }),
];

const odd = [
  integrity('wrong', 'A digest of something else is an error.',
    { spelt: () => `sha512-${Buffer.alloc(64).toString('base64')}` }),
  integrity('too-short', 'A digest that is cut is an error.', { spelt: (right) => right.slice(0, 50) }),
  integrity('not-base64', 'A digest that is not base64 is an error.', { spelt: (right) => right.replace('-', '-!') }),
  integrity('two', 'Two integrities are an error.', { spelt: (right) => `${right} ${right}` }),
  integrity('two-algorithms', 'Integrities of two algorithms are an error.',
    { spelt: (right) => `sha1-qUiQTy0PR5uPgdaBW9ceizYhH1s= ${right}` }),
  integrity('option', 'An integrity with an option is an error.', { spelt: (right) => `${right}?option` }),
  integrity('upper-case', 'An algorithm in upper case passes the check, but the name of the index has no digest.',
    { spelt: (right) => right.replace('sha512', 'SHA512') }),
  integrity('dash-in-algorithm', 'An algorithm with a dash is an error.',
    { spelt: (right) => right.replace('sha512', 'sha3-512') }),
  integrity('unknown-algorithm', 'An algorithm that nobody knows is an error.',
    { spelt: (right) => right.replace('sha512', 'sha999') }),
  integrity('no-padding', 'Base64 may lack its padding.', { spelt: (right) => right.replace(/=+$/, '') }),
  integrity('more-padding', 'Base64 may have too much padding.', { spelt: (right) => `${right}==` }),
  integrity('loose-bits', 'Bits of base64 that mean nothing are ignored.',
    { spelt: (right) => right.replace(/.==$/, (end) => `${nextLetter(end[0])}==`) }),
  integrity('url-safe', 'Base64 for addresses is an error.', { spelt: (right) => right.replaceAll('+', '_') }),
  integrity('hex', 'A digest in hexadecimal is an error.',
    { spelt: (right) => `sha512-${Buffer.from(right.slice(7), 'base64').toString('hex')}` }),
  integrity('no-digest', 'An integrity without a digest is an error.', { spelt: () => 'sha512-' }),
  integrity('space-around', 'Spaces around an integrity are an error.', { spelt: (right) => ` ${right} ` }),
];

// The last letter of a digest of 64 bytes has two bits that count and four that do not.
function nextLetter(letter) {
  const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
  return LETTERS[LETTERS.indexOf(letter) + 1];
}

export const idCases = [registry, others, fromGit, algorithms, odd].flat();
