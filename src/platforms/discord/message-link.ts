import type { PostRef } from '../../core/platform.ts'
import { threadAddress } from './thread-address.ts'

const pattern = /^https:\/\/(?:[a-z]+\.)?discord(?:app)?\.com\/channels\/(?:\d+|@me)\/(\d{1,20})\/(\d{1,20})\/?(?:[?#].*)?$/i

/** The message that Discord's *Copy Message Link* leads to; null for any other address. */
export const readMessageLink = (url: string): PostRef | null => {
  const [, channel, message] = pattern.exec(url) ?? []
  return channel !== undefined && message !== undefined ? { platform: 'discord', channel, message } : null
}

/** Opens a message in Discord's own client. */
export const messageAddress = (workspace: string, { channel, message }: PostRef): string =>
  `${threadAddress({ platform: 'discord', workspace, channel })}/${message}`
