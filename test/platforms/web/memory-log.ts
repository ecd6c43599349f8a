import type { MessageLog, WebMessage } from '../../../src/core/message-log.ts'

/** A message log without a database. `handedOut` counts the messages that `changesSince` has given to readers. */
export const createMemoryLog = (): MessageLog & { handedOut: number } => {
  const messages = new Map<string, WebMessage>()
  const ids = new Map<string, string>()
  let newest = 0

  const change = (id: string, post: WebMessage['post']): boolean => {
    const message = messages.get(id)
    if (!message?.post) return false
    newest += 1
    messages.set(id, { ...message, post: structuredClone(post), revision: newest })
    return true
  }
  const inOrder = (): WebMessage[] => [...messages.values()].sort((a, b) => a.sequence - b.sequence)

  const log = {
    handedOut: 0,
    async append({ key, ...message }: Parameters<MessageLog['append']>[0]): Promise<WebMessage> {
      const known = messages.get(ids.get(key) ?? '')
      if (known) return known
      newest += 1
      const added = { ...structuredClone(message), sequence: messages.size + 1, revision: newest }
      messages.set(added.id, added)
      ids.set(key, added.id)
      return added
    },
    update: async (id: string, post: NonNullable<WebMessage['post']>) => change(id, post),
    remove: async (id: string) => {
      change(id, null)
    },
    async page({ before = Number.POSITIVE_INFINITY, limit }: { before?: number | undefined; limit: number }): Promise<WebMessage[]> {
      const shown = inOrder().filter(({ post }) => post !== null)
      const roots = shown.filter(({ thread, sequence }) => thread === null && sequence < before).slice(-limit)
      const cards = new Set(roots.map(({ id }) => id))
      return shown.filter(({ id, thread }) => cards.has(thread ?? id))
    },
    async changesSince(revision: number, limit: number): Promise<WebMessage[]> {
      const changed = [...messages.values()].filter((message) => message.revision > revision)
      const answer = changed.sort((a, b) => a.revision - b.revision).slice(0, limit)
      log.handedOut += answer.length
      return answer
    },
    revision: async () => newest,
  }
  return log
}
