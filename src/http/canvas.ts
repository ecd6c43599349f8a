import { type Context, Hono } from 'hono'
import { MoodreelError } from '../core/errors.ts'
import { readBody } from '../core/read-body.ts'
import { inWords } from '../core/words/in-words.ts'
import { chooseLanguage } from '../core/words/languages.ts'
import { say } from '../core/words/sentence.ts'
import type { Canvas, CanvasFacts, Drawn } from '../studio/canvas.ts'

/** What stands around the mask in the body: its words and the lines between the parts. */
const wordsBytes = 64 * 1024

const isPath = '/canvas/:token{[\\w-]+\\.[\\w-]+}'

/**
 * `GET /canvas/<token>` is the page on which its member draws a mask, `GET /canvas/<token>/still` the still beneath, and `POST
 * /canvas/<token>` takes `FormData { mask: a PNG, prompt: the words }` and answers `{ ok: true }` or `{ problem: a sentence }`. The token is
 * looked at before anything of a body is read. `page` draws the page; its files are served by whoever draws it.
 */
export const createCanvasRoutes = (canvas: Canvas, page: (facts: CanvasFacts) => Promise<string>): Hono =>
  new Hono()
    .get(isPath, async (c) => c.html(await page(await canvas.facts(c.req.param('token'))), 200, { 'cache-control': 'no-store' }))
    .get(`${isPath}/still`, async (c) => {
      const { mediaType, sizeBytes, body } = await canvas.still(c.req.param('token'))
      return c.body(body, 200, { 'content-type': mediaType, 'content-length': String(sizeBytes), 'cache-control': 'no-store' })
    })
    .post(isPath, async (c) => {
      const token = c.req.param('token')
      try {
        return c.json(await canvas.send(token, (limitBytes) => readDrawn(c, limitBytes)))
      } catch (error) {
        if (!(error instanceof MoodreelError)) throw error
        const language = chooseLanguage(undefined, c.req.header('accept-language'))
        return c.json({ problem: inWords(error.sentence, language) }, statuses[error.code] ?? 400)
      }
    })

const statuses: { [code: string]: 404 | 413 | 503 | 507 } = { not_found: 404, too_large: 413, storage_unavailable: 503, storage_full: 507 }

/** What was sent from the page. Throws MoodreelError `too_large` and `missing_input`. */
const readDrawn = async (c: Context, limitBytes: number): Promise<Drawn> => {
  const noMask = new MoodreelError('missing_input', say('http.canvasNoMask'))
  const type = c.req.header('content-type') ?? ''
  if (!type.startsWith('multipart/form-data')) throw noMask
  const body = await readBody(c.req.raw, limitBytes + wordsBytes)
  const parts = await new Response(body, { headers: { 'content-type': type } }).formData().catch((cause: unknown) => {
    throw new MoodreelError('missing_input', say('http.canvasNoMask'), { cause })
  })
  const [mask, prompt] = [parts.get('mask'), parts.get('prompt')]
  if (!(mask instanceof Blob) || mask.size === 0) throw noMask
  return { mask: new Uint8Array(await mask.arrayBuffer()), prompt: typeof prompt === 'string' ? prompt : '' }
}
