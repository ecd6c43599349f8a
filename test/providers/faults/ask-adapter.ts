import { isDeepStrictEqual } from 'node:util'
import { checkRequest } from '../../../src/core/fit/check-request.ts'
import { newId } from '../../../src/core/id.ts'
import type { Json } from '../../../src/core/json.ts'
import type { ProviderError, ProviderRequest, ProviderStatus } from '../../../src/core/provider.ts'
import { providerInput } from '../../support/provider-input.ts'
import { closeStand, type OpenStand, type Stand, type StandOptions } from './stand.ts'
import { until } from './until.ts'

/** What an adapter says of one clip under a fault. */
export interface Told {
  /** All that the studio goes by, in words: clips of one kind end alike. */
  kind: string
  error: ProviderError | null
  /** How many jobs the vendor took. */
  jobs: number
  /** Closed. */
  stand: Stand
}

const minute = 60_000
/** How long after the paid call it is asked what became of it. Some look twice before they call it absent. */
const askedAfterMs = [0, 10 * minute, 20 * minute, 45 * minute]
const mostAttempts = 3

const requestOf = ({ model, vendor }: Stand): ProviderRequest => {
  const mode = vendor.request.mode ?? model.modes[0] ?? 't2v'
  const picture = { url: 'media:photo', name: 'photo.jpg' }
  const draft = { prompt: 'a paper boat', ...(mode === 'i2v' && { firstFrame: picture }), ...vendor.request, mode, model: model.name }
  const [request] = checkRequest(draft, model, [model]).requests
  if (!request) throw new Error(`${model.name} does not take its own request`)
  return { request, model, inputs: mode === 'i2v' ? [providerInput('firstFrame')] : [] }
}

/** Asks an adapter for one clip under a fault, as the studio does, and writes down what it answers. */
export const askAdapter = async (open: OpenStand, options: Pick<StandOptions, 'index' | 'folder'>): Promise<Told> => {
  let ahead = 0
  const now = (): number => Date.now() + ahead
  const stand = await open({ ...options, now, trapPort: 0 })
  const { provider, vendor, case: one } = stand
  const { signal } = new AbortController()
  const said: string[] = []
  const say = (words: string): void => {
    if (said.at(-1) !== words) said.push(words)
  }
  const told = (error: ProviderError | null = null) => ({ kind: said.join(', '), error, jobs: vendor.jobs(), stand })

  /** Null where it does not answer. */
  const ask = async <Answer>(question: () => Promise<Answer>): Promise<Answer | null> =>
    question().catch(() => {
      say('a question without an answer')
      return null
    })

  /** What the vendor tells at the attempt's address of a paid call whose answer was lost. */
  const hear = async (attemptId: string, given: ProviderRequest): Promise<Json | undefined> => {
    const { webhookUrl } = stand
    if (webhookUrl === null || !vendor.webhook || vendor.jobs() === 0) return undefined
    const hint = await provider.parseWebhook?.({ attemptId, given, ...vendor.webhook(webhookUrl) })
    say(`a webhook that is ${hint?.kind === 'ignored' && hint.unsigned ? 'not signed' : hint?.kind}`)
    return hint?.kind === 'moved' ? hint.operation : undefined
  }

  /** The operation of the paid call, or how it ended without one. */
  const place = async (given: ProviderRequest): Promise<{ operation: Json } | { error: ProviderError | null }> => {
    for (let attempts = 0; attempts < mostAttempts; attempts++) {
      const [id, createdAt, before] = [newId(), now(), ahead]
      const webhookUrl = `https://bot.example/webhooks/${provider.name}/key/${id}`
      const result = await provider.submit(given, { id, webhookUrl, deadlineAt: now() + 60 * minute, signal })
      say(result.kind === 'rejected' ? `rejected as ${result.error.class}` : result.kind)
      if (result.kind === 'rejected') return result
      if (result.kind === 'accepted') return result
      const operation = await hear(id, given)
      if (operation !== undefined) return { operation }
      let isAbsent = false
      for (const after of askedAfterMs) {
        await vendor.told?.()
        ahead = before + after
        const answer = await ask(async () => provider.reconcile?.({ id, createdAt }, given, signal, async () => 'nobody'))
        if (answer) say(`the paid call is ${answer.kind}`)
        if (answer?.kind === 'found') return answer
        isAbsent = answer?.kind === 'absent'
        if (isAbsent) break
      }
      if (!isAbsent) break
    }
    if (vendor.jobs() > 0) say('the vendor had taken it')
    return { error: null }
  }

  const finish = async (operation: Json): Promise<ProviderStatus> => {
    let end: ProviderStatus | undefined
    await until(
      `an end of ${one.name}`,
      async () => {
        const status = await ask(() => provider.poll(operation, signal))
        if (status && status.kind !== 'queued' && status.kind !== 'running') end = status
        return end !== undefined
      },
      { everyMs: 20 },
    )
    if (!end) throw new Error('there is no end')
    return end
  }

  try {
    const given = requestOf(stand)
    const placed = await place(given)
    if ('error' in placed) return told(placed.error)
    // As it is written down.
    const operation: Json = JSON.parse(JSON.stringify(placed.operation))
    const end = await finish(operation)
    if (end.kind === 'failed') {
      say(`failed as ${end.error.class}`)
      say(end.costUsd === undefined ? 'at a price that is not told' : `for $${end.costUsd}`)
      return told(end.error)
    }
    say(end.kind)
    const [output] = end.kind === 'succeeded' ? end.outputs : []
    if (!output) return told()
    const read = async () => {
      const opened = await provider.open?.(output, operation, signal)
      return opened ? (await new Response(opened).bytes()).byteLength : null
    }
    const bytes = (await ask(read)) ?? (await ask(read))
    if (bytes !== null) {
      say(bytes > 0 ? 'its bytes' : 'no bytes')
      return told()
    }
    const isSame = isDeepStrictEqual(await finish(operation), end)
    say(
      `a link that ${output.url.startsWith(`${stand.proxy.origin}/`) ? 'is the vendor’s' : 'leads elsewhere'}${isSame ? '' : ' and changes'}`,
    )
    if (one.rule?.output) say(one.rule.output)
    if (one.rule?.download) say('cut once')
    return told()
  } finally {
    await closeStand(stand)
  }
}
