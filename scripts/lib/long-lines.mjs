// Lines of more than 120 characters in pages of Markdown, outside of tables and code blocks; exit status 1 if there are any.
import { readFileSync } from 'node:fs'

const found = process.argv.slice(2).flatMap((page) => {
  let isCode = false
  return readFileSync(page, 'utf8').split('\n').flatMap((line, at) => {
    if (/^ *```/.test(line)) isCode = !isCode
    return !isCode && !line.startsWith('|') && [...line].length > 120 ? [`${page}:${at + 1}: more than 120 characters`] : []
  })
})
found.forEach((line) => console.error(line))
process.exit(found.length > 0 ? 1 : 0)
