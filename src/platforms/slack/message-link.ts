import type { PostRef } from '../../core/platform.ts'
import type { SlackApi } from './api.ts'

const pattern = /^https:\/\/[\w-]+(?:\.enterprise)?\.slack\.com\/archives\/([A-Z0-9]{1,20})\/p(\d{10})(\d{6})(?:[?#].*)?$/i

/** The message that Slack's *Copy link* leads to, also in a thread; null for any other address. */
export const readMessageLink = (url: string): PostRef | null => {
  const [, channel, seconds, micros] = pattern.exec(url) ?? []
  return channel === undefined ? null : { platform: 'slack', channel: channel.toUpperCase(), message: `${seconds}.${micros}` }
}

/** The address that *Copy link* gives; null where Slack does not say it. The files of a message stand behind its `ts`. */
export const createPermalink =
  (api: SlackApi) =>
  async ({ channel, message }: PostRef): Promise<string | null> => {
    const [ts = ''] = message.split('+')
    const answer = await api.ask((client) => client.chat.getPermalink({ channel, message_ts: ts })).catch(() => null)
    return answer?.permalink ?? null
  }
