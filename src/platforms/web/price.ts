import { Hono } from 'hono'
import type { z } from 'zod'
import { adviseMotion } from '../../core/advice/advise-motion.ts'
import { MoodreelError } from '../../core/errors.ts'
import { findClip } from '../../core/options/find-clip.ts'
import type { Invocation, Member, PriceOf } from '../../core/platform.ts'
import type { Studio } from '../../core/studio.ts'
import { priceLine } from '../../core/words/form-words.ts'
import { inWords } from '../../core/words/in-words.ts'
import type { Language } from '../../core/words/languages.ts'
import type { PriceView } from './form-view.ts'
import { ownPageOnly } from './own-page.ts'
import type { QuoteView } from './quote.ts'
import { parse, readJson } from './read-json.ts'
import { filledSchema, idOf } from './receive.ts'

/** The commands whose words say how a frame moves. */
const moving: ReadonlySet<string> = new Set(['i2v', 'animate'])

export interface PriceOptions {
  priceOf: PriceOf
  studio: Pick<Studio, 'find'>
  memberIn(language: Language): Member
}

/** `POST /api/price`: what a form would cost as it stands, and what could be asked for better in it. Nothing is kept. */
export const createPriceRoutes = ({ priceOf, studio, memberIn }: PriceOptions): Hono<{ Variables: { language: Language } }> => {
  /** The words that the frame was made from; undefined where nobody knows what it shows. */
  const frameWordsOf = async (invocation: Invocation, id: string): Promise<string | undefined> => {
    if (id === '') return undefined
    try {
      return (await findClip(studio, invocation, id)).generation.request.prompt
    } catch (error) {
      if (error instanceof MoodreelError) return undefined
      throw error
    }
  }

  const adviceOn = async (
    invocation: Invocation,
    { values, generationId }: z.infer<typeof filledSchema>,
    language: Language,
  ): Promise<QuoteView['advice']> => {
    const { prompt, duration } = values
    if (!moving.has(invocation.command) || typeof prompt !== 'string') return null
    const { findings, simpler } = adviseMotion(prompt, {
      seconds: Number(duration) || undefined,
      frameWords: await frameWordsOf(invocation, generationId),
    })
    if (findings.length === 0) return null
    return {
      findings: findings.map(({ span: [from, to], sentence }) => ({ from, to, sentence: inWords(sentence, language) })),
      // What should not be seen stays said, where a line says it.
      simpler: simpler ? [simpler.prompt, ...(simpler.negativePrompt ? ['--no', simpler.negativePrompt] : [])].join(' ') : '',
    }
  }

  const routes = new Hono<{ Variables: { language: Language } }>()
  routes.post('/api/price', ownPageOnly, async (c) => {
    const language = c.get('language')
    const filled = parse(filledSchema, await readJson(c.req.raw))
    const { command, generationId, values } = filled
    const invocation: Invocation = {
      id: 'price',
      platform: 'web',
      workspace: 'local',
      member: memberIn(language),
      command,
      input: { kind: 'values', values: { ...values, ...idOf(generationId) } },
      attachments: [],
      origin: null,
    }
    const [price, advice] = await Promise.all([priceOf(invocation), adviceOn(invocation, filled, language)])
    return c.json({ price: priceLine(price, language), advice } satisfies PriceView)
  })
  return routes
}
