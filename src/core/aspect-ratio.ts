/** `16:9`, and for films `2.39:1`. Neither side is nothing. */
export const aspectRatioPattern = /^(?=0*\.?0*[1-9])\d{1,4}(?:\.\d{1,3})?:(?=0*\.?0*[1-9])\d{1,4}(?:\.\d{1,3})?$/

/** Width by height, as one number. */
export const proportionOf = (ratio: string): number => {
  const [width = 1, height = 1] = ratio.split(':').map(Number)
  return width / height
}

/** How far apart two ratios are, as the factor between them: 1 for none. */
const factor = (one: string, other: string): number => Math.exp(Math.abs(Math.log(proportionOf(one) / proportionOf(other))))

/** Farther off, it is another picture: a square for a portrait, a wide film for a strip. */
const farthest = 1.6

/**
 * The ratio of a list that is nearest to the one that was asked for; undefined where none is near, or where a portrait would become a
 * landscape.
 */
export const nearestRatio = (asked: string, ratios: readonly string[]): string | undefined => {
  const wide = (ratio: string): number => Math.sign(Math.log(proportionOf(ratio)))
  const near = ratios.filter((ratio) => factor(ratio, asked) <= farthest && wide(ratio) * wide(asked) >= 0)
  return near.toSorted((one, other) => factor(one, asked) - factor(other, asked))[0]
}

/** Whether two spellings are one ratio: `32:18` and `16:9`. */
export const isSameRatio = (one: string, other: string): boolean => factor(one, other) < 1.0005
