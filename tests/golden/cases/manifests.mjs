// manifests.mjs: which texts of package.json are JSON, and which bytes are which text.

import { bytes, file } from '../writer/tar.mjs';
import { manifestCase, packed } from '../writer/tarball.mjs';

const text = (name, rule, content) => manifestCase(`manifest-${name}`, rule, content);

const GOOD = '{"name":"x","version":"1.0.0"}';
const MARK = '\ufeff';

const documents = [
  text('usual', 'Name and version are recorded.', GOOD),
  packed('manifest-absent', 'A package without package.json is stored, without name and version.',
    file('package/a.txt', 'a')),
  text('empty', 'An empty package.json is an error.', ''),
  text('empty-object', 'An object without name and version is fine.', '{}'),
  text('null', 'A document that is null has no name and no version.', 'null'),
  text('true', 'A document that is true has no name and no version; pnpm fails after having stored it.', 'true'),
  text('false', 'A document that is false has no name and no version; pnpm fails after having stored it.', 'false'),
  text('number', 'A document that is a number has no name and no version; pnpm fails after having stored it.', '42'),
  text('string', 'A document that is a string has no name and no version; pnpm fails after having stored it.',
    '"name"'),
  text('array', 'A document that is an array has no name and no version.', '[{"name":"x"}]'),
  text('empty-array', 'A document that is an empty array has no name and no version.', '[]'),
  text('two-documents', 'Only one document may be there.', `${GOOD}${GOOD}`),
  text('spaces-only', 'Spaces alone are an error.', ' \n'),
  text('literal-prefix', 'Half a literal is an error.', 'nul'),
  text('literal-upper-case', 'Literals have lower case.', 'NULL'),
];

const marks = [
  text('byte-order-mark', 'One byte order mark is removed.', MARK + GOOD),
  text('two-byte-order-marks', 'A second byte order mark is an error.', MARK + MARK + GOOD),
  text('byte-order-mark-alone', 'A byte order mark alone is an error.', MARK),
  text('byte-order-mark-at-end', 'A byte order mark at the end is an error.', GOOD + MARK),
  text('byte-order-mark-after-space', 'A byte order mark after a space is an error.', ` ${MARK}${GOOD}`),
  text('utf-16-little', 'UTF-16 is an error.', Buffer.from(MARK + GOOD, 'utf16le')),
  text('utf-16-big', 'UTF-16 in the other order is an error.', Buffer.from(MARK + GOOD, 'utf16le').swap16()),
  text('utf-32', 'UTF-32 is an error.', bytes('\xff\xfe\0\0{\0\0\0}\0\0\0')),
];

const around = [
  text('space-around', 'Space, tab, newline and return may surround the document.', ` \t\r\n${GOOD}\r\n\t `),
  text('vertical-tab', 'A vertical tab is no space.', `${GOOD}\v`),
  text('form-feed', 'A form feed is no space.', `${GOOD}\f`),
  text('no-break-space', 'A no-break space is no space.', `${GOOD}\u00a0`),
  text('line-separator', 'A line separator is no space.', `${GOOD}\u2028`),
  text('trailing-zero-byte', 'A zero byte after the document is an error.', `${GOOD}\0`),
  text('zero-byte-first', 'A zero byte before the document is an error.', `\0${GOOD}`),
  text('zero-byte-inside', 'A zero byte in a string is an error.', '{"name":"a\0b"}'),
  text('trailing-garbage', 'Anything after the document is an error.', `${GOOD}x`),
  text('semicolon', 'A semicolon after the document is an error.', `${GOOD};`),
  text('line-comment', 'Comments are errors.', `// comment\n${GOOD}`),
  text('block-comment', 'Comments are errors, wherever they are.', '{"name":"x"/* comment */}'),
  text('hash-comment', 'Comments of other kinds are errors.', `# comment\n${GOOD}`),
  text('security-prefix', 'A prefix against scripts is an error.', `)]}',\n${GOOD}`),
];

const syntax = [
  text('trailing-comma', 'A comma after the last member is an error.', '{"name":"x",}'),
  text('trailing-comma-in-array', 'A comma after the last element is an error.', '{"files":["a",]}'),
  text('leading-comma', 'A comma before the first member is an error.', '{,"name":"x"}'),
  text('two-commas', 'Two commas are an error.', '{"a":1,,"b":2}'),
  text('missing-comma', 'A missing comma is an error.', '{"a":1 "b":2}'),
  text('missing-colon', 'A missing colon is an error.', '{"a" 1}'),
  text('missing-value', 'A missing value is an error.', '{"a":}'),
  text('missing-brace', 'A missing brace is an error.', '{"name":"x"'),
  text('extra-brace', 'A brace too many is an error.', '{"name":"x"}}'),
  text('wrong-bracket', 'A bracket for a brace is an error.', '{"name":"x"]'),
  text('single-quotes', 'Single quotes are errors.', "{'name':'x'}"),
  text('bare-key', 'A key without quotes is an error.', '{name:"x"}'),
  text('number-key', 'A number is no key.', '{1:"x"}'),
  text('undefined', 'There is no undefined.', '{"name":undefined}'),
  text('nan', 'There is no NaN.', '{"name":NaN}'),
  text('infinity', 'There is no Infinity.', '{"name":-Infinity}'),
  text('conflict-markers', 'Conflict markers are an error.', `<<<<<<< HEAD\n${GOOD}\n=======\n>>>>>>> x\n`),
  text('unused-broken', 'An error anywhere is an error, used or not.', '{"name":"x","other":[01]}'),
];

