import { setTimeout as sleep } from 'node:timers/promises'
import type { FormPrice, Invocation, PriceOf } from '../../../core/platform.ts'
import type { Members } from '../members.ts'
import { isUserId, type Origin } from '../origin.ts'

/** A form and what is sent by one have three seconds in all. */
const patienceMs = 1_000

export type AskPrice = (
  origin: Origin,
  said: { command: string; values: Record<string, unknown>; attachments?: Invocation['attachments'] },
) => Promise<FormPrice | null>

/** What a form would cost the one who fills it in; null where nobody can tell in time. */
export const createAskPrice = ({ members, priceOf }: { members: Members; priceOf: PriceOf }): AskPrice => {
  const ask: AskPrice = async (origin, { command, values, attachments = [] }) => {
    const { locale, ...member } = await members.of(origin.user, origin.team)
    return priceOf({
      id: 'price',
      platform: 'slack',
      workspace: origin.team,
      member,
      command,
      input: { kind: 'values', values },
      attachments,
      origin: null,
      channel: isUserId(origin.channel) ? undefined : origin.channel,
      thread: origin.thread,
      locale,
    })
  }
  return (origin, said) => Promise.race([ask(origin, said), sleep(patienceMs, null, { ref: false })])
}
