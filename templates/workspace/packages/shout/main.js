import camelCase from 'camelcase'

/** The words as one, in upper case. */
export function shout(words) {
  return `${camelCase(words).toUpperCase()}!`
}
