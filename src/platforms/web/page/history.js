const storageKey = 'moodreel.said'
const kept = 50

/** What was said from this browser, newest last. A browser that keeps nothing loses only this convenience. */
export const createHistory = () => {
  const lines = read()
  let at = lines.length

  return {
    /** @param {string} text */
    add: (text) => {
      if (lines.at(-1) !== text) lines.push(text)
      lines.splice(0, Math.max(0, lines.length - kept))
      at = lines.length
      write(lines)
    },
    /** The line before the one that is shown; null when there is none. */
    earlier: () => (at > 0 ? (lines[--at] ?? null) : null),
    /** The line after it; an empty one behind the last. */
    later: () => (at < lines.length ? (lines[++at] ?? '') : null),
    /** @param {string} text whether this is the line that `earlier` or `later` gave last */
    shows: (text) => at < lines.length && lines[at] === text,
    rewind: () => {
      at = lines.length
    },
  }
}

/** @returns {string[]} */
const read = () => {
  try {
    const lines = JSON.parse(localStorage.getItem(storageKey) ?? '[]')
    return Array.isArray(lines) ? lines.filter((line) => typeof line === 'string') : []
  } catch {
    return []
  }
}

/** @param {string[]} lines */
const write = (lines) => {
  try {
    localStorage.setItem(storageKey, JSON.stringify(lines))
  } catch {
    // Storage is full or forbidden: the history lives as long as the page.
  }
}
