import { Hono } from 'hono'
import type { Invocation, Member, PriceOf } from '../../core/platform.ts'
import type { Studio } from '../../core/studio.ts'
import { priceLine } from '../../core/words/form-words.ts'
import type { Language } from '../../core/words/languages.ts'
import { adviceOn } from './advice.ts'
import type { PriceView } from './form-view.ts'
import { ownPageOnly } from './own-page.ts'
import { parse, readJson } from './read-json.ts'
import { filledSchema, idOf } from './receive.ts'

export interface PriceOptions {
  priceOf: PriceOf
  studio: Pick<Studio, 'find' | 'clipId'>
  memberIn(language: Language): Member
}

/** `POST /api/price`: what a form would cost as it stands, and what could be asked for better in it. Nothing is kept. */
export const createPriceRoutes = ({ priceOf, studio, memberIn }: PriceOptions): Hono<{ Variables: { language: Language } }> => {
  const routes = new Hono<{ Variables: { language: Language } }>()
  routes.post('/api/price', ownPageOnly, async (c) => {
    const language = c.get('language')
    const { command, generationId, values } = parse(filledSchema, await readJson(c.req.raw))
    const named = { ...values, ...idOf(generationId) }
    const invocation: Invocation = {
      id: 'price',
      platform: 'web',
      workspace: 'local',
      member: memberIn(language),
      command,
      input: { kind: 'values', values: named },
      attachments: [],
      origin: null,
    }
    const [price, advice] = await Promise.all([
      priceOf(invocation),
      adviceOn(studio, invocation, { text: String(values['prompt'] ?? ''), at: 0, values: named, language }),
    ])
    return c.json({ price: priceLine(price, language), advice } satisfies PriceView)
  })
  return routes
}
