import type { Clock } from '../../core/clock.ts'
import { MoodreelError } from '../../core/errors.ts'
import type { Generation } from '../../core/generation.ts'
import type { Memory } from '../../core/memory.ts'
import { type LearntPrice, type Model, modelSchema } from '../../core/model.ts'
import type { Provider } from '../../core/provider.ts'
import { onTopic, type PubSub } from '../../core/pub-sub.ts'
import { say, type Text } from '../../core/words/sentence.ts'
import { isCostlyInput } from './costly-input.ts'

/** What can be made, as it is at this moment. */
export interface Catalogue {
  /** The listed models in their order; one that is not available says why. */
  models(): readonly Model[]
  /** The listed models that are available as far as the configuration goes: those worth looking at. */
  watched(): readonly Model[]
  /** The row of a model, of one that is not listed too. */
  find(name: string): Model | undefined
  /** The row by which a clip was admitted; nothing when an operator took it out between two starts while its clip was under way. */
  rowOf(generation: Pick<Generation, 'model' | 'createdAt'>): Model | undefined
  /** The same. Throws MoodreelError `model_unavailable` when there is none (any more). */
  modelOf(generation: Pick<Generation, 'model' | 'createdAt'>): Model
  /** Other rows count from a time on; what was admitted before keeps those of then. */
  replace(rows: readonly Model[], now: number): void
  /** The row of a model that is not listed, when it was learnt. */
  unlisted(name: string): Model[]
  /** Gets to know a model of a provider's that is not listed, such as `owner/name`. Does nothing when nobody knows it. */
  learn(name: string, signal: AbortSignal): Promise<void>
  /**
   * Says why a model is not available for now; null when it is again. `by` names who says so: each takes back only its own. One that its
   * vendor `gone` says is no more has the successor of its row.
   */
  mark(name: string, by: Marker, reason: Text | null, gone?: boolean): void
  /** Says so to all processes: its provider refused a clip because the model is no more. */
  gone(name: string): void
  /** What was learnt of the prices of rows, by their names; in place of what was known before. */
  learnPrices(prices: ReadonlyMap<string, LearntPrice>): void
  /** How a model's schema differs from its row, by the model's name. */
  readonly drift: Map<string, Text[]>
}

type Marker = 'provider' | 'moderator'
type Unavailable = NonNullable<Model['unavailable']>

/** From when on a model is over by its date alone, in milliseconds since the epoch: when that day has ended everywhere that vendors count it. */
const endOf = ({ retires }: Model): number =>
  !retires || retires.orLater ? Number.POSITIVE_INFINITY : Date.parse(`${retires.date}T00:00:00Z`) + dayMs

const isOver = (row: Model, now: number): boolean => now >= endOf(row)

/**
 * A row that nobody here has looked at: it counts as one for adults, for nobody knows what it makes, and takes no input that could
 * cost more than the one price that is held for it, or that switches its checks off.
 */
const guarded = (row: Model): Model => ({ ...row, nsfw: true, extras: row.extras.filter((name) => !isCostlyInput(name)) })

const dayMs = 24 * 60 * 60_000
const unlistedKey = 'unlisted-models'
/** Enough for any community; the oldest are asked for again. */
const unlistedCount = 200
/** Of so many readings the rows are known; a clip that is older than all of them has those of the first. */
const formerAtMost = 20

/**
 * The catalogue of the configuration with everything that is learnt while the program runs. A model whose provider is
 * not set up is not available.
 */
