import type { Image } from '@napi-rs/canvas'
import { InteractionResponseType } from 'discord.js'
import { z } from 'zod'
import type { FakeMessage } from '../../platforms/discord/fake/world.ts'
import { openDiscordChat } from '../../support/first-frame/on-discord.ts'
import type { Message } from '../posts/shot.ts'
import { createMemory, type Place, stillOf } from './camera.ts'

const callbackSchema = z.object({ type: z.number(), data: z.looseObject({}).optional() })

/** The example at the tests' Discord. */
export const openOnDiscord = async (): Promise<Place> => {
  const { chat, discord, channel, env, registered, stop } = await openDiscordChat()
  const stills = new Map<string, Image>()
  const ifNew = createMemory()

  const messageOf = async (where: string, { components, attachments }: FakeMessage): Promise<Message> => {
    for (const file of attachments) {
      const still = stills.has(file.url) ? undefined : await stillOf(await discord.fileOf(file), file.content_type ?? '')
      if (still) stills.set(file.url, still)
    }
    const files = attachments.map(({ url, filename, content_type: mediaType = '' }) => ({ key: url, name: filename, mediaType }))
    return { where, at: discord.world.now(), json: { components }, files }
  }
  const forms = (): object[] =>
    discord.callsTo('POST', /^\/interactions\/.*\/callback$/).flatMap(({ body }) => {
      const { type, data } = callbackSchema.parse(body)
      return type === InteractionResponseType.Modal && data ? [data] : []
    })

  return {
    chat,
    env,
    ready: registered,
    stop,
    camera: {
      stills,
      async look() {
        const now = discord.world.now()
        const seen = forms().flatMap((json, at) => ifNew(`form ${at}`, { where: 'a form', at: now, json, files: [] }))
        for (const answer of discord.answers()) seen.push(...ifNew(answer.id, await messageOf('only who pressed', answer)))
        for (const place of [channel, ...[...discord.world.channels.values()].filter(({ parent }) => parent === channel.id)]) {
          for (const message of place.messages.filter(({ author }) => author.bot))
            seen.push(...ifNew(message.id, await messageOf(place === channel ? 'channel' : 'thread', message)))
        }
        return seen
      },
    },
  }
}
