import { newId } from '../../core/id.ts'
import type { PubSub } from '../../core/pub-sub.ts'

const topic = 'discord-processes'
/** Who was not heard of for so long is gone. */
const goneMs = 30_000
/** How often each says that it is there, how often it looks whether it wants much more or less, and how soon it may say so. */
const helloMs = 10_000
const lookMs = 2_000
const soonestMs = 250
/** What is no news: a share need not be exact, for Discord has the last word. */
const news = 1.5

export interface Share {
  /** How many requests a second this process may make: as many as it wants, in proportion to what the others want; one at least. */
  perSecond(): number
  close(): void
}

/**
 * Shares out Discord's limit for the whole bot among the processes that use its token, by what they tell each other from the first question on.
 * Too much for a moment when another has just begun; Discord then refuses some, which wait.
 */
export const createShare = (pubSub: PubSub, whole: number, wanted: () => number): Share => {
  const me = newId()
  const others = new Map<string, { at: number; wanted: number }>()
  let told = { at: Number.NEGATIVE_INFINITY, wanted: 0 }
  let end: (() => void) | null = null
  let isClosed = false

  /** One that wants nothing now may want something in a moment, so it counts as one that wants one. */
  const ours = (): number => 1 + Math.min(whole, wanted())

  const hello = (): void => {
    told = { at: performance.now(), wanted: ours() }
    pubSub.publish(topic, `${me} ${told.wanted}`)
  }

  const look = (): void => {
    const [since, now] = [performance.now() - told.at, ours()]
    const isNews = now > told.wanted * news || now * news < told.wanted
    if (since >= helloMs || (isNews && since >= soonestMs)) hello()
  }

  const begin = (): (() => void) => {
    const unsubscribe = pubSub.subscribe(topic, (text) => {
      // An empty text is for when words were missed. The version before this one tells no number: it takes an equal part.
      const [id = '', number = `${whole}`] = text.split(' ')
      if (id === me) return
      // It knows of us at once, and does not wait for our next word.
      if (!others.has(id)) hello()
      if (id !== '') others.set(id, { at: performance.now(), wanted: Number(number) || 1 })
    })
    const timer = setInterval(look, lookMs).unref()
    hello()
    return () => {
      unsubscribe()
      clearInterval(timer)
    }
  }

  return {
    perSecond() {
      if (!isClosed) end ??= begin()
      look()
      for (const [id, { at }] of others) if (performance.now() - at > goneMs) others.delete(id)
      const theirs = [...others.values()].reduce((sum, other) => sum + other.wanted, 0)
      return Math.max(1, Math.floor((whole * ours()) / (ours() + theirs)))
    },
    close() {
      isClosed = true
      end?.()
    },
  }
}
