// Comparisons between rows of one run, and whether they reach their targets.

/** How many times less ours takes than theirs. If there is a `target`, it should be at least that. */
export function timesLess(rows, ours, theirs, { target, of = 'wall', what = ours } = {}) {
  const [mine, other] = [rowOf(rows, ours), rowOf(rows, theirs)]
  if (!mine || !other) return []
  const value = other[of] / mine[of]
  return [{
    what, against: nameOf(theirs, of), value, text: value >= 1 ? `${digits(value)}x less` : `${digits(1 / value)}x more`,
    ...(target && { target: `≥ ${target}x`, met: value >= target }),
  }]
}

/** The share of theirs that ours takes. If there is a `target`, it should be at most that. */
export function shareOf(rows, ours, theirs, { target, of = 'wall', what = ours, targetText } = {}) {
  const [mine, other] = [rowOf(rows, ours), rowOf(rows, theirs)]
  if (!mine || !other) return []
  const value = mine[of] / other[of]
  return [{
    what, against: nameOf(theirs, of), value, text: `${digits(value)} of it`,
    ...(target && { target: `≤ ${targetText ?? target} of it`, met: value <= target }),
  }]
}

/** Ours in milliseconds, against a limit. */
export function atMost(rows, ours, milliseconds, what = ours) {
  const mine = rowOf(rows, ours)
  if (!mine) return []
  const value = mine.wall * 1000
  const met = value <= milliseconds
  return [{ what, against: 'the clock', value, text: `${digits(value)} ms`, target: `≤ ${milliseconds} ms`, met }]
}

export function rowOf(rows, name) {
  return rows.find((row) => row.name === name)
}

/** A value with three significant digits, and with no decimals from 100 on. */
export function digits(value) {
  if (value >= 100) return value.toFixed(0)
  return value.toPrecision(3)
}

function nameOf(row, of) {
  return of === 'rss' ? `${row}, peak memory` : row
}
