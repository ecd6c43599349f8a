import { Hono } from 'hono'
import { z } from 'zod'
import type { Command } from '../../core/command.ts'
import { MoodreelError } from '../../core/errors.ts'
import { findClip } from '../../core/options/find-clip.ts'
import { formatOptions } from '../../core/options/format-options.ts'
import { recipeOptions, toDraft } from '../../core/options/generation-options.ts'
import { readOptions } from '../../core/options/read-options.ts'
import type { Invocation, Member } from '../../core/platform.ts'
import type { Attachment } from '../../core/request.ts'
import type { Quote, Studio } from '../../core/studio.ts'
import { inWords } from '../../core/words/in-words.ts'
import type { Language } from '../../core/words/languages.ts'
import { say, type Text } from '../../core/words/sentence.ts'
import { type Chosen, chosenSchema, meantWith, modeOf, type PageMode, pageModes, typedIn } from './chosen.ts'
import { ownPageOnly } from './own-page.ts'
import { parse, readJson } from './read-json.ts'

const fileSchema = z.strictObject({ name: z.string().min(1).max(255), mediaType: z.string().max(100).optional() })
const quoteSchema = z.strictObject({ text: z.string(), files: z.array(fileSchema).max(10).default([]), chosen: chosenSchema.default({}) })

/** Where a model takes any length between two, so many are offered. */
const offeredLengths = 6

/** What is better said otherwise in a line that asks for motion. */
export interface LineAdvice {
  /** The words of the line that a sentence is about: from the first character to behind the last. */
  findings: { from: number; to: number; sentence: string }[]
  /** The line said more simply; empty where there are no such words. */
  simpler: string
}

/** What would be made of the line in the composer, for the chips beneath it. */
export interface QuoteView {
  /** The command that the line is for; empty where it is for none. */
  command: string
  /** Those that some model can make. */
  modes: PageMode[]
  /** Null where the line makes no clip. */
  clip: {
    model: string
    aspect: string
    duration: number
    takes: number
    price: string
    /** What was typed, which no chip changes. */
    typed: string[]
    models: { name: string; title: string }[]
    aspects: string[]
    durations: number[]
    /** The price of one clip, of two, and so on. */
    prices: string[]
  } | null
  /** Why it could not be made as it stands; empty where it could. */
  problem: string
  /** What could be asked for better; null or absent where there is nothing. */
  advice?: LineAdvice | null | undefined
}

/** What makes a clip again, and the picture that it is. */
export interface ClipView {
  prompt: string
  seed: number | null
  command: string | null
  /** Null for what moves. */
  still: { key: string; width: number; height: number; alt: string } | null
}

export interface QuoteOptions {
  commands: readonly Command[]
  studio: Pick<Studio, 'quote' | 'find'>
  memberIn(language: Language): Member
}

const lengthsOf = ({ model: { duration } }: Quote): number[] => {
  if (!duration) return []
  if (Array.isArray(duration)) return duration
  const { min, max, step = 1 } = duration
  const all = Array.from({ length: Math.floor((max - min) / step + 1e-6) + 1 }, (_, at) => Math.round((min + at * step) * 1000) / 1000)
  const every = Math.ceil(all.length / offeredLengths)
  return [...new Set([...all.filter((_, at) => at % every === 0), duration.default, ...all.slice(-1)])].toSorted((a, b) => a - b)
}

/** A file of the kind that a mode starts from: what it costs does not hang on which. */
const sourceOf: Record<PageMode, Attachment[]> = {
  t2v: [],
  i2v: [{ url: 'media:none', name: 'image.png', mediaType: 'image/png' }],
  v2v: [{ url: 'media:none', name: 'video.mp4', mediaType: 'video/mp4' }],
}

/**
 * `POST /api/quote`: what would be made of a line and what it would cost, by the rules of the studio; nothing is kept. `GET
 * /api/clips/<id>`: what makes a clip again.
 */
