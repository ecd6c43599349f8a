import { type Context, Hono } from 'hono'
import { MoodreelError } from '../core/errors.ts'
import { readBody } from '../core/read-body.ts'
import { inWords } from '../core/words/in-words.ts'
import { chooseLanguage } from '../core/words/languages.ts'
import { say } from '../core/words/sentence.ts'
import type { Canvas, CanvasFacts, Drawn } from '../studio/canvas.ts'
import { boundaryIn, type FormPart, readParts } from './form-parts.ts'

/** What stands around the mask in the body: its words and the lines between the parts. */
const wordsBytes = 64 * 1024
/** The page sends three. */
const mostParts = 6

const isPath = '/canvas/:token{[\\w-]+\\.[\\w-]+}'

/**
 * `GET /canvas/<token>` is the page on which its member draws a mask, `GET /canvas/<token>/still` the still beneath, and `POST
 * /canvas/<token>` takes `FormData { mask: a PNG, prompt: the words, credits: what the page told that it costs, if it did }` and answers
 * `{ ok: true }` or `{ problem: a sentence }`, with `told: { price, credits }` where it costs more than that. The token is looked at before
 * anything of a body is read. `page` draws the page; its files are served by whoever draws it.
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

const statuses: { [code: string]: 404 | 413 | 429 | 503 | 507 } = {
  not_found: 404,
  too_large: 413,
  quota_exceeded: 429,
  storage_unavailable: 503,
  storage_full: 507,
}

/** What was sent from the page. Throws MoodreelError `too_large` and `missing_input`. */
const readDrawn = async (c: Context, limitBytes: number): Promise<Drawn> => {
  const noMask = new MoodreelError('missing_input', say('http.canvasNoMask'))
  const boundary = boundaryIn(c.req.header('content-type') ?? '')
  if (boundary === null) throw noMask
  const parts = readParts(await readBody(c.req.raw, limitBytes + wordsBytes), boundary, mostParts) ?? []
  const [mask, prompt, credits] = ['mask', 'prompt', 'credits'].map((wanted) => parts.find(({ name }) => name === wanted))
  if (!mask?.isFile || mask.bytes.length === 0) throw noMask
  const told = /^\d{1,9}$/.exec(wordsOf(credits))?.[0]
  return { mask: mask.bytes, prompt: wordsOf(prompt), credits: told === undefined ? null : Number(told) }
}

/** As many words as there is room for beside a mask; a prompt is much shorter. */
const wordsOf = (part: FormPart | undefined): string =>
  part && !part.isFile ? new TextDecoder().decode(part.bytes.subarray(0, wordsBytes)) : ''
