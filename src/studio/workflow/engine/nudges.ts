/** How the processes that share an engine's home tell each other that there is something to do. What is lost is found by the next look. */
export interface Nudges {
  /** The ids of generations that are woken, or an empty text. */
  publish(text: string): void
  /** Hears what any process publishes, this one too. Returns how to end it. */
  subscribe(listener: (text: string) => void): () => void
}

/** What is published within this time is one message. */
const togetherMs = 10
/** So that a message stays short. */
const idsInOne = 10

/** Nudges that come one by one, published together. */
export const gatherNudges = (nudges: Nudges) => {
  let timer: NodeJS.Timeout | null = null
  const woken = new Set<string>()

  const publish = (): void => {
    timer = null
    const ids = [...woken]
    woken.clear()
    do nudges.publish(ids.splice(0, idsInOne).join(' '))
    while (ids.length > 0)
  }

  return {
    /** Tells everybody to look for work, and which generation was woken. */
    tell(generationId?: string): void {
      if (generationId) woken.add(generationId)
      timer ??= setTimeout(publish, togetherMs)
    },
    /** Hears which generations were woken; none when there is work of another kind. */
    hear: (listener: (ids: string[]) => void): (() => void) => nudges.subscribe((text) => listener(text.split(' ').filter(Boolean))),
    /** Publishes at once what waits to be told. */
    close(): void {
      if (!timer) return
      clearTimeout(timer)
      publish()
    },
  }
}