export const createQuoteRoutes = ({ commands, studio, memberIn }: QuoteOptions): Hono<{ Variables: { language: Language } }> => {
  const invocationOf = (command: string, text: string, attachments: Attachment[], language: Language, locale?: string): Invocation => ({
    id: 'quote',
    platform: 'web',
    workspace: 'local',
    member: memberIn(language),
    command,
    input: { kind: 'text', text },
    attachments,
    origin: null,
    locale,
  })

  const ask = async (mode: PageMode, text: string, files: Attachment[], language: Language): Promise<Quote> => {
    const command = commands.find(({ name }) => name === mode)
    if (!command) throw new MoodreelError('unknown_command', say('fit.noModelFor', { mode }))
    // The price is told before the first word and before the first file.
    const words = typedIn(command, text)?.['prompt'] === undefined ? `. ${text}` : text
    const attachments = files.length > 0 ? files : sourceOf[mode]
    const invocation = invocationOf(mode, words, attachments, language)
    return studio.quote(invocation, toDraft(mode, readOptions(command, invocation)))
  }

  const priceOf = (credits: number, language: Language): string =>
    inWords(credits === 0 ? say('playground.free') : say('clip.credits', { credits }), language)

  const clipOf = (mode: PageMode, text: string, quote: Quote, language: Language): QuoteView['clip'] => {
    const { model, requests, credits, models, lately } = quote
    const command = commands.find(({ name }) => name === mode)
    const each = credits / Math.max(1, requests.length)
    const isShapeFixed = mode !== 't2v' && model.sourceShape === 'only'
    return {
      model: model.name,
      aspect: requests[0]?.aspectRatio ?? '',
      duration: requests[0]?.durationSeconds ?? 0,
      takes: requests.length,
      price:
        lately && lately.credits !== credits
          ? inWords(say('playground.priceLately', { credits, lately: lately.credits, clips: lately.clips }), language)
          : priceOf(credits, language),
      typed: Object.keys((command && typedIn(command, text)) ?? {}),
      models: models.map(({ name, title }) => ({ name, title })),
      aspects: isShapeFixed ? [] : (model.aspectRatios ?? []),
      durations: mode === 'v2v' ? [] : lengthsOf(quote),
      prices: [1, 2, 3, 4].map((takes) => priceOf(each * takes, language)),
    }
  }

  /** The first that works: as it stands, or with what was chosen for another model left out, so that there is something to choose from. */
  const firstThatFits = async (
    text: string,
    files: Attachment[],
    chosen: Chosen,
    language: Language,
  ): Promise<{ command: string; clip: QuoteView['clip']; problem: Text }> => {
    const meant = (chips: Chosen) => meantWith(text.trim() === '' ? '.' : text, commands, files, chips)
    const line = meant(chosen)
    const mode = line && modeOf(line.command)
    if (!line || !mode) return { command: line?.command ?? '', clip: null, problem: '' }
    const { aspect: _, duration: __, ...kept } = chosen
    let problem: Text = ''
    for (const chips of [chosen, kept, { mode: chosen.mode }]) {
      try {
        const quote = await ask(mode, meant(chips)?.rest ?? '', files, language)
        return { command: mode, clip: clipOf(mode, meant({ mode: chosen.mode })?.rest ?? '', quote, language), problem }
      } catch (error) {
        if (!(error instanceof MoodreelError)) throw error
        problem ||= error.sentence
      }
    }
    return { command: mode, clip: null, problem }
  }

  const routes = new Hono<{ Variables: { language: Language } }>()
  routes.post('/api/quote', ownPageOnly, async (c) => {
    const language = c.get('language')
    const { text, files, chosen } = parse(quoteSchema, await readJson(c.req.raw))
    const attachments = files.map((file): Attachment => ({ ...file, url: 'media:none' }))
    const found = await firstThatFits(text, attachments, chosen, language).catch((error: unknown) => {
      if (!(error instanceof MoodreelError)) throw error
      return { command: '', clip: null, problem: error.sentence }
    })
    const modes = pageModes.filter((mode) => commands.some(({ name }) => name === mode))
    return c.json({ ...found, modes, problem: inWords(found.problem, language) } satisfies QuoteView)
  })
  routes.get('/api/clips/:id', async (c) => {
    const { generation } = await findClip(studio, invocationOf('info', '', [], c.get('language')), c.req.param('id'))
    const recipe = generation.clip?.recipe
    const command = commands.find(({ name }) => name === generation.mode)
    const picture = generation.clip?.video
    return c.json({
      prompt: generation.request.prompt,
      seed: recipe?.seedUsed ?? null,
      command: recipe && command ? `/${command.name} ${formatOptions(command, recipeOptions(recipe))}` : null,
      still:
        picture?.kind === 'image'
          ? { key: picture.key, width: picture.width, height: picture.height, alt: generation.request.prompt }
          : null,
    } satisfies ClipView)
  })
  return routes
}
