// nginx on the loopback interface, as a registry of files.
import { spawn } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'

/** { address, close() }: serves a directory. nginx writes its own files below `work`. */
export async function serveDirectory(directory, work) {
  const port = await freePort()
  const prefix = join(work, 'nginx')
  mkdirSync(prefix)
  writeFileSync(join(prefix, 'nginx.conf'), configuration(directory, prefix, port))
  const args = ['-p', prefix, '-c', join(prefix, 'nginx.conf'), '-e', join(prefix, 'error.log')]
  const server = spawn('nginx', args, { stdio: ['ignore', 'ignore', 'inherit'] })
  await answers(port)
  return { address: `http://127.0.0.1:${port}/`, close: () => server.kill() }
}

function configuration(directory, prefix, port) {
  return `daemon off; pid ${prefix}/pid; user root; worker_processes 1;
events { worker_connections 512; }
http {
  access_log off; sendfile on; client_body_temp_path ${prefix}/body; proxy_temp_path ${prefix}/proxy;
  fastcgi_temp_path ${prefix}/fastcgi; uwsgi_temp_path ${prefix}/uwsgi; scgi_temp_path ${prefix}/scgi;
  server { listen 127.0.0.1:${port}; root ${directory}; default_type application/octet-stream; }
}
`
}

function freePort() {
  return new Promise((resolve) => {
    const server = createServer()
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address()
      server.close(() => resolve(port))
    })
  })
}

async function answers(port) {
  for (let tries = 0; tries < 100; tries += 1) {
    try {
      return await fetch(`http://127.0.0.1:${port}/`)
    } catch {
      await setTimeout(50)
    }
  }
  throw new Error('nginx does not start')
}
