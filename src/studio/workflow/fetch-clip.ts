import { stat } from 'node:fs/promises'
import { type ErrorCode, MoodreelError } from '../../core/errors.ts'
import type { Obstacle } from '../../core/generation.ts'
import { say } from '../../core/words/sentence.ts'
import { AnswerStatus } from '../../net/guarded-fetch.ts'
import type { GenerationRecord, ProviderSuccess } from '../../storage/generation-rows.ts'
import type { Parts } from '../parts.ts'
import { writeCapped } from './fetch-attachment.ts'
import { noteObstacle, triedAgain } from './obstacles.ts'
import { providerOf } from './provider-of.ts'

/** The largest clip that is taken from a provider. */
const maxClipBytes = 500_000_000
/** How often a provider is asked for another link in place of one that gives nothing. */
const mostAsked = 2
/** How long a link is tried whose server says that there is nothing, for a store may show a new file a moment late. */
const deadLinkMs = 60_000
/** How long one is tried that cannot be reached, breaks off or is told to come later. */
const poorLinkMs = 10 * 60_000
const tryAgainMs = 10_000
/** How often a link is tried at least in that time, however far apart. */
const leastTries = 6

/** What a server says of a file that is gone or was never there. */
const goneStatuses: ReadonlySet<number> = new Set([400, 401, 403, 404, 410])

/**
 * Downloads what the provider made to `path`; no effect where it is already. For a link that gives nothing the provider is asked
 * for another, twice at most, and given up after a minute when its server says that nothing is there, after ten when it only fails. Throws
 * MoodreelError `provider_failed` then, and `fetch_failed` before, which may be tried again.
 */
export const fetchClip = async (
  parts: Pick<Parts, 'attempts' | 'clock' | 'generations' | 'log' | 'providerFetch' | 'providers'>,
  record: GenerationRecord,
  result: ProviderSuccess,
  path: string,
  signal: AbortSignal,
) => {
  if (await isThere(path)) return
  try {
    await download(parts, record, result, path, signal)
  } catch (error) {
    if (!isAboutLink(error)) throw error
    await askAnew(parts, record, result, error, signal)
  }
}

const isThere = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  )

/** Whether the fault lies with the link or with its server, and not with the file, our disk or our stopping. */
const isAboutLink = (error: unknown): boolean => !(error instanceof MoodreelError) || error.code === 'fetch_failed'

const download = async (
  parts: Pick<Parts, 'attempts' | 'providerFetch' | 'providers'>,
  { generation }: GenerationRecord,
  result: ProviderSuccess,
  path: string,
  signal: AbortSignal,
): Promise<void> => {
  const [output] = result.outputs
  if (!output) throw new MoodreelError('provider_failed', say('failure.withoutFile'))
  const provider = providerOf(parts, generation.provider)
  const attempt = provider.open && (await parts.attempts.latest(generation.id))
  if (attempt && attempt.state !== 'accepted') throw new MoodreelError('internal', 'A clip is collected that was never accepted.')
  const opened = attempt && (await provider.open?.(output, attempt.operation, signal).catch(asOfLink))
  if (opened) return writeCapped(opened, path, maxClipBytes, signal)
  const guardedFetch = parts.providerFetch.get(generation.provider)
  if (!guardedFetch) throw new MoodreelError('internal', 'A clip is collected of a provider without a way to it.')
  await guardedFetch.downloadTo(path, output.url, { maxBytes: maxClipBytes, signal })
}

/** What an adapter that brings the file itself says of one bad answer: as with a link, the next may be better, and the clip is paid for. */
const asOfLink = (cause: unknown): never => {
  if (cause instanceof MoodreelError && ofOneAnswer.has(cause.code)) throw new MoodreelError('fetch_failed', unfetched, { cause })
  throw cause
}

const ofOneAnswer: ReadonlySet<ErrorCode> = new Set<ErrorCode>(['provider_failed', 'bad_media', 'not_found'])

