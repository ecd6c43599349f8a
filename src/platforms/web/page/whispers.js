/**
 * @typedef {object} Whisper
 * @property {string} id
 * @property {import('../word-message.ts').ShownPost} post
 * @property {string | null} card where it stands; null for a place of its own
 * @property {string | null} said the line that it answers
 * @property {number} order its place in the feed
 * @property {number} at milliseconds since the epoch
 */

const storageKey = 'moodreel.whispers'
const kept = 20
/** As long as their files are kept, in milliseconds. */
const keptMs = 24 * 60 * 60 * 1000

/** Private answers outlive a reload of their tab, until they are dismissed. A browser that keeps nothing loses only that. */
export const createWhispers = () => {
  /** @type {Whisper[]} */
  let whispers = []
  try {
    const found = JSON.parse(sessionStorage.getItem(storageKey) ?? '[]')
    if (Array.isArray(found)) whispers = found.filter(({ at }) => Date.now() - at < keptMs)
  } catch {
    // Whatever lies there is not ours.
  }
  const write = () => {
    try {
      sessionStorage.setItem(storageKey, JSON.stringify(whispers))
    } catch {
      // Storage is full or forbidden: they live as long as the page.
    }
  }
  return {
    all: () => whispers,
    /** @param {Whisper} whisper */
    keep: (whisper) => {
      whispers = [...whispers, whisper].slice(-kept)
      write()
    },
    /** @param {string} id */
    forget: (id) => {
      whispers = whispers.filter((one) => one.id !== id)
      write()
    },
  }
}
