import type { Clock } from '../../core/clock.ts'
import { type Generation, isFinal } from '../../core/generation.ts'
import type { Generations } from '../../storage/generations.ts'
import type { Slots } from '../../storage/slots.ts'
import type { Catalogue } from '../admission/catalogue.ts'

/** Where a generation stands and how long it will still take, honestly: from what the last clips took. */
export interface Estimate {
  /** 1 is next; absent for a generation that does not wait. */
  position?: number
  /** Null where nobody knows. */
  seconds: number | null
  /** It takes longer than the last ones took. */
  isLate?: boolean
}

const measuredClips = 20
const freshMs = 2_000
/** The line is looked at the less often the longer it is. */
const freshMsEach = 2
/** A provider's first signs of progress say little about the rest. */
const leastProgress = 0.05

const unknown: Estimate = { seconds: null }

/** Estimates from the measured durations of the last clips of a model and mode; from the catalogue until there are some. */
export const createEstimator = (parts: {
  generations: Pick<Generations, 'recentSeconds'>
  slots: Pick<Slots, 'line'>
  catalogue: Pick<Catalogue, 'models'>
  concurrency: ReadonlyMap<string, number>
  clock: Clock
}) => {
  const { clock } = parts
  const lines = new Map<string, { until: number; places: Promise<ReadonlyMap<string, number>> }>()
  const durations = new Map<string, { at: number; seconds: Promise<number> }>()

  // A thousand cards are drawn from one look at the line.
  const lineOf = (provider: string): Promise<ReadonlyMap<string, number>> => {
    const known = lines.get(provider)
    if (known && clock.now() < known.until) return known.places
    const places = parts.slots.line(provider).then((ids) => new Map(ids.map((id, at) => [id, at])))
    const line = { until: clock.now() + freshMs, places }
    lines.set(provider, line)
    // Of ten thousand nobody minds a place that is twenty seconds old, and to read them takes a tenth of one.
    const kept = places.then(({ size }) => {
      line.until += size * freshMsEach
    })
    kept.catch(() => undefined)
    return places
  }

  const typicalSeconds = ({ model, mode }: Pick<Generation, 'model' | 'mode'>): Promise<number> => {
    const key = `${model} ${mode}`
    const known = durations.get(key)
    if (known && clock.now() - known.at < freshMs) return known.seconds
    const seconds = parts.generations.recentSeconds({ model, mode }, measuredClips).then((measured) => {
      const sorted = measured.toSorted((a, b) => a - b)
      return sorted[Math.floor(sorted.length / 2)] ?? parts.catalogue.models().find((row) => row.name === model)?.typicalSeconds ?? 60
    })
    durations.set(key, { at: clock.now(), seconds })
    return seconds
  }

  const inLine = async (generation: Generation): Promise<Estimate> => {
    const typical = await typicalSeconds(generation)
    const index = (await lineOf(generation.provider)).get(generation.id)
    if (index === undefined) return { seconds: typical }
    const turns = Math.ceil((index + 1) / (parts.concurrency.get(generation.provider) ?? 1))
    return { position: index + 1, seconds: typical * (turns + 1) }
  }

  /** By what the provider says of its progress, or else by what is usual; past that nobody knows. */
  const atWork = async (generation: Generation): Promise<Estimate> => {
    const { slotAt, createdAt, progress } = generation
    const elapsed = (clock.now() - (slotAt ?? createdAt)) / 1000
    const typical = await typicalSeconds(generation)
    if (progress !== null && progress > leastProgress) {
      // The first steps are slower than the rest: they count little, the more the further they came or the less of what is usual is left.
      const trust = Math.min(1, Math.max((2 * progress) ** 2, (elapsed / typical) ** 3))
      return { seconds: (1 - trust) * typical + trust * (elapsed / progress) - elapsed }
    }
    const seconds = typical - elapsed
    return seconds > 0 ? { seconds } : { seconds: null, isLate: true }
  }

  return async (generation: Generation): Promise<Estimate> => {
    if (isFinal(generation.state) || generation.cancelRequestedAt !== null || generation.obstacle?.noRoom) return unknown
    switch (generation.state) {
      case 'admitted':
      case 'ingesting':
      case 'queued':
        return inLine(generation)
      case 'unresolved':
      // What is left was never measured, and the whole of it would be more than was left a moment ago.
      case 'collecting':
      case 'delivering':
        return unknown
      default:
        return atWork(generation)
    }
  }
}
export type Estimator = ReturnType<typeof createEstimator>
