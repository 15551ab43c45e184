// How VitePress makes the site. It is copied beside the pages, as .vitepress/config.mjs: see scripts/lib/guide.mjs.
import { readFileSync } from 'node:fs'
import { slug } from 'github-slugger'

/** The groups of pages that the first page of the guide lists, with their titles. */
function sidebar() {
  const groups = []
  for (const line of readFileSync(new URL('../docs/index.md', import.meta.url), 'utf8').split('\n')) {
    const heading = /^## (.*)/.exec(line)
    const item = /^- \[(.*?)\]\((.*?)\.md\)/.exec(line)
    if (heading) groups.push({ text: heading[1], items: [] })
    if (item) groups.at(-1).items.push({ text: item[1], link: new URL(item[2], 'file:///docs/').pathname.replace(/index$/, '') })
  }
  return groups.filter(({ items }) => items.length > 0)
}

// Messages are wrapped; pictures of 80 columns fit; tables and code may be wider than a line of text.
const style = `
  .vp-doc .language-text pre, .vp-doc .language-text code { white-space: pre-wrap }
  .vp-doc div[class*='language-'] code { font-size: 12.5px }
  .vp-doc td { vertical-align: top }
  .VPDoc.has-aside .content-container { max-width: 820px !important }
`

export default {
  title: 'cafs',
  description: "pnpm's store and node_modules, without pnpm and Node.js",
  outDir: '../site',
  cacheDir: '../cache',
  head: [['style', {}, style]],
  // Links on a forge have these anchors.
  markdown: { anchor: { slugify: slug }, theme: { light: 'github-light', dark: 'github-dark' } },
  themeConfig: {
    nav: [{ text: 'Guide', link: '/docs/' }, { text: 'Compatibility', link: '/COMPATIBILITY' }, { text: 'Measurements', link: '/bench/' }],
    sidebar: sidebar(),
    outline: { level: [2, 3] },
    search: { provider: 'local' },
  },
}
