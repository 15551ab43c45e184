// Random changes of lockfiles: such as people, formatters and other writers of YAML make, and such as nobody makes.

/** A generator of numbers below n, the same for the same seed: a linear congruential one. */
export function generator(seed) {
  let state = BigInt(seed) * 2n + 1n
  return (n) => {
    state = (state * 6364136223846793005n + 1442695040888963407n) & ((1n << 64n) - 1n)
    return Number((state >> 33n) % BigInt(n))
  }
}

/** A text with one to three changes. */
export function changed(text, below) {
  let lines = text.split('\n')
  for (let n = below(3); n >= 0; n--) {
    const change = changes[below(changes.length)]
    change(lines, below(lines.length), below)
    lines = lines.join('\n').split('\n')
  }
  return lines.join('\n')
}

const oneOf = (list, below) => list[below(list.length)]

/** A change of one line by a function. */
const ofLine = (change) => (lines, at, below) => {
  lines[at] = change(lines[at], below)
}

/** A change of the value after a key, if there is one. */
const ofValue = (change) =>
  ofLine((line, below) => {
    const found = /^(\s*(?:- )?\S[^\s:]*(?::\S*)?: +)(.*)$/.exec(line)
    return found ? found[1] + change(found[2], below) : line
  })

/** The end of the block that begins at a line and goes on with the lines that are indented more. */
function endOfBlock(lines, at) {
  const depth = indentOf(lines[at])
  let end = at + 1
  while (end < lines.length && (lines[end] === '' || indentOf(lines[end]) > depth)) end++
  return end
}

const indentOf = (line) => line.length - line.trimStart().length

/** A change of the block that begins at a line. */
const ofBlock = (change) => (lines, at, below) => {
  const count = endOfBlock(lines, at) - at
  lines.splice(at, count, ...change(lines.slice(at, at + count), below))
}

const eachLine = (change) => ofBlock((block) => block.map((line) => (line === '' ? line : change(line))))

const integrities = [
  '', "''", 'null', '~', 'sha512-', 'sha512-x', 'sha512-AAAA', 'sha1-qZk+NkcGgWq6PiVxeFDCbJzQ2J0=', 'sha1-qZk+NkcGgWq6PiVxeFDCbJzQ2J0=?a?b', 'md5-kAFQmDzST7DWlj99KOF/cg==',
  'SHA1-qZk+NkcGgWq6PiVxeFDCbJzQ2J0=', 'sha1-qZk+NkcGgWq6PiVxeFDCbJzQ2J0= sha1-qZk+NkcGgWq6PiVxeFDCbJzQ2J0=', 'sha1-qZk-NkcGgWq6PiVxeFDCbJzQ2J0=',
  'sha1-a9993e364706816aba3e25717850c26c9cd0d89d', 'sha384-ywB1P0WjXou1oD1pmsZQBycsMqsO3tFjGotgWkP/W+2AhgcroefMI1i67KE0yCWn', 'sha3-qZk+', 'sha1-qZk+NkcGgWq6PiVxeFDCbJzQ2J0==', '{a: b}', '[sha1-qZk+]', '*a', '&a x',
]
const values = ['', 'null', '~', 'true', 'false', 'True', '9.0', "'9.0'", '0', '1e3', '0x10', '.inf', '2001-01-01', '{}', '[]', '[a]', '{a: b}', "''", '""', '|', '>-', '*a', '&a', '!!str x', '? x', '- x', 'a: b', '#', 'a #b', 'a#b', '@a', '`a', '%a', 'link:../x', 'file:a.tgz', 'a@1.0.0', '1.0.0(a@1.0.0)', 'runtime:1.0.0', 'work:1.0.0', 'jsr:1.0.0']
// NUL is left out, since no string of Nix can have one, and Nix itself ends at it.
const rare = ['é', 'ü', '\u0085', '\u00a0', '\u2028', '\u2029', '\ufeff', '\u{1f600}', '\u0007', '\u007f', '\u0080', '\ufffe', '\ud7ff', '\r', '\u000b', '\u000c', '\u3000']
const fields = ['id: x', 'optional: true', 'optional: false', "optional: 'true'", 'os: [linux]', 'os: linux', 'os: []', "cpu: ['!x64']", 'libc: [musl]', 'libc: [glibc, musl]', 'engines: {node: 1}', 'deprecated: x', 'hasBin: true', 'version: 1.0.0', 'resolution: {type: directory, directory: x}', 'resolution: {gitHosted: true, tarball: x}', 'dependencies: {}', 'dependencies: {a: 1.0.0}', 'bundledDependencies: true', '<<: {optional: true}', 'unknown: x', 'Os: [linux]', 'os2: [linux]', 'a-b: c']
const resolved = ['tarball: https://host.example/a.tgz', 'tarball: a/-/a.tgz', 'tarball: file:a.tgz', 'tarball: http://host.example/a b.tgz?x#y', 'tarball: https://codeload.github.com/u/r/tar.gz/0', 'gitHosted: true', 'type: git', 'type: directory', 'type: x', 'directory: a', 'path: a', 'x: y', 'integrity: sha1-qZk+NkcGgWq6PiVxeFDCbJzQ2J0=', "'type': git", 'tarball: "https://host.example/\\u0061.tgz"', 'url: x', 'type: binary']

