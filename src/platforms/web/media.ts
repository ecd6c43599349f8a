import { createHash } from 'node:crypto'
import { type Context, Hono } from 'hono'
import { MoodreelError } from '../../core/errors.ts'
import type { MediaStore } from '../../core/media-store.ts'
import { parseByteRange } from '../../core/text/byte-range.ts'
import { say } from '../../core/words/sentence.ts'

const keyPattern = /^[a-z0-9_-][a-z0-9._-]*(\/[a-z0-9_-][a-z0-9._-]*)*$/

/** What a browser may show as what it is. Anything else is only ever saved. */
const mediaTypes: Record<string, string> = {
  mp4: 'video/mp4',
  webm: 'video/webm',
  mov: 'video/quicktime',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  png: 'image/png',
  webp: 'image/webp',
  gif: 'image/gif',
  mp3: 'audio/mpeg',
  m4a: 'audio/mp4',
  wav: 'audio/wav',
}

/**
 * `GET /media/<key>`: a file of the media store for a player that seeks. With `?download=1` it is saved instead,
 * as `name` when given.
 */
export const createMediaRoutes = (mediaStore: Pick<MediaStore, 'read' | 'size'>): Hono =>
  new Hono().get('/media/*', async (c) => {
    // A key never needs an escape, so an address with one names nothing.
    const key = c.req.path.slice('/media/'.length)
    if (!keyPattern.test(key)) throw new MoodreelError('not_found', say('playground.noFile'))
    const size = await mediaStore.size(key)
    const headers = headersOf(c, key, size)
    const etag = headers.get('etag')
    if (etag && c.req.header('if-none-match')?.includes(etag)) return c.body(null, 304, Object.fromEntries(headers))

    // A range of another version of the file would be glued to the wrong bytes: then all of it is sent.
    const ifRange = c.req.header('if-range')
    const range = ifRange && ifRange !== etag ? null : parseByteRange(c.req.header('range'), size)
    if (range === 'unsatisfiable') {
      headers.set('content-range', `bytes */${size}`)
      headers.delete('content-disposition')
      return new Response(null, { status: 416, headers })
    }
    headers.set('content-length', String(range ? range.end - range.start + 1 : size))
    if (range) headers.set('content-range', `bytes ${range.start}-${range.end}/${size}`)
    const body = c.req.method === 'HEAD' || size === 0 ? null : await mediaStore.read(key, range ?? undefined)
    return new Response(body, { status: range ? 206 : 200, headers })
  })

const headersOf = (c: Context, key: string, size: number): Headers => {
  const baseName = key.slice(key.lastIndexOf('/') + 1)
  const type = mediaTypes[baseName.slice(baseName.lastIndexOf('.') + 1).toLowerCase()]
  const headers = new Headers({
    'accept-ranges': 'bytes',
    etag: `"${size.toString(36)}-${createHash('sha256').update(key).digest('hex').slice(0, 16)}"`,
    // Asked again each time, so that a clip which was deleted is gone; the answer is a 304 without the bytes.
    'cache-control': 'private, no-cache',
    'content-type': type ?? 'application/octet-stream',
    // Opened by itself in a tab, a file may do nothing but be seen.
    'content-security-policy': "sandbox; default-src 'none'; img-src 'self'; media-src 'self'; style-src 'unsafe-inline'",
  })
  if (c.req.query('download') === '1' || !type) headers.set('content-disposition', attachmentNamed(c.req.query('name') || baseName))
  return headers
}

const attachmentNamed = (name: string): string => {
  const plain = name.replace(/[^\w .()-]/g, '_').slice(0, 120)
  const encoded = encodeURIComponent(name.slice(0, 120).toWellFormed()).replace(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`)
  return `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`
}
