// identities.mjs: what the index records of a manifest's name and version.

import { manifestCase } from '../writer/tarball.mjs';

const text = (name, rule, content) => manifestCase(`identity-${name}`, rule, content);

const presence = [
  text('both', 'Name and version are recorded in this order.', '{"version":"1.0.0","name":"x"}'),
  text('no-name', 'A name that is missing is not recorded.', '{"version":"1.0.0"}'),
  text('no-version', 'A version that is missing is not recorded.', '{"name":"x"}'),
  text('neither', 'Nothing is recorded where both are missing.', '{"description":"x"}'),
  text('null-name', 'A name that is null is recorded.', '{"name":null,"version":"1.0.0"}'),
  text('null-version', 'A version that is null is recorded.', '{"name":"x","version":null}'),
  text('empty-strings', 'Empty strings are recorded.', '{"name":"","version":""}'),
  text('upper-case-keys', 'Keys have lower case.', '{"Name":"x","VERSION":"1.0.0"}'),
  text('escaped-keys', 'Keys may be escaped.', '{"na\\u006de":"x","\\u0076ersion":"1.0.0"}'),
  text('duplicate-name', 'The last of duplicate keys counts.', '{"name":"first","version":"1.0.0","name":"last"}'),
  text('duplicate-null', 'A last null takes a name away.', '{"name":"first","name":null}'),
  text('other-than-id', 'Name and version may be other than those of the package id.',
    '{"name":"other","version":"9.9.9"}'),
  text('scoped', 'A scope is part of the name.', '{"name":"@scope/x","version":"1.0.0-beta.1+build"}'),
  text('spaces', 'Spaces are kept.', '{"name":" x ","version":" v1.0.0 "}'),
  text('prototype-key', 'A name in a member called __proto__ does not count.',
    '{"__proto__":{"name":"x","version":"1.0.0"}}'),
  text('of-array', 'Members of an array called name cannot be.', '["name","version"]'),
];

/** A version of this JSON text; the rule starts with the text. */
const version = (name, rule, value) => text(name, rule, `{"name":"x","version":${value}}`);

const NUMBERS = {
  integer: ['1', 'An integer is recorded.'],
  zero: ['0', 'Zero is recorded.'],
  'negative-zero': ['-0', 'Negative zero is recorded as zero.'],
  'negative-zero-fraction': ['-0.0', 'Negative zero with a fraction is recorded as zero.'],
  fraction: ['1.0', 'A fraction of zero is dropped.'],
  'trailing-zeros': ['1.2300', 'Zeros at the end of a fraction are dropped.'],
  'not-exact': ['0.1', 'The shortest number that reads the same is recorded.'],
  'many-digits': ['0.1000000000000000055511151231257827', 'Digits beyond those that matter are dropped.'],
  'large-integer': ['123456789012345678901234567890', 'A large integer is rounded and gets an exponent.'],
  'two-to-53-and-one': ['9007199254740993', 'Integers above 2^53 are rounded.'],
  'twenty-one-digits': ['100000000000000000000', 'Up to 21 digits there is no exponent.'],
  'twenty-two-digits': ['1e21', 'From 22 digits on there is an exponent, with a plus sign.'],
  'below-e21': ['999999999999999868928',
    'Just below 22 digits there is no exponent; digits that do not matter are zeros.'],
  'half-way-to-e21': ['999999999999999934464',
    'A number half-way to 22 digits is rounded to even, which has an exponent.'],
  exponent: ['1E2', 'An exponent is worked out.'],
  'exponent-plus': ['1.5e+3', 'An exponent with a sign is worked out.'],
  'exponent-zeros': ['1e0007', 'An exponent may start with zeros.'],
  small: ['0.000001', 'Down to six zeros there is no exponent.'],
  smaller: ['1e-7', 'From seven zeros on there is an exponent.'],
  'small-digits': ['0.00000012345', 'Small numbers with many digits get an exponent.'],
  smallest: ['5e-324', 'The smallest number is recorded.'],
  'below-smallest': ['2e-324', 'Numbers that are too small are zero.'],
  'negative-below-smallest': ['-1e-400', 'Negative numbers that are too small are zero without a sign.'],
  largest: ['1.7976931348623157e308', 'The largest number is recorded.'],
  'above-largest': ['1e400', 'Numbers that are too large are recorded as null.'],
  'negative-above-largest': ['-1e400', 'Negative numbers that are too large are recorded as null.'],
  'huge-exponent': ['1e99999999999999999999', 'An exponent may be larger than any integer.'],
  'huge-negative-exponent': ['1e-99999999999999999999', 'A negative exponent may be larger than any integer.'],
  'zero-large-exponent': ['0e999', 'Zero stays zero with any exponent.'],
  'half-way': ['9007199254740992.5', 'A number half-way between two is rounded to even.'],
  'hard-to-read': ['2.2250738585072011e-308', 'A number at the edge of the small ones is read exactly.'],
  'long-integer-zeros': [`1${'0'.repeat(308)}`, 'Many zeros become an exponent.'],
  'long-fraction-zeros': [`0.${'0'.repeat(400)}1`, 'Too many zeros of a fraction are zero.'],
  'long-digits': ['3.' + '141592653589793238462643383279502884197'.repeat(10), 'Many digits are read exactly.'],
};

const numbers = Object.entries(NUMBERS).map(([name, [value, rule]]) => version(`number-${name}`, rule, value));