const quotes = [
  (text) => `'${text.replace(/'/g, "''")}'`,
  (text) => JSON.stringify(text),
  (text) => `"${[...text].map((c) => (/[a-z]/.test(c) ? `\\x${c.codePointAt(0).toString(16)}` : c)).join('')}"`,
  (text) => `"${text.slice(0, 2)}\\\n          ${text.slice(2)}"`,
  (text) => text.replace(/^['"](.*)['"]$/, '$1'),
]

function without(line, below) {
  const at = below(line.length + 1)
  return line.slice(0, at) + line.slice(at + 1)
}

const inserted = (characters) => (line, below) => {
  const at = below(line.length + 1)
  return line.slice(0, at) + oneOf(characters, below) + line.slice(at)
}

/** `{a: b, c: d}` on a line each. */
function asLines(line) {
  const found = /^(\s*)(\S+:) \{(.*)\}$/.exec(line)
  if (!found) return line
  return [found[1] + found[2], ...found[3].split(', ').map((pair) => `${found[1]}  ${pair}`)].join('\n')
}

/** A block of keys and values as `{a: b, c: d}`. */
function asFlow([first, ...rest]) {
  const inner = rest.filter((line) => /^\s+\S+: \S/.test(line)).map((line) => line.trim())
  return inner.length > 0 && inner.length === rest.filter(Boolean).length ? [`${first} {${inner.join(', ')}}`] : [first, ...rest]
}

/** The same line with an explicit key. */
const explicit = ofLine((line) => line.replace(/^(\s*)(\S.*):( .*)?$/, (all, indent, key, value) => `${indent}? ${key}\n${indent}:${value ?? ''}`))

const longName = 'p'.repeat(1100)

const changes = [
  // Lines and blocks
  (lines, at) => lines.splice(at, 1),
  (lines, at, below) => lines.splice(at, below(20)),
  (lines, at) => lines.splice(at, 0, lines[at]),
  (lines, at) => lines.splice(at, endOfBlock(lines, at) - at),
  ofBlock((block) => [...block, ...block]),
  (lines, at, below) => {
    const block = lines.splice(at, endOfBlock(lines, at) - at)
    lines.splice(below(lines.length + 1), 0, ...block)
  },
  (lines, at, below) => {
    const other = below(lines.length)
    ;[lines[at], lines[other]] = [lines[other], lines[at]]
  },
  (lines, at, below) => {
    const other = below(lines.length)
    const parts = [at, other].map((n) => /^([^:]*: )?(.*)$/s.exec(lines[n]))
    lines[at] = (parts[0][1] ?? '') + parts[1][2]
    lines[other] = (parts[1][1] ?? '') + parts[0][2]
  },
  (lines, at, below) => lines.splice(at, 0, oneOf(['', '', '---', '...', '%YAML 1.2', '--- x', '  ', '\t', '---\nlockfileVersion: \'9.0\'\nimporters: {}\n---'], below)),
  (lines, at) => lines.splice(at),
  // Comments
  (lines, at, below) => lines.splice(at, 0, `${' '.repeat(below(8))}# a comment`),
  ofLine((line) => `${line} # a comment`),
  ofLine((line) => `${line}# no comment`),
  // Indentation and blanks
  ofLine((line) => `  ${line}`),
  ofLine((line) => line.replace(/^ {2}/, '')),
  ofLine((line, below) => line.replace(/^ */, ' '.repeat(below(12)))),
  ofLine((line) => line.replace(/^ {4}/, '\t')),
  eachLine((line) => `  ${line}`),
  eachLine((line) => ` ${line}`),
  eachLine((line) => line.replace(/^ {2}/, '')),
  ofLine((line) => `${line} `),
  ofLine((line) => `${line}\t`),
  ofLine((line) => line.replace(/: /, ':  ')),
  ofLine((line) => line.replace(/:( |$)/, ' :$1')),
  ofLine((line) => line.replace(/: /, ':')),
  ofLine((line) => `${line}\r`),
  ofLine((line) => line.replace(/ (\S+)$/, '\n            $1')),
  (lines) => lines.forEach((line, i) => (lines[i] = `${line}\r`)),
  // Quotes
  ofLine((line) => line.replace(/: (.*)/, ': "$1"')),
  ofLine((line) => line.replace(/'/g, '"')),
  ofLine((line) => line.replace(/'/g, '')),
  ofValue((value, below) => oneOf(quotes, below)(value)),
  ofLine((line, below) => line.replace(/^(\s+)([^\s'"].*?):( |$)/, (all, indent, key, end) => `${indent}${oneOf(quotes, below)(key)}:${end}`)),
  // Flow and lines
  ofLine((line) => line.replace(/, /, ',\n        ')),
  ofLine((line) => line.replace(/\{(.*)\}/, '{ $1 }')),
  ofLine((line) => line.replace(/([}\]])$/, ',$1')),
  ofLine((line) => line.replace(/, /, ',')),
  ofLine((line) => line.replace(/, /, ' , ')),
  ofLine(asLines),
  ofBlock(asFlow),
  // Keys
  explicit,
  ofLine((line) => line.replace(/^( {2}\S.*?)(\([^)]*\))?:/, `$1(${longName}@1.0.0):`)),
  ofLine((line) => line.replace(/^ {2}(\S.*?)(\([^)]*\))?:/, `  ? $1(${longName}@1.0.0)\n  :`)),
  ofLine((line) => line.replace(/^ {2}(\S.*):/, `  ? $1(${longName}@1.0.0)\n  :`)),
  ofLine((line, below) => line.replace(/^(\s+\S+?)@[^:(]*/, `$1@${oneOf(['work:1.0.0', 'runtime:1.0.0', 'file:a.tgz', 'file:x', '1.0.0+b', 'https://host.example/(1)/a.tgz', 'link:x', 'npm:1.0.0', '', '@', '1:0'], below)}`)),
  // Values
  ofValue((value, below) => oneOf(values, below)),
  ofValue((value, below) => `${oneOf(['&a ', '*a ', '!!str ', '! ', '| ', '> ', '- ', '? '], below)}${value}`),
  ofValue((value) => `|-\n              ${value}`),
  ofValue((value) => `>-\n              ${value}`),
  ofValue((value, below) => value.replace(/integrity: [^,}]*/, () => `integrity: ${oneOf(integrities, below)}`)),
  ofValue((value, below) => value.replace(/integrity: [^,}]*/, (all) => `${all}, ${oneOf(resolved, below)}`)),
  ofValue((value, below) => value.replace(/\{/, () => `{${oneOf(resolved, below)}, `)),
  ofValue((value, below) => (value.startsWith('{') ? `{${oneOf(resolved, below)}}` : value)),
  // Fields
  (lines, at, below) => lines.splice(at + 1, 0, `    ${oneOf(fields, below)}`),
  ofBlock(([first, ...rest], below) => [first.replace(/ \{\}$/, ''), `${' '.repeat(indentOf(first) + 2)}${oneOf(fields, below)}`, ...rest]),
  // Characters
  ofLine(without),
  ofLine(inserted([...' :\'"{}[],#&*!|>-?@%`~\\\tx1()+/=.'])),
  ofLine(inserted(rare)),
  (lines) => (lines[0] = `\ufeff${lines[0]}`),
]
