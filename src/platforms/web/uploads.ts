import { open, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { Hono } from 'hono'
import { z } from 'zod'
import { MoodreelError } from '../../core/errors.ts'
import { idPattern, newId } from '../../core/id.ts'
import { isDiskFull } from '../../core/is-disk-full.ts'
import type { MediaStore } from '../../core/media-store.ts'
import type { Attachment } from '../../core/request.ts'
import { say } from '../../core/words/sentence.ts'
import { ownPageOnly } from './own-page.ts'
import { createUploadRoom } from './upload-room.ts'

/** The largest file that a person may give, in bytes. */
const uploadLimitBytes = 200 * 1024 * 1024

/** A file as the page names it: the id that its upload was given, and what the browser says about it. */
export const uploadedFileSchema = z.strictObject({
  id: z.string().regex(idPattern),
  name: z.string().min(1).max(255),
  mediaType: z.string().max(100).optional(),
})
export type UploadedFile = z.infer<typeof uploadedFileSchema>

/** All uploads that lie here together; those that no open clip needs are taken away after a day. */
const uploadTotalBytes = 2 * 1024 ** 3

const folder = 'uploads/'
const keyOf = (id: string): string => `${folder}${id}`

/** Turns an upload into an attachment. Throws MoodreelError `missing_input` when it is not there any more. */
export const attachmentOf = async (mediaStore: MediaStore, file: UploadedFile): Promise<Attachment> => {
  const key = keyOf(file.id)
  const sizeBytes = await mediaStore.size(key).catch((cause: unknown) => {
    if (!(cause instanceof MoodreelError) || cause.code !== 'not_found') throw cause
    throw new MoodreelError('missing_input', say('playground.uploadGone', { name: file.name }), { cause })
  })
  return { url: `media:${key}`, name: file.name, mediaType: file.mediaType, sizeBytes }
}

/**
 * `POST /api/uploads` takes a file as the raw body and answers `{ id }`; `DELETE /api/uploads/<id>` takes it back.
 * What the file really is gets found out when a command uses it.
 */
export const createUploadRoutes = (options: {
  mediaStore: MediaStore
  workFolder: string
  limitBytes?: number | undefined
  totalBytes?: number | undefined
}): Hono => {
  const { mediaStore, workFolder, limitBytes = uploadLimitBytes, totalBytes = uploadTotalBytes } = options
  const room = createUploadRoom(mediaStore, folder, totalBytes)
  const routes = new Hono()
  routes.post('/api/uploads', ownPageOnly, async (c) => {
    const { body } = c.req.raw
    if (!body) throw empty()
    // One that does not say how large it is may be as large as any.
    const claimed = Number(c.req.header('content-length') ?? limitBytes)
    if (!(claimed <= limitBytes)) throw tooLarge(limitBytes)
    await mediaStore.ensureRoom(claimed)
    const held = await room.hold(claimed)
    const id = newId()
    const path = join(workFolder, `upload-${id}`)
    let keptBytes = 0
    try {
      // Open before anything can go wrong with the body: one that is opened later is made after it was removed.
      const file = (await open(path, 'wx')).createWriteStream()
      await pipeline(capped(body, limitBytes), file).catch(throwFull)
      await mediaStore.put(keyOf(id), path)
      keptBytes = file.bytesWritten
    } finally {
      held.release(keptBytes)
      await rm(path, { force: true })
    }
    return c.json({ id }, 201)
  })
  routes.delete('/api/uploads/:id', ownPageOnly, async (c) => {
    const id = c.req.param('id')
    if (!idPattern.test(id)) throw new MoodreelError('not_found', say('playground.noUpload'))
    await mediaStore.remove(keyOf(id))
    room.changed()
    return c.body(null, 204)
  })
  return routes
}

async function* capped(body: ReadableStream<Uint8Array>, limitBytes: number): AsyncGenerator<Uint8Array> {
  let sizeBytes = 0
  for await (const chunk of body) {
    sizeBytes += chunk.byteLength
    if (sizeBytes > limitBytes) throw tooLarge(limitBytes)
    yield chunk
  }
  if (sizeBytes === 0) throw empty()
}

const empty = (): MoodreelError => new MoodreelError('missing_input', say('playground.uploadEmpty'))

const throwFull = (cause: unknown): never => {
  if (!isDiskFull(cause)) throw cause
  throw new MoodreelError('storage_full', say('playground.diskFull'), { cause })
}

const tooLarge = (limitBytes: number): MoodreelError =>
  new MoodreelError('too_large', say('playground.uploadTooLarge', { megabytes: Math.floor(limitBytes / 1024 / 1024) }))
