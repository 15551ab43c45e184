// registry.mjs: serves tarballs from memory, each below a path that starts with its case's name.

import { createServer } from 'node:http';
import { once } from 'node:events';

const caseOf = (url) => decodeURIComponent(url.split('/')[1]);

function answer(tarballs, requested, request, response) {
  const name = caseOf(request.url);
  requested.add(name);
  if (!tarballs.has(name)) return response.writeHead(404).end();
  response.writeHead(200, { 'content-type': 'application/octet-stream' }).end(tarballs.get(name));
}

/** A running server; `requested` holds the names of the cases somebody asked for. */
export async function serve(tarballs) {
  const requested = new Set();
  const server = createServer((request, response) => answer(tarballs, requested, request, response));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const root = `http://127.0.0.1:${server.address().port}/`;
  return {
    requested,
    root,
    url: (name) => `${root}${name}/`,
    close: () => server.close(),
  };
}
