import { createHmac } from 'node:crypto'
import { z } from 'zod'
import type { Log } from '../../src/core/log.ts'
import type { ProviderCache } from '../../src/core/provider.ts'

const keptMs = 24 * 3_600_000

const noteSchema = z.object({
  /** Of the account, the model and the body, so that the same start can be told from another one. */
  print: z.string(),
  /** The links of its files, by the files' hashes: a link that is made anew is another one. */
  links: z.record(z.string(), z.string()),
})
export type Note = z.infer<typeof noteSchema>

/** What was sent, so that it can be sent again as it was. Written down before the paid call. */
export interface Notes {
  printOf(target: string, body: object): string
  /** Never fails: without it the start is only not sent again. */
  take(attemptId: string, note: Note): Promise<void>
  of(attemptId: string): Promise<Note | null>
}

/** `account` tells accounts apart: a key of idempotency counts within one, and the same start in another is another job. */
export const createNotes = ({ cache, log, account }: { cache: ProviderCache; log: Log; account: string }): Notes => ({
  printOf: (target, body) =>
    createHmac('sha256', account)
      .update(`${target}\n${JSON.stringify(body)}`)
      .digest('base64url'),
  async take(attemptId, note) {
    await cache.set(`start:${attemptId}`, note, keptMs).catch((err: unknown) => {
      log.warn({ attempt: attemptId, err }, 'what is to be sent could not be kept; if its answer is lost it is not sent again')
    })
  },
  async of(attemptId) {
    return noteSchema.safeParse(await cache.get(`start:${attemptId}`)).data ?? null
  },
})
