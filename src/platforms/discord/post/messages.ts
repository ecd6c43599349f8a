import { openAsBlob } from 'node:fs'
import { type APIAttachment, type REST, RequestMethod, Routes } from 'discord.js'
import { z } from 'zod'
import type { MediaStore } from '../../../core/media-store.ts'
import type { PostRef } from '../../../core/platform.ts'
import { apiErrorKind } from '../api-errors.ts'
import type { Nonce } from './nonce.ts'
import type { MessageFile, NativeMessage } from './render.ts'

/** A slow line: an upload may take this long and no longer. */
const uploadBaseMs = 30_000
const uploadBytesPerSecond = 128 * 1024
const pageSize = 100
/** A thread where more was said since the first try is not searched to its end; the nonce is the other guard. */
const pagesAtMost = 3

/** How long sending so many bytes may take. */
export const uploadTimeoutMs = (sizeBytes: number): number => uploadBaseMs + Math.ceil(sizeBytes / uploadBytesPerSecond) * 1000

export interface SendRequest {
  method: RequestMethod.Post | RequestMethod.Patch
  route: `/${string}`
  message: NativeMessage
  /** What goes beside the message itself: a nonce, a reference, flags. */
  extra?: Record<string, unknown>
  /** Files of the message that stay as they are. */
  kept?: Pick<APIAttachment, 'id' | 'filename'>[]
  /** False for a route whose address carries its own token. */
  auth?: boolean
  signal?: AbortSignal | undefined
}

/** What of a message must be named again when it is changed. */
const standingSchema = z.object({
  attachments: z.array(z.object({ id: z.string(), filename: z.string() })).default([]),
  components: z.array(z.object({ id: z.number().optional() })).default([]),
})
export type Standing = z.infer<typeof standingSchema>

/** Of so many messages it is known how they stand; the others are read before they are changed. */
const standingAtMost = 1_000

/** A page of a proxy, answered with 200, is no message. */
const sentSchema = standingSchema.extend({ id: z.string(), channel_id: z.string() })
export type SentMessage = Pick<z.infer<typeof sentSchema>, 'id' | 'channel_id'>

const listedSchema = z.array(
  z.looseObject({
    id: z.string(),
    channel_id: z.string(),
    content: z.string().default(''),
    nonce: z.union([z.string(), z.number()]).optional(),
    author: z.looseObject({ bot: z.boolean().default(false) }),
    components: z.array(z.looseObject({ id: z.number().optional() })).default([]),
  }),
)

/**
 * Messages as Discord's REST API has them. `rest` is for what may be said twice: it tries again by itself. `once` never does, for a
 * slow upload that is sent again is two uploads, and an answer without a nonce that is sent again stands there twice. Errors are
 * discord.js's own.
 */
export const createMessages = (tools: { rest: REST; once: REST; mediaStore: MediaStore; isShared: boolean }) => {
  const { rest, once, mediaStore, isShared } = tools
  const standing = new Map<string, Standing>()
  /** Nobody but us changes our messages, so Discord's last answer says how one stands, unless other processes change it too. */
  const sent = (answer: unknown): SentMessage => {
    const message = sentSchema.parse(answer)
    if (isShared) return message
    standing.delete(message.id)
    standing.set(message.id, message)
    for (const old of [...standing.keys()].slice(0, Math.max(0, standing.size - standingAtMost))) standing.delete(old)
    return message
  }

  const withFiles = async <Answer>(files: readonly MessageFile[], use: (blobs: Blob[]) => Promise<Answer>): Promise<Answer> => {
    await using lent = new AsyncDisposableStack()
    const blobs: Blob[] = []
    for (const file of files) {
      const { path, release } = await mediaStore.borrow(file.key)
      lent.defer(release)
      blobs.push(await openAsBlob(path, { type: file.mediaType }))
    }
    return await use(blobs)
  }

  const send = async ({ method, route, message, extra = {}, kept = [], auth = true, signal }: SendRequest): Promise<SentMessage> => {
    const files = message.files.filter((file) => !kept.some(({ filename }) => filename === file.name))
    const attachments = [
      ...kept.map(({ id }) => ({ id })),
      ...files.map(({ name, alt }, index) => ({ id: String(index), filename: name, ...(alt && { description: alt }) })),
    ]
    const body = { ...message.body, ...(method === RequestMethod.Patch || attachments.length > 0 ? { attachments } : {}), ...extra }
    const within = (ms: number): AbortSignal => (signal ? AbortSignal.any([signal, AbortSignal.timeout(ms)]) : AbortSignal.timeout(ms))
    if (files.length === 0) {
      const mayRepeat = method === RequestMethod.Patch || extra['enforce_nonce'] === true
      const answer = mayRepeat
        ? await rest.request({ method, fullRoute: route, body, auth, ...(signal && { signal }) })
        : await once.request({ method, fullRoute: route, body, auth, signal: within(uploadBaseMs) })
      return sent(answer)
    }
    return withFiles(files, async (blobs) => {
      const form = new FormData()
      form.set('payload_json', JSON.stringify(body))
      for (const [index, blob] of blobs.entries()) form.set(`files[${index}]`, blob, files[index]?.name)
      const signal = within(uploadTimeoutMs(blobs.reduce((sum, { size }) => sum + size, 0)))
      return sent(await once.request({ method, fullRoute: route, body: form, passThroughBody: true, auth, signal }))
    })
  }

  return {
    send,

    /** Does something in a thread, and once more after waking it when it slept. */
    async awake<Answer>(channel: string, act: () => Promise<Answer>): Promise<Answer> {
      try {
        return await act()
      } catch (error) {
        if (apiErrorKind(error) !== 'archived') throw error
        await rest.patch(Routes.channel(channel), { body: { archived: false } })
        return act()
      }
    },

    /** How a message stands by Discord's last answer; undefined where that is not known. Asked once: who changes it learns anew. */
    takeStanding(messageId: string): Standing | undefined {
      const known = standing.get(messageId)
      standing.delete(messageId)
      return known
    },

    /** How a message stands. */
    read: async (channelId: string, messageId: string): Promise<Standing> =>
      standingSchema.parse(await rest.get(Routes.channelMessage(channelId, messageId))),

    /**
     * The newest message of ours in a channel that carries the nonce, in any of its forms; null when there is none among the latest.
     * What is older than `since`, the id of a message or a thread, is not looked at.
     */
    async find(channelId: string, { value, componentId, line }: Nonce, since = '0'): Promise<SentMessage | null> {
      let before: string | undefined
      for (let page = 0; page < pagesAtMost; page += 1) {
        const query = new URLSearchParams({ limit: String(pageSize), ...(before && { before }) })
        const messages = listedSchema.parse(await rest.get(Routes.channelMessages(channelId), { query }))
        const found = messages.find(
          ({ author, components, content, nonce }) =>
            author.bot && (components[0]?.id === componentId || nonce === value || content.endsWith(line)),
        )
        if (found) return found
        before = messages.at(-1)?.id
        if (messages.length < pageSize || BigInt(before ?? 0) < BigInt(since)) return null
      }
      return null
    },
  }
}
export type Messages = ReturnType<typeof createMessages>

export const refOf = ({ id, channel_id: channel }: SentMessage): PostRef => ({ platform: 'discord', channel, message: id })