/** Asks the provider for another link, and throws what becomes of the clip. A try in which neither could be reached is none: our network is away. */
const askAnew = async (
  parts: Pick<Parts, 'attempts' | 'clock' | 'generations' | 'log' | 'providers'>,
  { generation }: GenerationRecord,
  result: ProviderSuccess,
  cause: unknown,
  signal: AbortSignal,
): Promise<never> => {
  const now = parts.clock.now()
  const { linksAsked = 0 } = generation.obstacle ?? {}
  const asks = linksAsked < mostAsked
  const status = cause instanceof MoodreelError && cause.cause instanceof AnswerStatus ? cause.cause.status : null
  const limitMs = status !== null && goneStatuses.has(status) ? deadLinkMs : poorLinkMs
  const named = asks || status === null ? await renewLink(parts, generation.id, generation.provider, result, cause, signal) : 'the same'
  const before = generation.obstacle?.unfetched
  const isReached = status !== null || named !== 'unreached'
  const tried = isReached ? triedAgain(before, now, limitMs / leastTries) : { ms: before?.ms ?? 0, at: now }
  const obstacle: Obstacle = { ...generation.obstacle, unfetched: tried, linksAsked: linksAsked + (asks && named !== 'unreached' ? 1 : 0) }
  await noteObstacle(parts, generation, obstacle)
  if (!asks && tried.ms >= limitMs) throw new MoodreelError('provider_failed', unfetched, { cause })
  throw new MoodreelError('fetch_failed', unfetched, { cause, retryAfterMs: named === 'fresh' ? 0 : tryAgainMs })
}

/** How long after each file that is no film it is fetched again. */
const badFilePausesMs = [3_000, 10_000, 30_000]

/**
 * For a file that is no film: a store may give half of it, a page or nothing in one moment and all of it in the next. Throws MoodreelError
 * `fetch_failed`, to be fetched again from a link that the provider names then, and `provider_failed` when it stays so.
 */
export const fetchAgain = async (
  parts: Pick<Parts, 'attempts' | 'generations' | 'log' | 'providers'>,
  { generation }: GenerationRecord,
  result: ProviderSuccess,
  cause: unknown,
  signal: AbortSignal,
): Promise<never> => {
  const { badFiles = 0 } = generation.obstacle ?? {}
  const retryAfterMs = badFilePausesMs[badFiles]
  if (retryAfterMs === undefined) throw new MoodreelError('provider_failed', unusable, { cause })
  await noteObstacle(parts, generation, { ...generation.obstacle, badFiles: badFiles + 1 })
  parts.log.warn(
    { err: cause, generation: generation.id, badFiles: badFiles + 1 },
    'what the provider sent is no film; it is fetched again',
  )
  await renewLink(parts, generation.id, generation.provider, result, cause, signal)
  throw new MoodreelError('fetch_failed', unfetched, { cause, retryAfterMs })
}

/** What is wrong with a file is said to the one who attached it; about a provider's file a person can do nothing. */
export const unusable = say('failure.unusable')

const unfetched = say('failure.unfetched')

/**
 * A link may have run out while the bot was away: asked again, the provider may name a fresh one, or say that the clip failed after
 * all. That it knows nothing of the clip may be so for a moment only.
 */
const renewLink = async (
  parts: Pick<Parts, 'attempts' | 'generations' | 'log' | 'providers'>,
  generationId: string,
  providerName: string,
  { outputs, seenAt }: ProviderSuccess,
  cause: unknown,
  signal: AbortSignal,
): Promise<'fresh' | 'the same' | 'unreached'> => {
  const attempt = await parts.attempts.latest(generationId)
  if (attempt?.state !== 'accepted') return 'the same'
  const status = await providerOf(parts, providerName)
    .poll(attempt.operation, signal)
    .catch((error: unknown) => {
      parts.log.warn({ err: error, generation: generationId }, 'the provider could not be asked for a fresh link')
      return null
    })
  if (status?.kind === 'failed' && status.error.class !== 'expired')
    throw new MoodreelError('provider_failed', status.error.message, { cause })
  if (status === null) return 'unreached'
  if (status.kind !== 'succeeded' || !status.outputs[0] || status.outputs[0].url === outputs[0]?.url) return 'the same'
  await parts.generations.saveResult(generationId, { ...status, seenAt })
  return 'fresh'
}
