#!/usr/bin/env node
// server.mjs DIRECTORY [USER:PASSWORD | --paths]: a registry on the loopback interface that serves the tarballs of a
// directory, if a user is given only to this user; with --paths each under its path, whose slashes are "!" in the
// file's name. Prints its address, and then the path of each request.
import { createReadStream, existsSync } from 'node:fs'
import { createServer } from 'node:http'
import { basename, join } from 'node:path'

const [directory, option] = process.argv.slice(2)
const login = option === '--paths' ? undefined : option
const wanted = login && `Basic ${Buffer.from(login).toString('base64')}`

const server = createServer(({ url, headers }, response) => {
  console.log(url)
  const file = join(directory, option === '--paths' ? decodeURIComponent(url).replaceAll('/', '!') : basename(url))
  if (wanted && headers.authorization !== wanted) return void response.writeHead(401).end()
  if (!existsSync(file)) return void response.writeHead(404).end()
  createReadStream(file).pipe(response)
})
server.listen(0, '127.0.0.1', () => console.log(`http://127.0.0.1:${server.address().port}/`))
