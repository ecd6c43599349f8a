import { notice } from '../../core/post.ts'
import { dayOf, monthOf } from '../../core/text/calendar.ts'
import { dollars } from '../../core/words/dollars.ts'
import { say } from '../../core/words/sentence.ts'
import { timestamp } from '../../core/words/timestamp.ts'
import type { Parts } from '../parts.ts'
import type { Desk } from './desk.ts'

/** The roof is spoken of before it is reached. */
const warnedAt = 0.8

const lines = {
  day: { near: 'moderator.roofDayNear', reached: 'moderator.roofDayReached' },
  month: { near: 'moderator.roofMonthNear', reached: 'moderator.roofMonthReached' },
} as const

/** Tells the operator, once for each day and month, that most or all of what may be spent is spent. `refused`: something had no room. */
export type WatchRoof = (refused?: 'roofDay' | 'roofMonth') => Promise<void>

export const createWatchRoof = (parts: Pick<Parts, 'clock' | 'ledger' | 'log' | 'roof'>, desk: Pick<Desk, 'tellOperator'>): WatchRoof => {
  const told = new Set<string>()

  return async (refused) => {
    const now = parts.clock.now()
    const spent = await parts.ledger.spentByEverybody(now)
    for (const [name, period, limit] of [
      ['day', dayOf(now, 'UTC'), 'roofDay'],
      ['month', monthOf(now, 'UTC'), 'roofMonth'],
    ] as const) {
      const most = parts.roof[name]
      if (most === null) continue
      const isReached = refused === limit || spent[name] >= most
      if (!isReached && spent[name] < warnedAt * most) continue
      const key = `roof:${period.name}:${isReached ? 1 : warnedAt}`
      if (told.has(key)) continue
      told.add(key)
      const facts = {
        code: isReached ? 'roof_reached' : 'roof_near',
        period: period.name,
        spentUsd: spent[name] / 100,
        roofUsd: most / 100,
      }
      if (isReached)
        parts.log.error(facts, 'what may be spent over everybody is spent; nothing that costs money is made until it begins again')
      else parts.log.warn(facts, 'most of what may be spent over everybody is spent')
      const line = lines[name][isReached ? 'reached' : 'near']
      const given = { spent: dollars(spent[name]), roof: dollars(most), resetsAt: timestamp(period.endsAt) }
      void desk.tellOperator(key, notice(say(line, given)))
    }
  }
}