export const openCatalogue = async (options: {
  rows: readonly Model[]
  providers: ReadonlyMap<string, Provider>
  memory: Memory
  clock: Clock
  pubSub: PubSub
  /** What a clip is taken to cost with a model that is not listed and has no known price, in US dollars by provider. */
  unlistedUsd?: ReadonlyMap<string, number>
}): Promise<Catalogue> => {
  const { providers, memory, clock } = options
  const marks = new Map<string, Map<Marker, Unavailable>>()
  let { rows } = options
  const former: { until: number; rows: readonly Model[] }[] = []
  const unlisted = new Map<string, Model>()
  for (const row of modelSchema.array().safeParse(await memory.get(unlistedKey)).data ?? []) unlisted.set(row.name, guarded(row))

  const drift: Catalogue['drift'] = new Map()
  let prices: ReadonlyMap<string, LearntPrice> = new Map()
  const priced = (row: Model): Model => {
    const learnt = prices.get(row.name)
    return learnt ? { ...row, learnt } : row
  }
  const whyNot = (row: Model): Unavailable | undefined => {
    if (row.unavailable) return row.unavailable
    if (isOver(row, clock.now())) {
      return { reason: say('member.retired', { date: row.retires?.date ?? '' }), successor: row.retires?.successor }
    }
    if (!providers.has(row.provider)) return { reason: say('member.noProvider', { provider: row.provider }) }
    return marks.get(row.name)?.values().next().value
  }
  let offered: readonly Model[] = []
  /** When the next model is over. */
  let countsUntil = 0
  const draw = (): void => {
    const now = clock.now()
    offered = rows.map((row) => ({ ...priced(row), unavailable: whyNot(row) }))
    countsUntil = Math.min(...rows.map(endOf).filter((end) => end > now))
  }
  const models = (): readonly Model[] => {
    if (clock.now() >= countsUntil) draw()
    return offered
  }
  draw()
  const mark: Catalogue['mark'] = (name, by, reason, gone = false) => {
    const known = marks.get(name) ?? new Map<Marker, Unavailable>()
    const successor = gone ? rows.find((row) => row.name === name)?.retires?.successor : undefined
    if (reason === null) known.delete(by)
    else known.set(by, { reason, ...(successor !== undefined && { successor }) })
    marks.set(name, known)
    draw()
  }
  const topic = onTopic(options.pubSub, 'models-gone')
  topic.subscribe((name) => {
    if (rows.some((row) => row.name === name)) mark(name, 'provider', say('state.unknownToProvider'), true)
  })

  const unlistedRow = (name: string): Model | undefined => {
    const row = unlisted.get(name)
    return row && priced(row)
  }
  const find = (name: string): Model | undefined => models().find((model) => model.name === name) ?? unlistedRow(name)
  const rowOf: Catalogue['rowOf'] = ({ model, createdAt }) => {
    const rowIn = (those: readonly Model[] | undefined): Model | undefined => those?.find(({ name }) => name === model)
    const then = rowIn(former.find(({ until }) => createdAt < until)?.rows)
    // A request that was looked at while its model went away was admitted a moment after.
    return then ?? find(model) ?? rowIn(former.findLast((one) => rowIn(one.rows) !== undefined)?.rows)
  }

  return {
    models,
    watched: () => rows.filter((row) => !row.unavailable && providers.has(row.provider) && !isOver(row, clock.now())),
    find,
    rowOf,
    modelOf(generation) {
      const row = rowOf(generation)
      if (!row) throw new MoodreelError('model_unavailable', say('member.modelGone', { model: generation.model }))
      return row
    },
    replace(next, now) {
      former.push({ until: now, rows })
      if (former.length > formerAtMost) former.shift()
      const before = new Map(rows.map((row) => [row.name, row]))
      rows = next
      for (const row of rows) {
        // What a provider said of another model says nothing of this one.
        const { provider, target } = before.get(row.name) ?? row
        if (provider === row.provider && target === row.target) continue
        marks.get(row.name)?.delete('provider')
        drift.delete(row.name)
      }
      draw()
    },
    unlisted: (name) => [unlistedRow(name) ?? []].flat(),
    async learn(name, signal) {
      for (const provider of providers.values()) {
        const described = await provider.describe?.(name, signal)
        if (!described) continue
        const { usdPerClip, usdPerSecond } = described.price
        const isPriced = usdPerClip !== undefined || usdPerSecond !== undefined
        const priced = isPriced
          ? described
          : { ...described, price: { ...described.price, usdPerClip: options.unlistedUsd?.get(provider.name) ?? 0.5 } }
        const row = guarded(priced)
        unlisted.delete(row.name)
        unlisted.set(row.name, row)
        await memory.set(unlistedKey, JSON.parse(JSON.stringify([...unlisted.values()].slice(-unlistedCount))))
        return
      }
    },
    mark,
    gone: topic.publish,
    learnPrices(learnt) {
      prices = learnt
      draw()
    },
    drift,
  }
}
