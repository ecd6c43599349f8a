import { Hono } from 'hono'
import { parseByteRange } from '../core/byte-range.ts'
import { MoodreelError } from '../core/errors.ts'
import type { MediaStore } from '../core/media-store.ts'
import { clipFileKeys } from '../studio/clip-keys.ts'
import type { ClipLinks } from '../studio/clip-links.ts'

/** `GET /clips/<generation id>.mp4` for whoever was given the signed link. A player may ask for a part. */
export const createClipRoutes = (links: ClipLinks, mediaStore: MediaStore): Hono =>
  new Hono().get('/clips/:file{[0-9a-z]{12}\\.mp4}', async (c) => {
    const id = c.req.param('file').slice(0, -'.mp4'.length)
    if (!links.isGood(id, c.req.query('expires') ?? '', c.req.query('signature') ?? '')) {
      throw new MoodreelError('not_found', 'This link is not good any more; ask for the clip again where it was made.')
    }
    const key = clipFileKeys(id).video
    const size = await mediaStore.size(key)
    const range = parseByteRange(c.req.header('range'), size)
    const headers = { 'content-type': 'video/mp4', 'accept-ranges': 'bytes', 'cache-control': 'private, max-age=3600' }
    if (range === 'unsatisfiable') return c.body(null, 416, { ...headers, 'content-range': `bytes */${size}` })
    if (!range) return c.body(await mediaStore.read(key), 200, { ...headers, 'content-length': String(size) })
    return c.body(await mediaStore.read(key, range), 206, {
      ...headers,
      'content-length': String(range.end - range.start + 1),
      'content-range': `bytes ${range.start}-${range.end}/${size}`,
    })
  })
