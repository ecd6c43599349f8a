import type { Image } from '@napi-rs/canvas'
import { z } from 'zod'
import { botToken, type FakeMessage, type FakeSlack } from '../../platforms/slack/fake/slack.ts'
import { openSlackChat } from '../../support/first-frame/on-slack.ts'
import type { Message } from '../posts/shot.ts'
import { createMemory, type Place, stillOf } from './camera.ts'

const fileSchema = z.object({ id: z.string(), name: z.string(), mimetype: z.string(), url_private: z.string() })
const infoSchema = z.object({ file: fileSchema })
const shownFile = z.object({ slack_file: z.object({ id: z.string() }) })
const blocksSchema = z.object({ blocks: z.array(z.looseObject({ type: z.string() })) })
const headers = { authorization: `Bearer ${botToken}` }

/** A file of the workspace, as the bot reads it. */
const fileOf = async (slack: FakeSlack, id: string): Promise<z.infer<typeof fileSchema>> => {
  const body = new URLSearchParams({ file: id })
  return infoSchema.parse(await (await fetch(`${slack.apiUrl}files.info`, { method: 'POST', headers, body })).json()).file
}

/** The ids of the files that blocks show. */
const shownIn = (blocks: FakeMessage['blocks']): string[] =>
  blocks.flatMap((block) =>
    [block, block['accessory']].flatMap((one) => {
      const found = shownFile.safeParse(one)
      return found.success ? [found.data.slack_file.id] : []
    }),
  )

/** The example at the tests' Slack. */
export const openOnSlack = async (): Promise<Place> => {
  const { chat, slack, env, stop } = await openSlackChat()
  const stills = new Map<string, Image>()
  const ifNew = createMemory()

  const load = async (id: string): Promise<Message['files'][number]> => {
    const { name, mimetype, url_private: url } = await fileOf(slack, id)
    // Slack itself tells a film by its bytes.
    const mediaType = name.endsWith('.mp4') ? 'video/mp4' : mimetype
    if (!stills.has(id)) {
      const bytes = new Uint8Array(await (await fetch(url, { headers })).arrayBuffer())
      const still = await stillOf(bytes, mediaType)
      if (still) stills.set(id, still)
    }
    return { key: id, name, mediaType }
  }
  const messageOf = async (where: string, { blocks, files }: Pick<FakeMessage, 'blocks' | 'files'>): Promise<Message> => {
    for (const id of shownIn(blocks)) await load(id)
    return { where, at: Date.now(), json: { blocks }, files: await Promise.all(files.map(({ id }) => load(id))) }
  }

  return {
    chat,
    env,
    ready: async () => undefined,
    stop,
    camera: {
      stills,
      async look() {
        const forms = slack.views.filter(({ type }) => type === 'modal')
        const seen = forms.flatMap((json, at) => ifNew(`form ${at}`, { where: 'a form', at: Date.now(), json, files: [] }))
        const answers = [...slack.called('chat.postEphemeral').map(({ body }) => body), ...slack.responses]
        for (const [at, answer] of answers.entries()) {
          const told = blocksSchema.safeParse(answer)
          if (told.success) seen.push(...ifNew(`answer ${at}`, await messageOf('only who pressed', { ...told.data, files: [] })))
        }
        const roots = await slack.messages()
        for (const root of roots.toReversed()) {
          seen.push(...ifNew(root.ts, await messageOf('channel', root)))
          const replies = await slack.messages({ thread: root.ts })
          for (const reply of replies) seen.push(...ifNew(reply.ts, await messageOf('thread', reply)))
        }
        return seen
      },
    },
  }
}
