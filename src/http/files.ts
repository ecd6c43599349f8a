import { type Context, Hono } from 'hono'
import { MoodreelError } from '../core/errors.ts'
import type { MediaStore } from '../core/media-store.ts'
import { mediaTypeOf } from '../core/media-type.ts'
import { parseByteRange } from '../core/text/byte-range.ts'
import { say } from '../core/words/sentence.ts'
import type { PublicLinks } from '../net/public-links.ts'

/** How long the store's own link is good for that a person is sent on to: as long as a film may be watched after it was opened. */
const sentOnSeconds = 600

/**
 * `GET /clips/<generation id>.<mp4, png or jpg>` and `GET /inputs/<hash>.<ending>` for those who have the signed link: a person, or a
 * provider that fetches its inputs. A player may ask for a part. `sendsOn`: who asks for a clip is sent on to the store itself. Providers
 * never are, for some follow no redirect and ask by HEAD first, which a link of a store refuses:
 * https://docs.dev.runwayml.com/assets/inputs/
 */
export const createFileRoutes = (links: PublicLinks, mediaStore: Pick<MediaStore, 'read' | 'size' | 'link'>, sendsOn = false): Hono => {
  const check = (c: Context): void => {
    if (links.isGood(c.req.path, c.req.query('expires') ?? '', c.req.query('signature') ?? '')) return
    throw new MoodreelError('not_found', say('http.linkOver'))
  }

  const answer = async (c: Context, key: string): Promise<Response> => {
    const size = await mediaStore.size(key)
    const range = parseByteRange(c.req.header('range'), size)
    const headers = { 'content-type': mediaTypeOf(key), 'accept-ranges': 'bytes', 'cache-control': 'private, max-age=3600' }
    if (range === 'unsatisfiable') return c.body(null, 416, { ...headers, 'content-range': `bytes */${size}` })
    const [start, end] = range ? [range.start, range.end] : [0, size - 1]
    const shown = {
      ...headers,
      'content-length': String(end - start + 1),
      ...(range && { 'content-range': `bytes ${start}-${end}/${size}` }),
    }
    const status = range ? 206 : 200
    return c.req.method === 'HEAD' ? c.body(null, status, shown) : c.body(await mediaStore.read(key, range ?? undefined), status, shown)
  }

  return new Hono()
    .get('/clips/:file{[0-9a-z]{12}\\.(?:mp4|png|jpg)}', async (c) => {
      check(c)
      const key = `clips/${c.req.param('file')}`
      if (!sendsOn || !mediaStore.link || c.req.method === 'HEAD') return answer(c, key)
      // A clip that is gone is said by us and not by the store.
      await mediaStore.size(key)
      c.header('cache-control', 'no-store')
      return c.redirect(await mediaStore.link(key, sentOnSeconds))
    })
    .get('/inputs/:file{[0-9a-f]{64}\\.[a-z0-9]{3,4}}', (c) => {
      check(c)
      return answer(c, `inputs/${c.req.param('file')}`)
    })
}
