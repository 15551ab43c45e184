// A tar archive of files that belong to root, the same bytes wherever it is made.
const block = 512

/** The archive of [{ path, bytes, mode }], with `seconds` as the modification time of all. */
export function tar(files, seconds) {
  const parts = files.flatMap(({ path, bytes, mode = 0o644 }) => [
    header(path, bytes.length, mode, seconds),
    bytes,
    Buffer.alloc((block - (bytes.length % block)) % block),
  ])
  return Buffer.concat([...parts, Buffer.alloc(2 * block)])
}

function header(path, size, mode, seconds) {
  if (Buffer.byteLength(path) > 100) throw new Error(`too long for a header of tar: ${path}`)
  const bytes = Buffer.alloc(block)
  const put = (offset, text) => bytes.write(text, offset, 'latin1')
  const number = (offset, digits, value) => put(offset, value.toString(8).padStart(digits, '0'))
  put(0, path)
  number(100, 7, mode)
  number(108, 7, 0)
  number(116, 7, 0)
  number(124, 11, size)
  number(136, 11, seconds)
  put(148, ' '.repeat(8))
  put(156, '0')
  put(257, 'ustar\0' + '00')
  number(148, 6, bytes.reduce((sum, byte) => sum + byte, 0))
  bytes[154] = 0
  return bytes
}
