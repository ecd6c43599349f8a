import { type Context, Hono } from 'hono'
import { MoodreelError } from '../core/errors.ts'
import type { MediaStore } from '../core/media-store.ts'
import { mediaTypeOf } from '../core/media-type.ts'
import { parseByteRange } from '../core/text/byte-range.ts'
import { say } from '../core/words/sentence.ts'
import type { PublicLinks } from '../net/public-links.ts'
import { clipFileKeys } from '../studio/clip-keys.ts'

/**
 * `GET /clips/<generation id>.mp4` and `GET /inputs/<hash>.<ending>` for those who have the signed link: a person, or a
 * provider that fetches its inputs. A player may ask for a part.
 */
export const createFileRoutes = (links: PublicLinks, mediaStore: Pick<MediaStore, 'read' | 'size'>): Hono => {
  const answer = async (c: Context, key: string): Promise<Response> => {
    if (!links.isGood(c.req.path, c.req.query('expires') ?? '', c.req.query('signature') ?? '')) {
      throw new MoodreelError('not_found', say('http.linkOver'))
    }
    const size = await mediaStore.size(key)
    const range = parseByteRange(c.req.header('range'), size)
    const headers = { 'content-type': mediaTypeOf(key), 'accept-ranges': 'bytes', 'cache-control': 'private, max-age=3600' }
    if (range === 'unsatisfiable') return c.body(null, 416, { ...headers, 'content-range': `bytes */${size}` })
    if (!range) return c.body(await mediaStore.read(key), 200, { ...headers, 'content-length': String(size) })
    return c.body(await mediaStore.read(key, range), 206, {
      ...headers,
      'content-length': String(range.end - range.start + 1),
      'content-range': `bytes ${range.start}-${range.end}/${size}`,
    })
  }
  return new Hono()
    .get('/clips/:file{[0-9a-z]{12}\\.mp4}', (c) => answer(c, clipFileKeys(c.req.param('file').slice(0, -'.mp4'.length)).video))
    .get('/inputs/:file{[0-9a-f]{64}\\.[a-z0-9]{3,4}}', (c) => answer(c, `inputs/${c.req.param('file')}`))
}
