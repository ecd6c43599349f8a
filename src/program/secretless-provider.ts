import { MoodreelError } from '../core/errors.ts'
import type { ModelState, Provider, ProviderError, ProviderStatus, SubmitResult } from '../core/provider.ts'
import { mapText } from '../core/words/map-text.ts'
import type { Redact } from './secrets.ts'

/**
 * A provider whose sentences hold no secret of this bot: a vendor may quote the key that it was asked with, and its words may go into a post,
 * a list of models or a moderator's report. What is opaque (operations, links) stays as it is.
 */
export const secretlessProvider = (provider: Provider, redact: Redact, mayHoldSecret: (text: string) => boolean): Provider => {
  /** A reason was tidied up for a person, so that a secret in it may not be known by its value any more. */
  const isSafe = (reason: string, detail = ''): boolean => !mayHoldSecret(reason) && redact(reason) === reason && redact(detail) === detail
  const cleanError = ({ message, reason, detail, ...rest }: ProviderError): ProviderError => ({
    ...rest,
    message: mapText(message, redact),
    ...(reason !== undefined && isSafe(reason, detail) && { reason }),
    ...(detail !== undefined && { detail: redact(detail) }),
  })
  const cleanSubmit = (result: SubmitResult): SubmitResult => {
    if (result.kind === 'rejected') return { ...result, error: cleanError(result.error) }
    return result.kind === 'unknown' ? { ...result, reason: redact(result.reason) } : result
  }
  const cleanStatus = (status: ProviderStatus): ProviderStatus =>
    status.kind === 'failed' ? { ...status, error: cleanError(status.error) } : status
  const cleanState = (state: ModelState): ModelState =>
    state.kind === 'available'
      ? { ...state, drift: state.drift.map((text) => mapText(text, redact)) }
      : { ...state, reason: mapText(state.reason, redact) }

  /** Its sentences for a person too, when it throws. */
  const cleaned = async <Result>(work: () => Promise<Result> | undefined, clean: (result: Result) => Result): Promise<Result> => {
    try {
      return clean((await work()) as Result)
    } catch (error) {
      if (!(error instanceof MoodreelError)) throw error
      if (redact(error.userMessage) === error.userMessage) throw error
      const sentence = mapText(error.sentence, redact)
      const { retryAfterMs } = error
      throw new MoodreelError(error.code, sentence, { cause: error.cause, ...(retryAfterMs !== undefined && { retryAfterMs }) })
    }
  }
  const same = <Result>(result: Result): Result => result

  return {
    name: provider.name,
    webhookMaxBytes: provider.webhookMaxBytes,
    submit: (...given) => cleaned(() => provider.submit(...given), cleanSubmit),
    poll: (...given) => cleaned(() => provider.poll(...given), cleanStatus),
    ...(provider.reconcile && { reconcile: (...given) => cleaned(() => provider.reconcile?.(...given), same) }),
    ...(provider.cancel && { cancel: (...given) => cleaned(() => provider.cancel?.(...given), same) }),
    ...(provider.open && { open: (...given) => cleaned(() => provider.open?.(...given), same) }),
    ...(provider.parseWebhook && { parseWebhook: (...given) => cleaned(() => provider.parseWebhook?.(...given), same) }),
    ...(provider.inspect && { inspect: (...given) => cleaned(() => provider.inspect?.(...given), cleanState) }),
    ...(provider.missing && {
      missing: (...given) =>
        cleaned(
          () => provider.missing?.(...given),
          (texts) => texts.map((text) => mapText(text, redact)),
        ),
    }),
    ...(provider.describe && { describe: (...given) => cleaned(() => provider.describe?.(...given), same) }),
    ...(provider.stop && { stop: async () => provider.stop?.() }),
  }
}