const others = [
  version('true', 'A literal is recorded.', 'true'),
  version('false', 'The literal false is recorded.', 'false'),
  version('array', 'An array is recorded without spaces.', '[ 1 , "two" , null , [ ] , { } ]'),
  version('object', 'An object is recorded without spaces.', '{ "b" : 1 , "a" : { "c" : [ ] } }'),
  version('object-integer-keys', 'Keys of an object that are integers come first, in their order.',
    '{"b":1,"10":2,"9":3,"a":4,"0":5}'),
  version('object-nested-integer-keys', 'Keys that are integers come first in nested objects, too.',
    '[{"z":{"y":1,"2":2,"1":3},"0":[{"b":1,"1":2}]}]'),
  version('object-large-keys', 'Up to 4294967294 keys are integers; from 4294967295 on they are texts.',
    '{"z":0,"4294967296":1,"4294967295":2,"4294967294":3,"4294967293":4}'),
  version('object-keys-like-integers', 'Keys with signs, zeros first, fractions or exponents are texts.',
    '{"01":1,"-1":2,"1.0":3,"1e3":4," 1":5,"+1":6,"00":7,"-0":8,"1":9,"":10}'),
  version('object-duplicates', 'Of duplicate keys the last counts, in the place of the first.', '{"a":1,"b":2,"a":3}'),
  version('object-duplicate-integers', 'Of duplicate keys that are integers the last counts, too.',
    '{"b":1,"1":1,"0":2,"1":3}'),
  version('object-duplicate-objects', 'Duplicate objects are not merged.', '{"a":{"x":1},"b":2,"a":{"y":2}}'),
  version('object-prototype-key', 'A key called __proto__ is one like others.', '{"b":1,"__proto__":{"c":2},"a":3}'),
  version('object-prototype-value', 'A key called __proto__ may have any value.', '{"__proto__":1}'),
  version('object-to-json', 'A key called toJSON means nothing.', '{"toJSON":"x","constructor":1,"valueOf":2}'),
  version('object-length-key', 'A key called length means nothing.', '{"length":3,"0":"a"}'),
  version('object-escaped-keys', 'Keys are compared with escapes resolved.', '{"a":1,"\\u0061":2,"\\u0031":3}'),
  version('object-empty-key', 'A key may be empty.', '{"":1}'),
  text('name-object', 'A name may be an object, too.', '{"name":{"2":"b","1":"a","x":[1.50]},"version":[]}'),
  text('name-number', 'A name may be a number, too.', '{"name":1.50,"version":"1.0.0"}'),
  text('name-false', 'A name may be a literal, too.', '{"name":false,"version":"1.0.0"}'),
];

/** A name of this JSON text between the quotes. */
const name = (label, rule, content) => text(`string-${label}`, rule, `{"name":"${content}","version":"1.0.0"}`);

const strings = [
  name('escapes', 'The short escapes stay.', '\\"\\\\\\b\\f\\n\\r\\t'),
  name('slash', 'An escaped slash is recorded without its escape.', 'a\\/b'),
  name('controls', 'Other control characters are recorded with four lower case digits.',
    '\\u0000\\u0001\\u000B\\u001F\\u000E'),
  name('short-forms', 'Escaped control characters get their short form.',
    '\\u0008\\u0009\\u000a\\u000c\\u000d\\u0022\\u005c'),
  name('delete', 'The delete character is recorded as it is.', '\\u007f\\u0080\\u009f'),
  name('characters', 'Escaped characters are recorded as they are.', '\\u00e9\\u65E5\\ud83d\\ude00'),
  name('separators', 'Line separators are recorded as they are.', '\\u2028\\u2029'),
  name('markup', 'Characters of markup are recorded as they are.', "<>&'+"),
  name('noncharacters', 'Code points that are no characters are recorded as they are.',
    '\\ufffe\\uffff\\ufdd0\\udbff\\udfff'),
  name('byte-order-mark', 'A byte order mark is recorded as it is.', '\\ufeff'),
  name('high-surrogate', 'A high surrogate alone is recorded as an escape in lower case.', 'a\\uD83Db'),
  name('low-surrogate', 'A low surrogate alone is recorded as an escape in lower case.', 'a\\uDE00b'),
  name('swapped-surrogates', 'Surrogates in the wrong order are recorded as escapes.', '\\ude00\\ud83d'),
  name('three-surrogates', 'Two high surrogates and a low one are an escape and a character.', '\\ud83d\\ud83d\\ude00'),
  name('surrogate-at-end', 'A surrogate at the end is recorded as an escape.', 'a\\ud800'),
  name('surrogate-and-raw', 'An escaped surrogate does not join with raw characters.', '\\ud83d😀\\ude00'),
  name('raw-unicode', 'Raw characters are recorded as they are.', 'grün 日本 😀'),
  text('string-key-surrogate', 'Keys of a recorded object may hold surrogates.',
    '{"name":{"\\ud800":1,"\\u0000":2},"version":"1.0.0"}'),
  name('long', 'Long names are recorded.', 'n'.repeat(1000)),
];

const arrays = (depth) => `{"name":"x","version":${'['.repeat(depth)}${']'.repeat(depth)}}`;

const deep = [
  ...[500, 1000, 1100].map((depth) =>
    text(`deep-${depth}`, `A version may be ${depth} arrays in each other.`, arrays(depth))),
  text('deep-20000', 'A version of 20000 arrays in each other is too deep to be recorded.', arrays(20000)),
];

export const identityCases = [presence, numbers, others, strings, deep].flat();
