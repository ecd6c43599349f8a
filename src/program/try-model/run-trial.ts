import { foldSeed } from '../../core/fit/fold-seed.ts'
import { newId } from '../../core/id.ts'
import type { Json } from '../../core/json.ts'
import { creditsFromUsd } from '../../core/ledger.ts'
import type { MediaWork } from '../../core/media.ts'
import type { ProviderError, ProviderRequest, ReconcileResult } from '../../core/provider.ts'
import { dollars } from '../../core/words/dollars.ts'
import type { GuardedFetch } from '../../net/guarded-fetch.ts'
import { type Ended, type FollowTools, faultWords, followClip, lastCallMs, secondsOf } from './follow-clip.ts'
import { lookAtOutput } from './look-at-output.ts'
import { tidyWords } from './tidy-words.ts'

export interface TrialTools extends FollowTools {
  guarded: Pick<GuardedFetch, 'downloadTo'>
  media: Pick<MediaWork, 'inspect'>
  folder: string
  /** Tells of something that is not as it is described. */
  differ(line: string): void
}

/** A request, and what one clip of it may cost at most, in credits. */
export interface Trial extends ProviderRequest {
  credits: number
}

/** What became of a trial. */
export interface TrialEnd {
  /** How many clips the vendor took, or may have taken. */
  begun: number
  /** What they cost at most, in credits: by the vendor's word where it gives it. */
  credits: number
  /** Whether a clip came and the other one was canceled, where the adapter can. */
  isWell: boolean
}

/** How long it is asked what became of a submit without an answer: longer than any adapter waits before it says that there is none. */
const reconcileMs = 10 * 60_000
/** How long after a cancel its end is waited for. */
const cancelMs = 2 * 60_000

const unendedWords = 'no end of it was told; it may go on and be paid for'

const refusalWords = ({ class: kind, message, reason, detail }: ProviderError): string => {
  const parts = [tidyWords(message), ...[reason, detail].flatMap((part) => (part ? [tidyWords(part)] : []))]
  return `${kind}: ${[...new Set(parts)].join(' | ')}`
}

const usd = (amount: number): string => `$${amount.toFixed(amount < 0.1 ? 4 : 2)}`

/** Asks for an attempt without an answer until it is clear what became of it. */
const settleUnknown = async (
  given: ProviderRequest,
  attempt: { id: string; createdAt: number },
  { provider, tell, tellNews, now, sleep, stop }: TrialTools,
): Promise<ReconcileResult['kind'] | { operation: Json }> => {
  if (!provider.reconcile) {
    tell('reconcile', 'this vendor has nothing to look a lost submit up by')
    return 'unknown'
  }
  for (let pauseMs = 2_000; now() - attempt.createdAt < reconcileMs && !stop.aborted; pauseMs = Math.min(2 * pauseMs, 60_000)) {
    await sleep(pauseMs, stop)
    try {
      const found = await provider.reconcile(attempt, given, AbortSignal.timeout(60_000), async () => 'nobody')
      await tellNews()
      if (found.kind !== 'unknown') tell('reconcile', `${found.kind} after ${secondsOf(now() - attempt.createdAt)}`)
      if (found.kind === 'found') return { operation: found.operation }
      if (found.kind === 'absent') return 'absent'
    } catch (error) {
      tell('fault', `it could not be looked up: ${faultWords(error)}`)
    }
  }
  tell('reconcile', 'it stays unknown what became of the submit')
  return 'unknown'
}

/** Makes the one paid call. The stop waits for its answer: cut short, nobody would know what was begun. */
const begin = async ({ credits, ...given }: Trial, end: TrialEnd, tools: TrialTools): Promise<Json | null> => {
  const { provider, tell, tellNews, now } = tools
  const attempt = { id: newId(), createdAt: now() }
  const { signal } = new AbortController()
  const result = await provider.submit(given, { id: attempt.id, deadlineAt: now() + given.model.timeoutSeconds * 1000, signal })
  tell('submit', `${result.kind} after ${secondsOf(now() - attempt.createdAt)}`)
  await tellNews()
  if (result.kind === 'rejected') {
    tell('refused', refusalWords(result.error))
    return null
  }
  end.begun += 1
  end.credits += credits
  if (result.kind === 'accepted') return result.operation
  tell('unknown', tidyWords(result.reason))
  const settled = await settleUnknown(given, attempt, tools)
  if (typeof settled !== 'string') return settled.operation
  if (settled === 'absent') {
    end.begun -= 1
    end.credits -= credits
  }
  return null
}

