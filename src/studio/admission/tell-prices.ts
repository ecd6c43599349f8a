import { createHash } from 'node:crypto'
import type { PriceDifference } from '../../core/fit/compare-price.ts'
import { kindOfClip } from '../../core/fit/kind-of-clip.ts'
import { type Priced, settingsOf } from '../../core/fit/price-facts.ts'
import { creditsFromUsd } from '../../core/ledger.ts'
import type { Model } from '../../core/model.ts'
import { notice, type Post } from '../../core/post.ts'
import { dollars } from '../../core/words/dollars.ts'
import { say } from '../../core/words/sentence.ts'
import { spaceOf } from '../../core/workspace.ts'
import type { Parts } from '../parts.ts'
import type { Desk } from './desk.ts'
import { moderatedPlaces } from './moderated-places.ts'

const linesShown = 6

const money = (usd: number): string => dollars(creditsFromUsd(usd))

/** The same row at the same price is spoken of once; where the operator changes it, what differs then is news. */
const keyOf = (kind: string, { name, price }: Model, of: unknown): string =>
  `${kind}:${name}:${createHash('sha256')
    .update(JSON.stringify([price, of]))
    .digest('base64url')
    .slice(0, 16)}`

export type PriceNews = ReturnType<typeof createPriceNews>

/** Tells of prices that are not as the catalogue has them: to the operator's own channel, or where there is none to moderators. Once each. */
export const createPriceNews = (
  parts: Pick<Parts, 'knownWorkspaces' | 'log' | 'platforms' | 'policy'>,
  desk: Pick<Desk, 'inform' | 'tellOperator'>,
) => {
  const tell = async (key: string, post: Post): Promise<void> => {
    if (parts.policy.spending.tell !== null) return void (await desk.tellOperator(key, post))
    for (const workspace of await moderatedPlaces(parts)) await desk.inform(workspace, `${key}:${spaceOf(workspace)}`, post)
  }

  return {
    /** Its vendor took a clip and says that it may cost more than was held for it. */
    async estimate(model: Model, request: Priced, { heldCredits, usd }: { heldCredits: number; usd: number }): Promise<void> {
      const facts = { model: model.name, clip: kindOfClip(request), held: dollars(heldCredits), told: money(usd) }
      parts.log.warn({ model: model.name, settings: settingsOf(request), heldCredits, usd }, 'a clip may cost more than was held for it')
      await tell(keyOf('estimate', model, settingsOf(request)), notice(say('model.estimateAbove', facts)))
    },

    /** Its vendor publishes another price. */
    async published(model: Model, differences: readonly PriceDifference[]): Promise<void> {
      const isMore = differences.some(({ ours, theirs }) => theirs > ours)
      const lines = differences
        .slice(0, linesShown)
        .map(({ request, ours, theirs }) => say('model.priceLine', { clip: kindOfClip(request), ours: money(ours), theirs: money(theirs) }))
      parts.log.warn(
        {
          model: model.name,
          differences: differences.map(({ request, ours, theirs }) => ({ settings: settingsOf(request), ours, theirs })),
        },
        'a vendor publishes another price than the catalogue has',
      )
      const sentence = say(isMore ? 'model.priceMore' : 'model.priceLess', { model: model.name, provider: model.provider })
      await tell(
        keyOf(
          'price',
          model,
          differences.map(({ theirs }) => theirs),
        ),
        { ...notice(sentence), facts: lines },
      )
    },
  }
}
