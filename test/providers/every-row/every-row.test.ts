import { describe, expect, test } from 'vitest'
import type { Json } from '../../../src/core/json.ts'
import type { Model } from '../../../src/core/model.ts'
import { type Mode, maxSeed, type RequestDraft } from '../../../src/core/request.ts'
import { newAttempt } from '../../contracts/provider-contract.ts'
import { draftOf, models, openEveryProvider, requestFor } from './bench.ts'

const attempt = () => ({ ...newAttempt(), webhookUrl: 'https://bot.example/webhooks/x/y/z' })

const at = (value: Json | undefined, ...path: string[]): Json | undefined =>
  path.reduce<Json | undefined>(
    (found, name) => (typeof found === 'object' && found !== null && !Array.isArray(found) ? found[name] : undefined),
    value,
  )

/** Every value of a name, however deep: ComfyUI's graphs have nodes of an operator's own. */
const everywhere = (value: Json | undefined, name: string): Json[] =>
  typeof value !== 'object' || value === null
    ? []
    : Object.entries(value).flatMap(([key, inside]) => (key === name ? [inside] : everywhere(inside, name)))

const proportion = (ratio: Json | undefined): number | undefined => {
  // `adaptive` and the like are the source's own.
  if (typeof ratio !== 'string' || !/^\d+:\d+$/.test(ratio)) return undefined
  const [width = 0, height = 0] = ratio.split(':').map(Number)
  return width / height
}

/** The shape that a paid call asks for, as width to height. */
const shapeIn: Record<string, (body: Json) => number | undefined> = {
  replicate: (body) => proportion(at(body, 'input', 'aspect_ratio')),
  cog: (body) => proportion(at(body, 'input', 'aspect_ratio')),
  fal: (body) => proportion(at(body, 'aspect_ratio')),
  kling: (body) => proportion(at(body, 'aspect_ratio') ?? at(body, 'settings', 'aspect_ratio')),
  minimax: (body) => proportion(at(body, 'aspect_ratio') ?? at(body, 'ratio')),
  runway: (body) => proportion(at(body, 'ratio') ?? at(body, 'targetAspectRatio')),
  veo: (body) => proportion(at(body, 'parameters', 'aspectRatio')),
  vercel: (body) => proportion(at(body, 'aspectRatio')),
  videogen: (body) => {
    const [width, height] = [at(body, 'aspectRatio', 'width'), at(body, 'aspectRatio', 'height')]
    return typeof width === 'number' && typeof height === 'number' ? width / height : undefined
  },
  comfyui: (body) => {
    const [[width], [height]] = [everywhere(body, 'width'), everywhere(body, 'height')]
    return typeof width === 'number' && typeof height === 'number' ? width / height : undefined
  },
}

/** The seed in a paid call. */
const seedIn = (body: Json): Json | undefined =>
  [...everywhere(body, 'seed'), ...everywhere(body, 'noise_seed')].find((seed) => typeof seed === 'number')

const apart = (one: number, other: number): number => Math.abs(Math.log(one / other))

const paidRows = models.filter(({ provider }) => provider !== 'local')
const rowsFrom = (modes: readonly Mode[]): [string, Mode, Model][] =>
  paidRows.flatMap((row) => modes.filter((mode) => row.modes.includes(mode)).map((mode): [string, Mode, Model] => [row.name, mode, row]))

const { vendor, providers } = await openEveryProvider()

/** Says what a row's paid calls ask for. */
const listenTo = (row: Model) => {
  vendor.state.row = row
  return async (draft: RequestDraft, sides?: [number, number]) => {
    const given = requestFor(row, draft, sides)
    const result = await providers.get(row.provider)?.submit(given, attempt())
    const body = vendor.heard.splice(0).at(-1)
    if (body === undefined) throw new Error(`${row.name} made no paid call: ${JSON.stringify(result)}`)
    return { body, given, result, shape: shapeIn[row.provider]?.(body) }
  }
}

/** A picture that is too small is made larger, a video is not. */
const smallPicture: [number, number] = [90, 160]
const sizes: [number, number][] = [
  [1080, 1920],
  [1000, 1000],
  [800, 1000],
  [1920, 1080],
  [1680, 720],
]

describe('a picture or a video without a ratio has its own shape, or the nearest that the model makes', () => {
  test.each(rowsFrom(['i2v', 'v2v']))('%s, %s', async (_, mode, row) => {
    const say = listenTo(row)
    for (const [width, height] of mode === 'i2v' ? [smallPicture, ...sizes] : sizes) {
      const { shape } = await say(draftOf(mode), [width, height])
      const source = width / height
      const ratios = (row.aspectRatios ?? []).map((ratio) => proportion(ratio) ?? 0)
      const nearest = Math.min(...ratios.map((ratio) => apart(ratio, source)))
      if (row.provider === 'comfyui') expect(apart(shape ?? 0, Math.min(source, 21 / 9))).toBeLessThan(0.06)
      else if (row.sourceShape !== 'nearest' || ratios.length === 0) expect(shape).toBeUndefined()
      else expect(apart(shape ?? 0, source)).toBeLessThan(nearest + 0.03)
    }
  })
})

describe('a ratio that is asked for is the one that is sent', () => {
  test.each(rowsFrom(['t2v', 'i2v', 'v2v']).filter(([, mode, row]) => row.aspectRatios && (mode === 't2v' || row.sourceShape !== 'only')))(
    '%s, %s',
    async (_, mode, row) => {
      const say = listenTo(row)
      for (const aspectRatio of row.aspectRatios ?? []) {
        if (row.never.some((words) => words.mode === mode && words.aspectRatio === aspectRatio)) continue
        const { shape } = await say(draftOf(mode, { aspectRatio }))
        expect([aspectRatio, apart(shape ?? 0, proportion(aspectRatio) ?? 0) < 0.06]).toEqual([aspectRatio, true])
      }
    },
  )
})

describe('the seed that is kept is the seed that is sent, within what the model takes', () => {
  test.each(rowsFrom(['t2v', 'i2v', 'v2v']))('%s, %s', async (_, mode, row) => {
    const say = listenTo(row)
    for (const seed of [undefined, 0, 42, 2_147_483_648, maxSeed]) {
      const { body, given } = await say(draftOf(mode, { seed }))
      if (row.seed) {
        expect(seedIn(body)).toBe(given.request.seed)
        expect(given.request.seed).toBeLessThanOrEqual(row.maxSeed)
        if (seed !== undefined && seed <= row.maxSeed) expect(given.request.seed).toBe(seed)
      } else expect(seedIn(body)).toBeUndefined()
    }
  })
})
