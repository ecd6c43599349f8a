import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { MoodreelError } from '../core/errors.ts'
import { mostMaskedPixels } from '../core/fit/maskable.ts'
import { newId } from '../core/id.ts'
import { createKeyedLock } from '../core/keyed-lock.ts'
import type { FormPrice, InvocationHandler, LanguageOf, PriceOf, Responder } from '../core/platform.ts'
import type { Attachment } from '../core/request.ts'
import { priceLine } from '../core/words/form-words.ts'
import { inWords } from '../core/words/in-words.ts'
import type { Language } from '../core/words/languages.ts'
import { say } from '../core/words/sentence.ts'
import { shortPrompt } from '../core/words/short-prompt.ts'
import { throwStorageFault } from '../storage/storage-fault.ts'
import { createDrawings, drawingsKey, type OpenDrawing } from './members/drawings.ts'
import { createHourlyCount } from './members/hourly-count.ts'
import type { Parts } from './parts.ts'

/** What came from the page. */
export interface Drawn {
  mask: Uint8Array
  prompt: string
  /** What the page had told that it costs, in credits; null where it could not. */
  credits: number | null
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
  /** What sending it costs, in a line, and in credits; null where nobody can tell. */
  price: string
  credits: number | null
  /** Until when it can be sent, in milliseconds since the epoch. */
  expiresAt: number
}

/** What came of sending a mask: where it costs more than the page had told, what it costs now, to be agreed to by sending it again. */
export type Sent = { ok: true } | { problem: string; told?: Pick<CanvasFacts, 'price'> & { credits: number } }

/** The page on which a mask is drawn, by the token of its address. Each throws MoodreelError `not_found` for one that is no longer good. */
export interface Canvas {
  facts(token: string): Promise<CanvasFacts>
  still(token: string): Promise<{ mediaType: string; sizeBytes: number; body: ReadableStream<Uint8Array> }>
  /**
   * Makes the fix. Once: what is sent again is told so. `read` reads what was drawn, no more than so many bytes of a mask, and only where the link
   * is still good; what one member sends is read and made one after the other. Throws what that throws, and MoodreelError
   * `quota_exceeded` where they send without end.
   */
  send(token: string, read: (limitBytes: number) => Promise<Drawn>): Promise<Sent>
}

/** What is painted is white and black almost everywhere: as a PNG it takes a small part of a byte a pixel. */
const bytesAPixel = 1
const headBytes = 64 * 1024
/** So much of an hour's sending of one member may come to nothing. */
const mostIdle = 30
/** Nobody waits for a form to open here. */
const pricePatienceMs = 10_000

/** `handle` and `price` are the dispatcher's: a mask that comes from a page is said like one that was attached. */
export const createCanvas = (
  parts: Pick<Parts, 'canvasLinks' | 'clock' | 'generations' | 'locks' | 'mediaStore' | 'settings' | 'workPath'>,
  { handle, price, languageOf }: { handle: InvocationHandler; price: PriceOf; languageOf: LanguageOf },
): Canvas => {
  const drawings = createDrawings(parts)
  const oneByOne = parts.locks.keyed('canvas')
  // Of this process alone: a slow sender must hold nothing that others wait for.
  const inTurn = createKeyedLock()
  const sends = createHourlyCount(parts.clock, { most: mostIdle, refusal: (given) => say('member.masksAnHour', given) })

  const open = async (token: string): Promise<OpenDrawing> => {
    const drawing = await drawings.find(token)
    if (drawing.isUsed) throw new MoodreelError('not_found', say('http.canvasUsed'))
    return drawing
  }

  /** Keeps what came as an upload for as long as it is being asked for. */
  const upload = async (mask: Uint8Array): Promise<{ key: string; mask: Attachment }> => {
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
    return { key, mask: { url: `media:${key}`, name: 'mask.png', mediaType: 'image/png', sizeBytes: mask.length } }
  }

  /** What it costs with a mask, as it stands now. */
  const priceNow = ({ said, values, generation }: OpenDrawing): Promise<FormPrice | null> => {
    const mask: Attachment = { url: 'media:none', name: 'mask.png', mediaType: 'image/png' }
    return price({ ...said, input: { kind: 'values', values: { ...values, id: generation.id, mask } } }, pricePatienceMs)
  }

  /** Says the fix, and gives back why it was not taken; null where it was. */
  const fix = async (
    { said, values, generation }: OpenDrawing,
    { prompt, mask, confirmed }: { prompt: string; mask: Attachment; confirmed: boolean },
  ): Promise<string | null> => {
    let problem: string | null = null
    const respond: Responder = {
      reply: async (post) => {
        problem = inWords(post.text, post.language ?? 'en')
      },
      form: async () => undefined,
    }
    const input = { kind: 'values' as const, values: { ...values, id: generation.id, prompt, mask } }
    await handle({ ...said, input, confirmed }, respond)
    return problem
  }

  /** Reads what was drawn and keeps it as an upload, so that nothing of it is held while it waits. */
  const receive = async (read: () => Promise<Drawn>) => {
    const { mask, ...drawn } = await read()
    return { ...drawn, ...(await upload(mask)) }
  }

  const make = async (drawing: OpenDrawing, drawn: Omit<Drawn, 'mask'> & { mask: Attachment }): Promise<Sent> => {
    const language = await languageOf(drawing.said)
    if (drawn.prompt.trim() === '') return { problem: inWords(say('member.fixNeedsPrompt'), language) }
    const now = await priceNow(drawing)
    // Why not is said by the fix itself, and where nobody can tell the price it is asked about there.
    const credits = now && 'credits' in now ? now.credits : null
    if (credits !== null && credits > (drawn.credits ?? 0)) {
      return { problem: inWords(say('http.canvasPrice', { credits }), language), told: { price: priceLine(now, language), credits } }
    }
    const problem = await fix(drawing, { ...drawn, confirmed: credits !== null })
    return problem === null ? { ok: true } : { problem }
  }

  return {
    async facts(token) {
      const drawing = await open(token)
      const { said, values, generation, still, expiresAt } = drawing
      const language = await languageOf(said)
      const now = await priceNow(drawing)
      return {
        ...{ language, width: still.width, height: still.height, expiresAt },
        alt: inWords(shortPrompt(generation.request.prompt, 200), language),
        prompt: String(values['prompt'] ?? ''),
        price: priceLine(now, language),
        credits: now && 'credits' in now ? now.credits : null,
      }
    },

    async still(token) {
      const { still } = await open(token)
      const sizeBytes = await parts.mediaStore.size(still.key)
      return { mediaType: still.mediaType, sizeBytes, body: await parts.mediaStore.read(still.key) }
    },

    async send(token, read) {
      const member = drawingsKey((await open(token)).said)
      // The whole of it, so that what else they send waits in its sockets: what was read and waited here would have no bound.
      return inTurn(member, async () => {
        const { id, still } = await open(token)
        sends.add(member, id)
        const limitBytes = Math.min(still.width * still.height, mostMaskedPixels) * bytesAPixel + headBytes
        const { key, ...drawn } = await receive(() => read(limitBytes))
        try {
          const sent = await oneByOne(id, async () => make(await open(token), drawn))
          if ('ok' in sent) sends.drop(member, id)
          return sent
        } finally {
          await parts.mediaStore.remove(key)
        }
      })
    },
  }
}
