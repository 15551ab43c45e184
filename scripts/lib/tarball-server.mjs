// A registry on the loopback interface that serves nothing but cached tarballs.
import { createReadStream } from 'node:fs'
import { createServer } from 'node:http'
import { tarballPath } from './tarball-cache.mjs'

/** { registry, add(entries), close() }: entries, planned with this registry, are served at their URLs. */
export async function serveTarballs() {
  const files = new Map()
  const server = createServer(({ url }, response) => answer(files.get(decodeURIComponent(url)), response))
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    registry: `http://127.0.0.1:${server.address().port}/`,
    add: (entries) => entries.forEach((entry) => files.set(pathOf(entry.url), tarballPath(entry))),
    close: () => server.close(),
  }
}

function pathOf(url) {
  return decodeURIComponent(new URL(url).pathname)
}

function answer(path, response) {
  if (!path) return void response.writeHead(404).end()
  createReadStream(path).pipe(response)
}
