/** Tells all processes of one installation, this one too, that something happened. A hint: what must not be missed is looked for as well. */
export interface PubSub {
  /** Never fails, and may be lost. `text` is short: some hundred letters at most. */
  publish(topic: string, text: string): void
  /** Returns what ends it. After a time in which something may have been missed the listener is called with an empty text. */
  subscribe(topic: string, listener: (text: string) => void): () => void
}

/** One topic of a PubSub. */
export const onTopic = (pubSub: PubSub, topic: string) => ({
  publish: (text: string): void => pubSub.publish(topic, text),
  subscribe: (listener: (text: string) => void): (() => void) => pubSub.subscribe(topic, listener),
})

/** Who listens to what. */
export const createTopics = () => {
  const topics = new Map<string, Set<(text: string) => void>>()
  const tell = (topic: string, text: string): void => {
    for (const listener of topics.get(topic) ?? []) listener(text)
  }
  return {
    tell,
    tellAll(text: string): void {
      for (const topic of topics.keys()) tell(topic, text)
    },
    subscribe(topic: string, listener: (text: string) => void): () => void {
      const listeners = topics.get(topic) ?? new Set()
      topics.set(topic, listeners.add(listener))
      return () => {
        listeners.delete(listener)
      }
    },
  }
}

/** For one process alone: what is told is heard in the next turn. */
export const createLocalPubSub = (): PubSub => {
  const { tell, subscribe } = createTopics()
  return { publish: (topic, text) => void setImmediate(tell, topic, text), subscribe }
}
