import { type ErrorCode, MoodreelError } from '../errors.ts'
import type { ProviderError, ProviderErrorClass, ProviderStatus } from '../provider.ts'
import { type Sentence, say, type Text } from '../words/sentence.ts'
import { type AnswerReader, createReader } from './read-answer.ts'
import { retryAfterMs } from './retry-after.ts'
import { reasonOf } from './wire-fault.ts'

/** What a vendor's answer tells of a failure. */
interface Told {
  /** Where there is a better sentence than that of the class. */
  message?: Text | undefined
  reason?: string | undefined
  /** The vendor's words and codes, for the log. */
  detail?: string | undefined
  /** Say how long to wait. */
  headers?: Headers | undefined
}

type Ended = Extract<ProviderStatus, { kind: 'failed' }>

/** What the failures of one vendor are, alike for all vendors. */
export interface Vendor extends AnswerReader {
  name: string
  /** A refusal of the paid call: nothing was begun and nothing is billed. */
  refused(kind: ProviderErrorClass, told?: Told): ProviderError
  /** Why work that was taken gave no clip. */
  failed(kind: ProviderErrorClass, told?: Told): ProviderError
  /** Nothing was sent. */
  unreached: ProviderError
  /** A job or a clip that the vendor does not know, or no longer. */
  gone: Ended
  /** Work that ended well and gave no clip. */
  noClip: Ended
  /** What broke a free call, as what is thrown so that it is made again. */
  asFault(error: unknown, code?: ErrorCode): MoodreelError
  /** Reads the answer to a cancellation. Throws unless the work is canceled now, has ended, or is not known. */
  expectCanceled(response: Response): void
}

const longestDetail = 1000

const nothingToCancel: ReadonlySet<number> = new Set([400, 404, 409, 410, 422])

/** A vendor by the name that people read. */
export const vendorNamed = (name: string): Vendor => {
  const vendor = { vendor: name }
  const common = {
    auth: say('provider.keyRefused', vendor),
    credits: say('provider.noCredit', vendor),
    model_gone: say('provider.modelGone', vendor),
    invalid_input: say('provider.settingsRefused', vendor),
    resource: say('provider.outOfMemory'),
    transient: say('provider.fault', vendor),
    expired: say('provider.clipGone', vendor),
  }
  const ofRefusal: Record<ProviderErrorClass, Sentence> = {
    ...common,
    rate_limited: say('provider.queued', vendor),
    moderation: say('provider.contentRefused', vendor),
    internal: say('provider.requestRefused', vendor),
  }
  const ofFailure: Record<ProviderErrorClass, Sentence> = {
    ...common,
    // It waits for no turn any more.
    rate_limited: say('provider.busy', vendor),
    moderation: say('provider.clipRefused', vendor),
    internal: say('provider.notMade'),
  }
  const errorOf = (kind: ProviderErrorClass, usual: Sentence, { message = usual, reason, detail, headers }: Told): ProviderError => {
    const wait = kind === 'rate_limited' ? retryAfterMs(headers) : undefined
    return {
      class: kind,
      message,
      ...(reason !== undefined && { reason }),
      ...(detail && { detail: detail.replace(/\s+/g, ' ').trim().slice(0, longestDetail) }),
      ...(wait !== undefined && { retryAfterMs: wait }),
    }
  }
  const reader = createReader(say('provider.unanswered', vendor))
  return {
    name,
    ...reader,
    refused: (kind, told = {}) => errorOf(kind, ofRefusal[kind], told),
    failed: (kind, told = {}) => errorOf(kind, ofFailure[kind], told),
    unreached: { class: 'transient', message: say('provider.unreached', vendor) },
    gone: { kind: 'failed', error: { class: 'expired', message: common.expired } },
    noClip: { kind: 'failed', error: { class: 'internal', message: say('provider.noClip', vendor) } },
    asFault: (error, code) => (error instanceof MoodreelError ? error : reader.unanswered(reasonOf(error), undefined, code)),
    expectCanceled({ ok, status, headers }) {
      if (!ok && !nothingToCancel.has(status)) throw reader.unanswered(`HTTP ${status} for a cancellation`, headers)
    },
  }
}
