// Bundles src/ with esbuild's native binary, minifies the style sheet with lightningcss', and runs the
// bundle: three things that only work when the store was assembled right, down to the executable bits.
import { build } from 'esbuild'
import { transform } from 'lightningcss'
import { readFile, writeFile } from 'node:fs/promises'

await build({
  entryPoints: ['src/main.js'],
  outfile: 'dist/main.mjs',
  bundle: true,
  format: 'esm',
  platform: 'node',
  loader: { '.mustache': 'text' },
})

const style = await readFile('src/style.css')
const { code } = transform({ filename: 'style.css', code: style, minify: true })
await writeFile('dist/style.css', code)

await import('./dist/main.mjs')
