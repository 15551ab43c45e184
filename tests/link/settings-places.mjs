// The places where a setting may be written. Each is a function of the key (kebab-case), the value and the pnpm, and
// gives the texts to write: { files: { PATH: text }, home: { PATH: text }, env, manifest }, with paths below the
// project and HOME.
import { pnpms } from './pnpms.mjs'

export const camelCase = (key) => key.replace(/-([a-z])/g, (_, letter) => letter.toUpperCase())
const snake = (key) => key.replaceAll('-', '_')

/** `key` with `value` as lines of an .npmrc. */
export function toIni(key, value) {
  if (Array.isArray(value)) return value.map((item) => `${key}[]=${item}\n`).join('')
  return typeof value === 'object' ? undefined : `${key}=${value}\n`
}

const yaml = (key, value) => `${key}: ${JSON.stringify(value)}\n`

// pnpm 10 reads lists out of its environment with two newlines between items, 11 and 12 as JSON.
function toVariable(value, major) {
  if (Array.isArray(value) && major === '10') return value.join('\n\n')
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}

const ini = (where, path) => (key, value) => toIni(key, value) && { [where]: { [path]: toIni(key, value) } }

export const places = {
  '.npmrc': ini('files', '.npmrc'),
  'packages/a/.npmrc': ini('files', 'packages/a/.npmrc'),
  'pnpm-workspace.yaml': (key, value) => ({ files: { 'pnpm-workspace.yaml': yaml(camelCase(key), value) } }),
  'there in kebab-case': (key, value) => key.includes('-') && { files: { 'pnpm-workspace.yaml': yaml(key, value) } },
  'package.json pnpm': (key, value) => ({ manifest: { pnpm: { [camelCase(key)]: value } } }),
  'npm_config_*': (key, value, major) => ({ env: { [`npm_config_${snake(key)}`]: toVariable(value, major) } }),
  'pnpm_config_*': (key, value, major) => ({ env: { [`pnpm_config_${snake(key)}`]: toVariable(value, major) } }),
  'PNPM_CONFIG_*': (key, value, major) => ({ env: { [`PNPM_CONFIG_${snake(key).toUpperCase()}`]: toVariable(value, major) } }),
  '~/.npmrc': ini('home', '.npmrc'),
  '~/.config/pnpm/rc': ini('home', '.config/pnpm/rc'),
  '~/.config/pnpm/config.yaml': (key, value) => ({ home: { '.config/pnpm/config.yaml': yaml(camelCase(key), value) } }),
}
export const placeNames = Object.keys(places)
