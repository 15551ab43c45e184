/** Rows of cells, the first row being the heads, as aligned lines: numbers to the right, text to the left. */
export function table(rows) {
  const columns = rows[0].map((_, at) => rows.map((row) => row[at]))
  const widths = columns.map((cells) => Math.max(...cells.map((cell) => cell.length)))
  const numeric = columns.map((cells) => cells.slice(1).every((cell) => /^[\d.,]*x?$/.test(cell)))
  const pad = (cell, at) => (numeric[at] ? cell.padStart(widths[at]) : cell.padEnd(widths[at]))
  return rows.map((row) => row.map(pad).join('  ').trimEnd()).join('\n')
}

export function grouped(number) {
  return number.toLocaleString('en')
}
