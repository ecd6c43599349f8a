import { setTimeout } from 'node:timers/promises'
import { z } from 'zod'

/** What the service said. `down` is no judgement; `cause` is for the log and holds no secret. */
export type ModerationAnswer = { kind: 'clean' } | { kind: 'flagged'; categories: string[] } | { kind: 'down'; cause: string }

/** Asks somebody else whether words and pictures may be shown. An answer is always data; only the caller's own signal throws. */
export interface ModerationService {
  checkText(text: string, signal?: AbortSignal): Promise<ModerationAnswer>
  /** JPEG pictures, one after the other; the first answer that is not clean ends it. `thresholds` in place of those that count now. */
  checkFrames(frames: readonly Uint8Array[], signal?: AbortSignal, thresholds?: Thresholds): Promise<ModerationAnswer>
}

type Thresholds = Readonly<Record<string, number>>

export interface ModerationServiceOptions {
  /** The base URL, such as `https://api.openai.com/v1`; one that ends in `/moderations` is taken as it is. */
  url: string
  apiKey?: string | undefined
  /** From which score a category counts, instead of the service's own judgement, as it is now. */
  thresholds?: () => Thresholds
  fetch: typeof fetch
  /** For one request, its answer's body included. */
  timeoutMs?: number
  /** Before the one retry. */
  pauseMs?: number
}

type Input = { type: 'text'; text: string } | { type: 'image_url'; image_url: { url: string } }

const model = 'omni-moderation-latest'

/** Categories that a model does not judge may be null, and new ones come: only these three are read. */
const answerSchema = z.object({
  results: z
    .array(
      z.object({
        flagged: z.boolean(),
        categories: z.record(z.string(), z.boolean().nullable()).default({}),
        category_scores: z.record(z.string(), z.number().nullable()).default({}),
      }),
    )
    .min(1),
})
type Result = z.infer<typeof answerSchema>['results'][number]

/**
 * A client of OpenAI's moderation endpoint or one of its shape. The shape and the model's name are from OpenAI's API
 * reference, "Create moderation", as of 2026-11. There it is free of charge, and a request may hold one picture of up
 * to 20 MB (two are refused as `too_many_images`), so each is asked about by itself. A failure that may pass (no
 * connection, 429, 5xx, an answer that cannot be read) is tried once more; a time-out is not. The key goes to the
 * URL's own origin only: a redirect counts as down.
 */
export const createModerationService = (options: ModerationServiceOptions): ModerationService => {
  const { apiKey, thresholds: thresholdsNow = () => ({}), timeoutMs = 10_000, pauseMs = 500 } = options
  const endpoint = endpointOf(options.url)

  const askOnce = async (
    input: Input,
    thresholds: Thresholds,
    signal: AbortSignal | undefined,
  ): Promise<{ answer: ModerationAnswer; again: boolean }> => {
    signal?.throwIfAborted()
    const late = AbortSignal.timeout(timeoutMs)
    try {
      const response = await options.fetch(endpoint, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          accept: 'application/json',
          ...(apiKey ? { authorization: `Bearer ${apiKey}` } : {}),
        },
        body: JSON.stringify({ model, input: [input] }),
        redirect: 'error',
        signal: signal ? AbortSignal.any([signal, late]) : late,
      })
      if (!response.ok) {
        await response.body?.cancel()
        return { answer: { kind: 'down', cause: `HTTP ${response.status}` }, again: response.status === 429 || response.status >= 500 }
      }
      const body = answerSchema.safeParse(parseJson(await response.text()))
      if (!body.success) return { answer: { kind: 'down', cause: 'an answer of another shape' }, again: true }
      return { answer: judge(body.data.results, thresholds), again: false }
    } catch (error) {
      signal?.throwIfAborted()
      // Who waited once for so long is not made to wait again.
      if (late.aborted) return { answer: { kind: 'down', cause: `no answer within ${timeoutMs} ms` }, again: false }
      return { answer: { kind: 'down', cause: networkCause(error) }, again: true }
    }
  }

  const ask = async (input: Input, thresholds: Thresholds, signal: AbortSignal | undefined): Promise<ModerationAnswer> => {
    const first = await askOnce(input, thresholds, signal)
    if (!first.again) return first.answer
    await setTimeout(pauseMs, undefined, { signal })
    return (await askOnce(input, thresholds, signal)).answer
  }

  return {
    checkText: async (text, signal) => (text.trim() === '' ? { kind: 'clean' } : ask({ type: 'text', text }, thresholdsNow(), signal)),

    async checkFrames(frames, signal, thresholds = thresholdsNow()) {
      for (const frame of frames) {
        const url = `data:image/jpeg;base64,${Buffer.from(frame).toString('base64')}`
        const answer = await ask({ type: 'image_url', image_url: { url } }, thresholds, signal)
        if (answer.kind !== 'clean') return answer
      }
      return { kind: 'clean' }
    },
  }
}

const endpointOf = (base: string): URL => {
  const url = new URL(base)
  const path = url.pathname.replace(/\/+$/, '')
  url.pathname = path.endsWith('/moderations') ? path : `${path}/moderations`
  return url
}

/** What a category's threshold says, or else the service's own judgement. */
const judge = (results: readonly Result[], thresholds: Thresholds): ModerationAnswer => {
  const hits = new Set<string>()
  let unnamed = false
  for (const { flagged, categories, category_scores: scores } of results) {
    const named = Object.keys(categories).filter((category) => categories[category] === true)
    for (const category of new Set([...named, ...Object.keys(scores)])) {
      const threshold = thresholds[category]
      const score = scores[category]
      if (threshold === undefined || score === undefined || score === null ? categories[category] === true : score >= threshold)
        hits.add(category)
    }
    // Flagged, and it does not say for what: no threshold can speak against it.
    if (flagged && named.length === 0) unnamed = true
  }
  return hits.size > 0 || unnamed ? { kind: 'flagged', categories: [...hits].sort() } : { kind: 'clean' }
}

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** fetch hides the reason one level down. */
const networkCause = (error: unknown): string => {
  const cause = error instanceof Error ? (error.cause ?? error) : error
  return cause instanceof Error ? ('code' in cause && typeof cause.code === 'string' ? cause.code : cause.message) : 'no connection'
}
