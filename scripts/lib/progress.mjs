// The progress of a long step: one line that changes on a terminal, a line per tenth elsewhere.
export function progress(what, total) {
  const step = process.stderr.isTTY ? 1 : Math.max(1, Math.ceil(total / 10))
  let done = 0
  return () => {
    done += 1
    if (done % step !== 0 && done !== total) return
    const line = `${what}: ${done} of ${total}`
    process.stderr.write(process.stderr.isTTY ? `\r${line}${done === total ? '\n' : ''}` : `${line}\n`)
  }
}
