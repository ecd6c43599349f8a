/** How many letters to add, drop, change or swap with a neighbour to turn one word into the other. */
export const distance = (from: string, to: string): number => {
  let beforeLast: number[] = []
  let last = Array.from({ length: to.length + 1 }, (_, column) => column)
  for (let row = 1; row <= from.length; row += 1) {
    const current = [row]
    for (let column = 1; column <= to.length; column += 1) {
      const same = from[row - 1] === to[column - 1]
      const swapped = from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1]
      current[column] = Math.min(
        (last[column] ?? 0) + 1,
        (current[column - 1] ?? 0) + 1,
        (last[column - 1] ?? 0) + (same ? 0 : 1),
        swapped ? (beforeLast[column - 2] ?? 0) + 1 : Number.POSITIVE_INFINITY,
      )
    }
    beforeLast = last
    last = current
  }
  return last[to.length] ?? 0
}

/**
 * The candidate that somebody who typed `word` most likely meant: one letter in four away, or `word` is its beginning.
 * Undefined when none is near.
 */
export const nearest = (word: string, candidates: readonly string[]): string | undefined => {
  const typed = word.toLowerCase()
  const reach = Math.ceil(typed.length / 4)
  let best: { candidate: string; score: number } | undefined
  for (const candidate of candidates) {
    const known = candidate.toLowerCase()
    if (Math.abs(known.length - typed.length) > reach && !known.startsWith(typed)) continue
    const score = typed.length > 1 && known.startsWith(typed) ? 1 : distance(typed, known)
    // A word of two letters is two changes away from every other.
    if (score <= Math.min(reach, Math.max(known.length - 1, 1)) && (!best || score < best.score)) best = { candidate, score }
  }
  return best?.candidate
}
