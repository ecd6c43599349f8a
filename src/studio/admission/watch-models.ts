import { MoodreelError } from '../../core/errors.ts'
import type { Model } from '../../core/model.ts'
import type { Parts } from '../parts.ts'

const firstMs = 20_000
const everyMs = 3_600_000
const patienceMs = 30_000

/** Asks the providers now and then, without cost, which models are available, and marks the others until they can. */
export const createModelWatch = (parts: Pick<Parts, 'catalogue' | 'providers' | 'log'>) => {
  const { catalogue, providers, log } = parts
  let timer: NodeJS.Timeout | null = null
  let looking: Promise<void> = Promise.resolve()
  const stopped = new AbortController()

  const look = async (row: Model): Promise<void> => {
    const signal = AbortSignal.any([stopped.signal, AbortSignal.timeout(patienceMs)])
    const state = await providers.get(row.provider)?.inspect?.(row, signal)
    if (!state) return
    if (state.kind === 'unavailable') {
      log.warn({ model: row.name, provider: row.provider, reason: state.reason }, 'a model is not available any more')
      catalogue.mark(row.name, 'provider', state.reason, state.gone)
      return
    }
    catalogue.mark(row.name, 'provider', null)
    const known = catalogue.drift.get(row.name) ?? []
    if (state.drift.length === 0) catalogue.drift.delete(row.name)
    else catalogue.drift.set(row.name, state.drift)
    if (JSON.stringify(state.drift) !== JSON.stringify(known)) {
      log.warn({ model: row.name, provider: row.provider, drift: state.drift }, 'a model’s schema differs from its row')
    }
  }

  /** One after the other: this is nobody's errand. */
  const lookAtAll = async (): Promise<void> => {
    for (const row of catalogue.watched()) {
      if (stopped.signal.aborted) return
      await look(row).catch((cause: unknown) => {
        const code = cause instanceof MoodreelError ? cause.code : 'internal'
        if (!stopped.signal.aborted) log.debug({ model: row.name, code, err: cause }, 'a model could not be looked at')
      })
    }
  }

  const plan = (ms: number): void => {
    timer = setTimeout(() => {
      looking = lookAtAll().then(() => {
        if (!stopped.signal.aborted) plan(everyMs)
      })
    }, ms).unref()
  }

  return {
    lookAtAll,
    start: (): void => plan(firstMs),
    async stop(): Promise<void> {
      stopped.abort()
      if (timer) clearTimeout(timer)
      await looking
    },
  }
}
