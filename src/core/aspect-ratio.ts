/** `16:9`, and for films `2.39:1`. Neither side is nothing. */
export const aspectRatioPattern = /^(?=0*\.?0*[1-9])\d{1,4}(?:\.\d{1,3})?:(?=0*\.?0*[1-9])\d{1,4}(?:\.\d{1,3})?$/

/** Width by height, as one number. */
export const proportionOf = (ratio: string): number => {
  const [width = 1, height = 1] = ratio.split(':').map(Number)
  return width / height
}

/** How far apart two proportions are: 0.05 for five hundredths, whichever is larger. */
export const apart = (one: number, other: number): number => Math.abs(Math.log(one / other))

const apartRatios = (one: string, other: string): number => apart(proportionOf(one), proportionOf(other))

/** Farther off, it is another picture: a square for a portrait, a wide film for a strip. */
const farthest = Math.log(1.6)

/**
 * The ratio of a list that somebody means who asked for one that is not there: the nearest; undefined where none is near, or where a
 * portrait would become a landscape.
 */
export const meantRatio = (asked: string, ratios: readonly string[]): string | undefined => {
  const wide = (ratio: string): number => Math.sign(Math.log(proportionOf(ratio)))
  const near = ratios.filter((ratio) => apartRatios(ratio, asked) <= farthest && wide(ratio) * wide(asked) >= 0)
  return near.toSorted((one, other) => apartRatios(one, asked) - apartRatios(other, asked))[0]
}

/** Whether two spellings are one ratio: `32:18` and `16:9`. */
export const isSameRatio = (one: string, other: string): boolean => apartRatios(one, other) < 0.0005
