import type { SlackApi } from '../api.ts'
import { slackCode } from '../refusal.ts'
import { carries } from './message-form.ts'

const pageSize = 200
/** How far back to look in a busy place: some thousand messages. */
const pagesAtMost = 20

interface Found {
  ts?: string | undefined
}

/**
 * The `ts` of the message that was posted with this key, when Slack has one: in a thread, or in the channel since a
 * time in milliseconds. An app without the scope to look finds nothing: better twice than never.
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
    const answered = await api
      .ask(async (client) => {
        const answer = thread
          ? await client.conversations.replies({ ...common, ts: thread })
          : await client.conversations.history({ ...common, ...oldest })
        const found: Found[] = answer.messages ?? []
        return { messages: found, next: answer.response_metadata?.next_cursor }
      })
      .catch((error: unknown) => {
        if (slackCode(error) === 'missing_scope') return null
        throw error
      })
    if (!answered) return undefined
    const { messages, next } = answered
    const match = messages.find((message) => carries(message, key))
    if (match?.ts) return match.ts
    if (!next) return undefined
    cursor = next
  }
  return undefined
}
