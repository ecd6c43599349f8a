import type { PostRef } from '../../core/platform.ts'

const pattern = /^https:\/\/[\w-]+(?:\.enterprise)?\.slack\.com\/archives\/([A-Z0-9]{1,20})\/p(\d{10})(\d{6})(?:[?#].*)?$/i

/** The message that Slack's *Copy link* leads to, also in a thread; null for any other address. */
export const readMessageLink = (url: string): PostRef | null => {
  const [, channel, seconds, micros] = pattern.exec(url) ?? []
  return channel === undefined ? null : { platform: 'slack', channel: channel.toUpperCase(), message: `${seconds}.${micros}` }
}
