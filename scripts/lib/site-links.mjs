// Links of a site's pages to other pages, files and anchors of the site: one line for each that leads nowhere.
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, join, normalize, relative } from 'node:path'

export function deadLinks(site) {
  const pages = Object.fromEntries(htmlBelow(site).map((file) => [relative(site, file), readFileSync(file, 'utf8')]))
  return Object.entries(pages).flatMap(([page, html]) => hrefsOf(html).filter((href) => !leads(href, page, pages, site)).map((href) => `${page}: ${href}`))
}

/** The links in the text of a page that stay on the site. */
function hrefsOf(html) {
  const text = /<main[\s\S]*<\/main>/.exec(html)?.[0] ?? ''
  return [...text.matchAll(/href="([^"]+)"/g)].map(([, href]) => href).filter((href) => !/^[a-z]+:/.test(href))
}

function leads(href, page, pages, site) {
  const [path, anchor] = href.split('#')
  const target = path === '' ? page : fileOf(path, page)
  if (anchor === undefined) return existsSync(join(site, target))
  return pages[target]?.includes(` id="${decodeURIComponent(anchor)}"`) ?? false
}

function fileOf(path, page) {
  const whole = path.startsWith('/') ? path.slice(1) : normalize(join(dirname(page), path))
  if (whole === '' || path.endsWith('/')) return join(whole, 'index.html')
  return /\.\w+$/.test(whole) ? whole : `${whole}.html`
}

function htmlBelow(directory) {
  return readdirSync(directory).flatMap((name) => {
    const path = join(directory, name)
    if (statSync(path).isDirectory()) return htmlBelow(path)
    return name.endsWith('.html') ? [path] : []
  })
}
