import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { MoodreelError } from '../core/errors.ts'
import { newId } from '../core/id.ts'
import { createKeyedLock } from '../core/keyed-lock.ts'
import type { InvocationHandler, LanguageOf, PriceOf, Responder } from '../core/platform.ts'
import type { Attachment } from '../core/request.ts'
import { priceLine } from '../core/words/form-words.ts'
import { inWords } from '../core/words/in-words.ts'
import type { Language } from '../core/words/languages.ts'
import { say } from '../core/words/sentence.ts'
import { shortPrompt } from '../core/words/short-prompt.ts'
import { throwStorageFault } from '../storage/storage-fault.ts'
import { createDrawings, drawingsKey, type OpenDrawing } from './members/drawings.ts'
import type { Parts } from './parts.ts'

/** What came from the page. */
export interface Drawn {
  mask: Uint8Array
  prompt: string
}

/** What the page needs to show a still on which a mask is drawn. */
export interface CanvasFacts {
  language: Language
  width: number
  height: number
  /** What the still shows. */
  alt: string
  /** What was said already of what should be there. */
  prompt: string
  /** What sending it costs, in a line. */
  price: string
  /** Until when it can be sent, in milliseconds since the epoch. */
  expiresAt: number
}

/** The page on which a mask is drawn, by the token of its address. Each throws MoodreelError `not_found` for one that is no longer good. */
export interface Canvas {
  facts(token: string): Promise<CanvasFacts>
  still(token: string): Promise<{ mediaType: string; sizeBytes: number; body: ReadableStream<Uint8Array> }>
  /**
   * Makes the fix. Once: what is sent again is told so. `read` reads what was drawn, no more than so many bytes of a mask; what one member
   * sends is read one after the other. Throws what that throws.
   */
  send(token: string, read: (limitBytes: number) => Promise<Drawn>): Promise<{ ok: true } | { problem: string }>
}

/** No PNG is much larger than its bare pixels; the largest still has a mask that is far smaller than they. */
const bytesAPixel = 4
const mostBytes = 50e6
const headBytes = 64 * 1024

/** `handle` and `price` are the dispatcher's: a mask that comes from a page is said like one that was attached. */
export const createCanvas = (
  parts: Pick<Parts, 'canvasLinks' | 'clock' | 'generations' | 'locks' | 'mediaStore' | 'settings' | 'workPath'>,
  { handle, price, languageOf }: { handle: InvocationHandler; price: PriceOf; languageOf: LanguageOf },
): Canvas => {
  const drawings = createDrawings(parts)
  const oneByOne = parts.locks.keyed('canvas')
  // Of this process alone: a slow sender must hold nothing that others wait for.
  const inTurn = createKeyedLock()

  const open = async (token: string): Promise<OpenDrawing> => {
    const drawing = await drawings.find(token)
    if (drawing.isUsed) throw new MoodreelError('not_found', say('http.canvasUsed'))
    return drawing
  }

  /** Keeps what came as an upload for as long as it is being asked for. */
  const upload = async (mask: Uint8Array): Promise<Attachment & { key: string }> => {
    const name = newId()
    const path = join(parts.workPath, `canvas-${name}`)
    const key = `uploads/${name}`
    try {
      await parts.mediaStore.ensureRoom(2 * mask.length)
      await writeFile(path, mask).catch(throwStorageFault)
      await parts.mediaStore.put(key, path)
    } finally {
      await rm(path, { force: true })
    }
    return { key, url: `media:${key}`, name: 'mask.png', mediaType: 'image/png', sizeBytes: mask.length }
  }

  /** Says the fix, and gives back why it was not taken; null where it was. */
  const fix = async ({ said, values, generation }: OpenDrawing, prompt: string, mask: Attachment): Promise<string | null> => {
    let problem: string | null = null
    const respond: Responder = {
      reply: async (post) => {
        problem = inWords(post.text, post.language ?? 'en')
      },
      form: async () => undefined,
    }
    const input = { kind: 'values' as const, values: { ...values, id: generation.id, prompt, mask } }
    // The page told the price before it was sent.
    await handle({ ...said, input, confirmed: true }, respond)
    return problem
  }

  return {
    async facts(token) {
      const { said, values, generation, still, expiresAt } = await open(token)
      const language = await languageOf(said)
      const example: Attachment = { url: 'media:none', name: 'mask.png', mediaType: 'image/png' }
      const asked = { ...said, input: { kind: 'values' as const, values: { ...values, id: generation.id, mask: example } } }
      return {
        ...{ language, width: still.width, height: still.height, expiresAt },
        alt: inWords(shortPrompt(generation.request.prompt, 200), language),
        prompt: String(values['prompt'] ?? ''),
        price: priceLine(await price(asked), language),
      }
    },

    async still(token) {
      const { still } = await open(token)
      const sizeBytes = await parts.mediaStore.size(still.key)
      return { mediaType: still.mediaType, sizeBytes, body: await parts.mediaStore.read(still.key) }
    },

    async send(token, read) {
      const { id, said, still } = await open(token)
      const limitBytes = Math.min(still.width * still.height * bytesAPixel, mostBytes) + headBytes
      const { mask, prompt } = await inTurn(drawingsKey(said), () => read(limitBytes))
      return oneByOne(id, async () => {
        const drawing = await open(token)
        const language = await languageOf(drawing.said)
        if (prompt.trim() === '') return { problem: inWords(say('member.fixNeedsPrompt'), language) }
        const { key, ...file } = await upload(mask)
        try {
          const problem = await fix(drawing, prompt, file)
          return problem === null ? { ok: true } : { problem }
        } finally {
          await parts.mediaStore.remove(key)
        }
      })
    },
  }
}
