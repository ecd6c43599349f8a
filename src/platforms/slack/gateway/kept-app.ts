import { App, type AppOptions, type ReceiverEvent } from '@slack/bolt'
import { z } from 'zod'
import type { Clock } from '../../../core/clock.ts'
import { type Inbox, isStale } from '../../../core/inbox.ts'
import type { Log } from '../../../core/log.ts'
import type { Invocations } from '../receive/invocations.ts'

/** What Slack calls one thing that somebody did, however often it delivers it. Menus that are being filled have none. */
const idSchema = z.object({ event_id: z.string().optional(), trigger_id: z.string().optional() })

const deliveryIdOf = (body: unknown): string | null => {
  const { event_id: event, trigger_id: trigger } = idSchema.safeParse(body).data ?? {}
  return event ?? trigger ?? null
}

/**
 * Bolt's app, which writes down what Slack delivers before it is acknowledged, takes each thing once, and goes on at the next
 * start with what an earlier process did not finish. Bolt acknowledges events before any listener, so this comes before Bolt.
 */
export class KeptApp extends App {
  readonly #inbox: Inbox
  readonly #invocations: Pick<Invocations, 'track'>
  readonly #clock: Clock
  readonly #log: Log

  constructor(options: AppOptions, tools: { inbox: Inbox; invocations: Pick<Invocations, 'track'>; clock: Clock; log: Log }) {
    super(options)
    this.#inbox = tools.inbox
    this.#invocations = tools.invocations
    this.#clock = tools.clock
    this.#log = tools.log
  }

  override async processEvent(event: ReceiverEvent): Promise<void> {
    const id = deliveryIdOf(event.body)
    if (id === null) return super.processEvent(event)
    if (await this.#isNew(id, event.body)) return this.#take(id, event, { stale: false, isResumed: false })
    this.#log.debug({ event: id }, 'Slack delivered something again')
    await event.ack()
  }

  /** Goes on with what an earlier process left; to be called before Slack is connected, and now and then where others may end. */
  async resume(): Promise<void> {
    const unfinished = await this.#inbox.unfinished('slack')
    for (const { id, payload, receivedAt } of unfinished) {
      const event: ReceiverEvent = { body: z.record(z.string(), z.unknown()).parse(payload), ack: async () => undefined }
      const stale = isStale({ receivedAt }, this.#clock.now())
      this.#take(id, event, { stale, isResumed: true }).catch((error: unknown) =>
        this.#log.error({ event: id, err: error }, 'what an earlier process left could not be worked on'),
      )
    }
    if (unfinished.length > 0) this.#log.info({ count: unfinished.length }, 'going on with what an earlier process did not finish')
  }

  /** An inbox that cannot be written, as on a full disk, stops nobody: it only would not outlive this process. */
  async #isNew(id: string, body: object): Promise<boolean> {
    try {
      return await this.#inbox.keep('slack', id, body)
    } catch (error) {
      this.#log.warn({ event: id, err: error }, 'something that was said could not be written down')
      return true
    }
  }

  /** Resolves when Bolt is done with it; what it led to may go on. */
  async #take(id: string, event: ReceiverEvent, how: { stale: boolean; isResumed: boolean }): Promise<void> {
    const { processed, over } = this.#invocations.track(() => super.processEvent(event), how)
    over
      .then((isOver) => (isOver ? this.#inbox.finish('slack', id) : undefined))
      .catch((error: unknown) => this.#log.warn({ event: id, err: error }, 'what was said could not be marked as finished'))
    await processed
  }
}