const NUMBERS = {
  'leading-zero': '01', 'leading-zero-negative': '-01', 'no-fraction': '1.', 'no-integer': '.5', 'plus-sign': '+1',
  'minus-alone': '-', 'minus-space': '- 1', 'no-exponent': '1e', 'exponent-sign': '1e+', hexadecimal: '0x10',
  octal: '0o7', separator: '1_000', 'big-integer': '1n', 'two-points': '1.2.3', 'full-width-digit': '１',
};

const numbers = Object.entries(NUMBERS).map(([name, number]) =>
  text(`number-${name}`, `${number} is no number.`, `{"n":${number}}`));

const STRINGS = {
  'raw-newline': ['A newline in a string is an error.', 'a\nb'],
  'raw-tab': ['A tab in a string is an error.', 'a\tb'],
  'raw-control': ['A control character in a string is an error.', 'a\x1fb'],
  'raw-delete': ['The delete character is allowed in a string.', 'a\x7fb'],
  'raw-c1': ['Control characters above ASCII are allowed in a string.', 'a\u0085b'],
  'raw-line-separator': ['A line separator is allowed in a string.', 'a\u2028b'],
  'escape-x': ['There is no escape with x.', 'a\\x41'],
  'escape-zero': ['There is no escape with 0.', 'a\\0'],
  'escape-v': ['There is no escape with v.', 'a\\v'],
  'escape-quote': ["A single quote can't be escaped.", "a\\'"],
  'escape-newline': ["A newline can't be escaped.", 'a\\\nb'],
  'escape-upper-n': ['Escapes have lower case.', 'a\\N'],
  'escape-upper-u': ['The escape for code points has lower case.', 'a\\U0041'],
  'escape-u-short': ['An escaped code point has four digits.', 'a\\u041'],
  'escape-u-letters': ['An escaped code point has hexadecimal digits.', 'a\\u00zz'],
  'escape-u-braces': ['An escaped code point has no braces.', 'a\\u{41}'],
  'escape-u-sign': ['An escaped code point has no sign.', 'a\\u+041'],
  'escape-at-end': ['An escape needs a character.', 'a\\'],
};

const strings = Object.entries(STRINGS).map(([name, [rule, content]]) =>
  text(`string-${name}`, rule, `{"name":"${content}"}`));

const repaired = [
  text('invalid-utf-8', 'Bytes that are no text are replaced before anything is parsed.',
    bytes('{"name":"a\xffb\xed\xa0\x80","version":"\xf0\x9f\x92"}')),
  text('invalid-utf-8-key', 'Keys that become the same by replacement are duplicates.',
    bytes('{"name":{"\xff":1,"\xfe":2}}')),
  text('invalid-utf-8-outside', 'Bytes that are no text are an error outside of strings.', bytes('{"name":"x"}\xff')),
  text('invalid-utf-8-quote', 'A character cut by a quote is replaced, and the quote counts.',
    bytes('{"name":"\xe2\x82","version":"1"}')),
  text('latin-1', 'Latin-1 is not recognised.', bytes('{"name":"gr\xfcn"}')),
];

const nest = (depth) => '['.repeat(depth) + ']'.repeat(depth);
const nestObjects = (depth) => '{"a":'.repeat(depth) + '1' + '}'.repeat(depth);

// With 20000 pnpm fails as well, but not before it has stored the package.
const deep = [500, 1000, 1100, 20000].flatMap((depth) => [
  text(`deep-arrays-${depth}`, `${depth} arrays in each other can be read where they are not recorded.`,
    `{"name":"x","other":${nest(depth)}}`),
  text(`deep-objects-${depth}`, `${depth} objects in each other can be read where they are not recorded.`,
    `{"name":"x","other":${nestObjects(depth)}}`),
]);

const large = [
  text('large', 'A package.json may be large.', `{"name":"x","readme":"${'r'.repeat(100_000)}"}`),
  text('many-keys', 'A package.json may have many keys.',
    JSON.stringify({ name: 'x', ...Object.fromEntries(Array.from({ length: 300 }, (_, i) => [`k${i}`, i])) })),
];

export const manifestCases = [documents, marks, around, syntax, numbers, strings, repaired, deep, large].flat();