/** Tells a vendor to stop, and says how that ends. */
const cancel = async (operation: Json, tools: TrialTools): Promise<Ended | null> => {
  const { provider, tell, tellNews, now } = tools
  if (!provider.cancel) {
    tell('cancel', 'this vendor has no call for it: the clip goes on there, and is paid for')
    return null
  }
  const askedAt = now()
  try {
    await provider.cancel(operation, AbortSignal.timeout(lastCallMs))
    tell('cancel', `taken after ${secondsOf(now() - askedAt)}`)
  } catch (error) {
    tell('fault', `the cancel did not get through: ${faultWords(error)}`)
  }
  await tellNews()
  // It is seen to the end also when somebody wants an end: that is what it costs.
  const stop = AbortSignal.timeout(tools.stop.aborted ? lastCallMs : cancelMs)
  return followClip(operation, cancelMs, { ...tools, stop })
}

const tellCost = (costUsd: number | undefined, credits: number, end: TrialEnd, { tell, differ }: TrialTools): void => {
  if (costUsd === undefined) {
    tell('cost', `not told by the vendor; the bot would charge ${dollars(credits)}`)
    return
  }
  tell('cost', `${usd(costUsd)} by the vendor’s word`)
  end.credits += creditsFromUsd(costUsd) - credits
  if (creditsFromUsd(costUsd) > credits) differ(`cost: ${usd(costUsd)} is more than the ${dollars(credits)} of the row’s price`)
}

const tellEnd = (ended: Ended, { request, credits }: Trial, end: TrialEnd, tools: TrialTools): void => {
  const { tell } = tools
  if (ended.kind === 'failed') tell('failed', refusalWords(ended.error))
  else tell('end', ended.kind)
  if (ended.kind === 'succeeded') {
    const { seed, modelVersion, notes = [] } = ended
    const sent = seed === request.seed ? 'the one that was sent' : `${request.seed} was sent`
    tell('seed', seed === undefined ? 'not told' : seed === null ? 'none was used, says the vendor' : `${seed}, ${sent}`)
    if (modelVersion !== undefined) tell('version', tidyWords(modelVersion))
    for (const note of notes) tell('note', tidyWords(note))
  }
  tellCost(ended.costUsd, credits, end, tools)
}

const lookAtAll = async (ended: Extract<Ended, { kind: 'succeeded' }>, operation: Json, tools: TrialTools): Promise<boolean> => {
  const { outputs } = ended
  if (outputs.length > 1) tools.tell('outputs', `${outputs.length}, of which the first is the clip`)
  try {
    const [first] = outputs
    if (!first) throw new Error('there is none')
    tools.tell('output', await lookAtOutput(first, operation, { ...tools, signal: tools.stop }))
    return true
  } catch (error) {
    tools.tell('fault', `the output could not be read: ${faultWords(error)}`)
    return false
  } finally {
    await tools.tellNews()
  }
}

/**
 * Makes one clip to its end and, where the adapter can cancel, begins another one and cancels it: two paid calls at most, none of them
 * repeated. Every step is told. When it is stopped, what is under way is canceled first.
 */
export const runTrial = async (given: Trial, tools: TrialTools): Promise<TrialEnd> => {
  const { provider, tell, stop } = tools
  const end: TrialEnd = { begun: 0, credits: 0, isWell: false }
  const operation = await begin(given, end, tools)
  if (operation === null) return end
  const ended = await followClip(operation, given.model.timeoutSeconds * 1000, tools)
  if (!ended) {
    tell('stopped', stop.aborted ? 'as asked; what runs is canceled' : 'it takes too long, or nobody answers; it is canceled')
    const last = await cancel(operation, tools)
    if (last) tellEnd(last, given, end, tools)
    else tell('cancel', unendedWords)
    return end
  }
  tellEnd(ended, given, end, tools)
  const hasClip = ended.kind === 'succeeded' && (await lookAtAll(ended, operation, tools))
  if (ended.kind !== 'succeeded' || stop.aborted) return end
  if (!provider.cancel) {
    tell('cancel', 'this vendor has no call for it, so that no second clip is begun')
    return { ...end, isWell: hasClip }
  }
  tell('another', 'a second clip is begun, to be canceled at once')
  const seed = foldSeed(given.request.seed + 1, given.model.maxSeed)
  const other = await begin({ ...given, request: { ...given.request, seed } }, end, tools)
  if (other === null) return end
  const canceled = await cancel(other, tools)
  if (canceled) tellEnd(canceled, given, end, tools)
  else tell('cancel', unendedWords)
  return { ...end, isWell: hasClip && canceled?.kind === 'canceled' }
}
