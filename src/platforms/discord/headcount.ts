import { newId } from '../../core/id.ts'
import type { PubSub } from '../../core/pub-sub.ts'

const topic = 'discord-processes'
/** Who was not heard of for so long is gone. */
const goneMs = 30_000
const helloMs = 10_000

/**
 * How many processes use the bot's token, this one too, by what they tell each other from the first question on. Too few for a moment when
 * one has just begun; `close` ends it.
 */
export const createHeadcount = (pubSub: PubSub): { count(): number; close(): void } => {
  const me = newId()
  const heardAt = new Map<string, number>()
  let end: (() => void) | null = null
  let isClosed = false

  const hello = (): void => pubSub.publish(topic, me)

  const begin = (): (() => void) => {
    const unsubscribe = pubSub.subscribe(topic, (id) => {
      if (id === me) return
      // It knows of us at once, and does not wait for our next word; an empty text is for when words were missed.
      if (!heardAt.has(id)) hello()
      if (id !== '') heardAt.set(id, performance.now())
    })
    const timer = setInterval(hello, helloMs).unref()
    hello()
    return () => {
      unsubscribe()
      clearInterval(timer)
    }
  }

  return {
    count() {
      if (!isClosed) end ??= begin()
      for (const [id, at] of heardAt) if (performance.now() - at > goneMs) heardAt.delete(id)
      return 1 + heardAt.size
    },
    close() {
      isClosed = true
      end?.()
    },
  }
}
