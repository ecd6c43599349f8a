import type { SlackApi } from './api.ts'

/** The name under which Slack keeps a post's key with its message. */
const eventType = 'moodreel_post'
const pageSize = 200
/** How far back to look in a busy place: some thousand messages. */
const pagesAtMost = 20

/** Marks a message with the key of its post, unseen by people: https://docs.slack.dev/messaging/message-metadata */
export const markOf = (key: string) => ({ event_type: eventType, event_payload: { key } })

interface Found {
  ts?: string | undefined
  metadata?: { event_type?: string | undefined; event_payload?: unknown } | undefined
}

const carries = (message: Found, key: string): boolean => {
  const payload = message.metadata?.event_payload
  return (
    message.metadata?.event_type === eventType && typeof payload === 'object' && payload !== null && 'key' in payload && payload.key === key
  )
}

/**
 * The `ts` of the message that was posted with this key, when Slack has one: in a thread, or in the channel since a
 * time in milliseconds.
 */
export const findSent = async (
  api: SlackApi,
  place: { channel: string; thread?: string | undefined; sinceMs?: number | undefined },
  key: string,
): Promise<string | undefined> => {
  const { channel, thread, sinceMs } = place
  let cursor: string | undefined
  for (let page = 0; page < pagesAtMost; page += 1) {
    const common = { channel, limit: pageSize, include_all_metadata: true, ...(cursor ? { cursor } : {}) }
    const oldest = sinceMs === undefined ? {} : { oldest: (sinceMs / 1000).toFixed(6) }
    const { messages, next } = await api.ask(async (client) => {
      const answer = thread
        ? await client.conversations.replies({ ...common, ts: thread })
        : await client.conversations.history({ ...common, ...oldest })
      const found: Found[] = answer.messages ?? []
      return { messages: found, next: answer.response_metadata?.next_cursor }
    })
    const match = messages.find((message) => carries(message, key))
    if (match?.ts) return match.ts
    if (!next) return undefined
    cursor = next
  }
  return undefined
}
