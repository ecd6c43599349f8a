import { openAsBlob } from 'node:fs'
import { type APIAttachment, type APIMessage, type REST, RequestMethod, Routes } from 'discord.js'
import type { MediaStore } from '../../core/media-store.ts'
import type { Mark } from './mark.ts'
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

/**
 * Messages as Discord's REST API has them. `rest` is for words: it tries again by itself. `uploads` must never do so,
 * for a slow upload that is sent again is two uploads. Errors are discord.js's own.
 */
export const createMessages = ({ rest, uploads, mediaStore }: { rest: REST; uploads: REST; mediaStore: MediaStore }) => {
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

  const send = async ({ method, route, message, extra = {}, kept = [], auth = true, signal }: SendRequest): Promise<APIMessage> => {
    const files = message.files.filter((file) => !kept.some(({ filename }) => filename === file.name))
    const attachments = [
      ...kept.map(({ id }) => ({ id })),
      ...files.map(({ name, alt }, index) => ({ id: String(index), filename: name, ...(alt && { description: alt }) })),
    ]
    const body = { ...message.body, ...(method === RequestMethod.Patch || attachments.length > 0 ? { attachments } : {}), ...extra }
    const abort = signal ? { signal } : {}
    if (files.length === 0) return (await rest.request({ method, fullRoute: route, body, auth, ...abort })) as APIMessage
    return withFiles(files, async (blobs) => {
      const form = new FormData()
      form.set('payload_json', JSON.stringify(body))
      for (const [index, blob] of blobs.entries()) form.set(`files[${index}]`, blob, files[index]?.name)
      const patience = AbortSignal.timeout(uploadTimeoutMs(blobs.reduce((sum, { size }) => sum + size, 0)))
      return (await uploads.request({
        method,
        fullRoute: route,
        body: form,
        passThroughBody: true,
        auth,
        signal: signal ? AbortSignal.any([signal, patience]) : patience,
      })) as APIMessage
    })
  }

  return {
    send,

    /** The newest message of ours in a channel that carries the mark; null when there is none among the latest. */
    async find(channelId: string, mark: Mark): Promise<APIMessage | null> {
      let before: string | undefined
      for (let page = 0; page < pagesAtMost; page += 1) {
        const query = new URLSearchParams({ limit: String(pageSize), ...(before && { before }) })
        const messages = (await rest.get(Routes.channelMessages(channelId), { query })) as APIMessage[]
        const found = messages.find(
          ({ author, components, nonce }) => author.bot && (components?.[0]?.id === mark.componentId || nonce === mark.nonce),
        )
        if (found) return found
        before = messages.at(-1)?.id
        if (messages.length < pageSize) return null
      }
      return null
    },
  }
}
export type Messages = ReturnType<typeof createMessages>
