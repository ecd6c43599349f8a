import { z } from 'zod'
import type { ListPrice } from '../../src/core/model.ts'
import type { ListedModel } from './model-list.ts'

const money = z.union([z.string(), z.number()]).transform(Number).pipe(z.number().positive())

const rateSchema = z.object({
  resolution: z.string().optional(),
  audio: z.boolean().optional(),
  cost_per_second: money,
})
const tokensSchema = z.object({ resolution: z.string().optional(), no_video_input: z.object({ cost_per_million_tokens: money }) })

/** As clients read it on 2026-09-19: rates by the second, or by the token, for all sizes or by size. */
const pricingSchema = z.object({
  pricing: z.object({
    video_duration_pricing: z.array(rateSchema).min(1).optional(),
    video_token_pricing: z.union([z.object({ tiers: z.array(tokensSchema).min(1) }), tokensSchema]).optional(),
  }),
})

/** The gateway's names for what a person calls by its shorter side. */
const resolutionOf = (name: string): string | undefined =>
  ({ hd: '720p', fhd: '1080p', '2k': '1440p', '4k': '2160p' })[name.toLowerCase()] ??
  (/^\d{3,4}p$/i.test(name) ? name.toLowerCase() : undefined)

/** ByteDance counts pixels of 24 frames a second by 1,024 to a token; by the widest frame of each size. */
const tokensPerSecond: Record<string, number> = { '480p': 10_044, '720p': 21_600, '1080p': 48_960, '1440p': 86_400, '2160p': 194_400 }

interface Rate {
  resolution: string | undefined
  audio: boolean | undefined
  usdPerSecond: number
}

const ratesOf = (model: ListedModel): Rate[] => {
  const { video_duration_pricing: bySecond, video_token_pricing: byToken } = pricingSchema.safeParse(model).data?.pricing ?? {}
  if (bySecond) {
    return bySecond.flatMap(({ resolution: name, audio, cost_per_second: usdPerSecond }) => {
      const resolution = name === undefined ? undefined : resolutionOf(name)
      return name !== undefined && resolution === undefined ? [] : [{ resolution, audio, usdPerSecond }]
    })
  }
  const tiers = byToken === undefined ? [] : 'tiers' in byToken ? byToken.tiers : [byToken]
  return Object.entries(tokensPerSecond).flatMap(([resolution, tokens]) => {
    const usd = tierFor(tiers, resolution)?.no_video_input.cost_per_million_tokens
    return usd === undefined ? [] : [{ resolution, audio: undefined, usdPerSecond: (tokens * usd) / 1e6 }]
  })
}

const heightOf = (resolution: string | undefined): number => Number.parseInt(resolution ?? '0', 10)

/** The tier of a size: its own, or else the next larger one. One without a name is for all. */
const tierFor = (tiers: readonly z.infer<typeof tokensSchema>[], resolution: string): z.infer<typeof tokensSchema> | undefined =>
  tiers
    .map((tier) => ({ tier, height: tier.resolution === undefined ? Number.POSITIVE_INFINITY : heightOf(resolutionOf(tier.resolution)) }))
    .filter(({ height }) => height >= heightOf(resolution))
    .toSorted((one, other) => one.height - other.height)[0]?.tier

/**
 * What the gateway asks for a model now. Rates for settings that we do not choose between (such as Kling's std and pro) count as the
 * highest of them. Null where nothing is published that can be read.
 */
export const publishedPrice = (model: ListedModel | undefined): ListPrice | null => {
  const rates = model ? ratesOf(model) : []
  if (rates.length === 0) return null
  const highest = new Map<string, Rate>()
  for (const rate of rates) {
    const key = `${rate.resolution} ${rate.audio}`
    if ((highest.get(key)?.usdPerSecond ?? 0) < rate.usdPerSecond) highest.set(key, rate)
  }
  const exactness = ({ resolution, audio }: Rate): number => Number(resolution !== undefined) + Number(audio !== undefined)
  const cases = [...highest.values()]
    .filter((rate) => exactness(rate) > 0)
    .toSorted((one, other) => exactness(other) - exactness(one))
    .map(({ resolution, audio, usdPerSecond }) => ({
      when: { ...(resolution !== undefined && { resolution }), ...(audio !== undefined && { generateAudio: audio }) },
      usdPerSecond,
    }))
  // Of a size that is not in the list nothing is known.
  const usual = rates.flatMap((rate) => (exactness(rate) === 0 ? [rate.usdPerSecond] : []))
  return { ...(usual.length > 0 && { usdPerSecond: Math.max(...usual) }), cases }
}
