import { Hono } from 'hono'
import type { Member, PriceOf } from '../../core/platform.ts'
import { priceLine } from '../../core/words/form-words.ts'
import type { Language } from '../../core/words/languages.ts'
import { ownPageOnly } from './own-page.ts'
import type { QuoteView } from './quote.ts'
import { parse, readJson } from './read-json.ts'
import { filledSchema, idOf } from './receive.ts'

/** What a form would make as it stands. */
export interface PriceView {
  /** In a line of words; empty where nobody can tell. */
  price: string
  /** What could be asked for better in its words; absent where there is nothing. */
  advice?: QuoteView['advice']
}

export interface PriceOptions {
  priceOf: PriceOf
  memberIn(language: Language): Member
}

/** `POST /api/price`: what a form would cost as it stands, in a line of words; an empty one where nobody can tell. Nothing is kept. */
export const createPriceRoutes = ({ priceOf, memberIn }: PriceOptions): Hono<{ Variables: { language: Language } }> => {
  const routes = new Hono<{ Variables: { language: Language } }>()
  routes.post('/api/price', ownPageOnly, async (c) => {
    const language = c.get('language')
    const { command, generationId, values } = parse(filledSchema, await readJson(c.req.raw))
    const price = await priceOf({
      id: 'price',
      platform: 'web',
      workspace: 'local',
      member: memberIn(language),
      command,
      input: { kind: 'values', values: { ...values, ...idOf(generationId) } },
      attachments: [],
      origin: null,
    })
    return c.json({ price: priceLine(price, language) } satisfies PriceView)
  })
  return routes
}
