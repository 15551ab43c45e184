// The steps of scripts/guide: links, then the site.
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { runCommand } from './command.mjs'
import { deadLinks } from './site-links.mjs'

const root = fileURLToPath(new URL('../../', import.meta.url))
const guide = join(root, 'build/guide')
const tools = process.env.CAFS_SITE_TOOLS

await runCommand('guide', 'scripts/guide [serve]', async () => {
  const pages = pagesOf(root)
  await checkLinks(pages)
  arrange(pages)
  const vitepress = await imported('vitepress')
  await vitepress.build(join(guide, 'pages'))
  const dead = deadLinks(join(guide, 'site'))
  if (dead.length > 0) throw new Error(`the site has dead links: ${dead.join(', ')}`)
  console.log(`the site: ${join(guide, 'site')}`)
  if (process.argv[2] === 'serve') await vitepress.serve({ root: join(guide, 'pages'), port: 4173 })
})

/** Every page of Markdown in the root and in docs/, and the page of the benchmarks. */
function pagesOf(directory) {
  const inside = (folder) => readdirSync(join(directory, folder)).filter((name) => name.endsWith('.md')).map((name) => join(folder, name))
  return [...inside('.'), ...inside('docs'), 'bench/README.md']
}

async function checkLinks(pages) {
  const { engine } = await imported('unified-engine')
  const { remark } = await imported('remark')
  const plugins = [(await imported('remark-gfm')).default, [(await imported('remark-validate-links')).default, { repository: false }]]
  const settings = { processor: remark(), cwd: root, files: pages, plugins, quiet: true, frail: true, output: false, out: false }
  const status = await new Promise((done, fail) => engine(settings, (error, code) => (error ? fail(error) : done(code))))
  if (status !== 0) throw new Error('there are dead links')
  console.log(`links: ${pages.length} pages, none is dead`)
}

/** Copies the pages to where VitePress finds them, in the same folders, with index.md for README.md. */
function arrange(pages) {
  rmSync(guide, { recursive: true, force: true })
  for (const page of pages) {
    const target = join(guide, 'pages', page.replace(/README\.md$/, 'index.md'))
    mkdirSync(dirname(target), { recursive: true })
    writeFileSync(target, forSite(readFileSync(join(root, page), 'utf8')))
  }
  cpSync(join(root, 'bench/results'), join(guide, 'pages/bench/results'), { recursive: true })
  mkdirSync(join(guide, 'pages/public'))
  cpSync(join(root, 'LICENSE'), join(guide, 'pages/public/LICENSE.txt'))
  mkdirSync(join(guide, 'pages/.vitepress'))
  cpSync(join(root, 'scripts/site/config.mjs'), join(guide, 'pages/.vitepress/config.mjs'))
  symlinkSync(join(tools, 'node_modules'), join(guide, 'node_modules'))
}

/**
 * The text of a page for the site: links to index.md for README.md and to the licence as a file, one picture per plot.
 */
function forSite(text) {
  return text
    .replace(/(\]\([^)]*?)README\.md/g, '$1index.md')
    .replace('](LICENSE)', '](/LICENSE.txt)')
    .replace(/ *<source [^>]*>\n/, '')
    .replace(/<\/?picture>\n/g, '')
    .replace(/src="bench/g, 'src="./bench')
}

async function imported(name) {
  const path = join(tools, 'node_modules', name)
  if (!existsSync(path)) throw new Error(`${tools} has no ${name}`)
  return import(pathToFileURL(entryOf(name)))
}

/** The file that `import name` would find beside the tools. */
function entryOf(name) {
  const { exports, main } = JSON.parse(readFileSync(join(tools, 'node_modules', name, 'package.json'), 'utf8'))
  const entry = exports?.['.'] ?? exports ?? main
  const file = typeof entry === 'string' ? entry : entry.import?.default ?? entry.import ?? entry.default
  return join(tools, 'node_modules', name, file)
}
