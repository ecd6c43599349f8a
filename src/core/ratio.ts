/** `16:9`, and for films `2.39:1`. Neither side is nothing. */
export const aspectRatioPattern = /^(?=0*\.?0*[1-9])\d{1,4}(?:\.\d{1,3})?:(?=0*\.?0*[1-9])\d{1,4}(?:\.\d{1,3})?$/

/** A picture's sides in pixels, as it is shown. */
export interface Sides {
  width: number
  height: number
}

/** How far a shape may be from the ratio that it goes by. */
const ratioShare = 0.05

/** The ratios that films have names for. */
export const namedRatios = ['1:1', '16:9', '9:16', '4:3', '3:4', '3:2', '2:3', '5:4', '4:5', '21:9', '9:21', '2:1', '1:2']

/** How far apart two proportions are: 0.05 for five hundredths, whichever is larger. */
export const apart = (one: number, other: number): number => Math.abs(Math.log(one / other))

/** `16:9` as a number. */
export const proportionOf = (ratio: string): number => {
  const [width = 1, height = 1] = ratio.split(':').map(Number)
  return width / height
}

/** The ratio of a list that is nearest to a shape, the first of several that are as near; undefined for an empty list and for no shape. */
export const nearestRatio = (ratios: readonly string[], { width, height }: Sides): string | undefined => {
  if (!(width > 0 && height > 0)) return undefined
  const shape = width / height
  return ratios.toSorted((one, other) => apart(proportionOf(one), shape) - apart(proportionOf(other), shape))[0]
}

/** Whether two pictures have one shape, or nearly. */
export const sameShape = (one: Sides, other: Sides): boolean => apart(one.width / one.height, other.width / other.height) <= ratioShare

/** The name of a shape, such as `16:9`; `853×480` for one without. What was `asked` for is not taken for its neighbour. */
export const shapeName = (sides: Sides, asked?: string): string => {
  const nearest = nearestRatio(asked === undefined ? namedRatios : [asked, ...namedRatios], sides)
  return nearest !== undefined && apart(proportionOf(nearest), sides.width / sides.height) <= ratioShare
    ? nearest
    : `${sides.width}×${sides.height}`
}

/** Farther apart, another ratio is another picture: a square for a portrait, a wide film for a strip. */
const farthest = Math.log(1.6)

/** How far apart two ratios are. */
const between = (one: string, other: string): number => apart(proportionOf(one), proportionOf(other))

/**
 * The ratio of a list that is so near to an asked one that it is what was meant; undefined where none is, or where a portrait would
 * become a landscape.
 */
export const nearAsked = (asked: string, ratios: readonly string[]): string | undefined => {
  const side = (ratio: string): number => Math.sign(Math.log(proportionOf(ratio)))
  const near = ratios.filter((ratio) => between(ratio, asked) <= farthest && side(ratio) * side(asked) >= 0)
  return near.toSorted((one, other) => between(one, asked) - between(other, asked))[0]
}

/** Whether two spellings are one ratio: `32:18` and `16:9`. */
export const isSameRatio = (one: string, other: string): boolean => between(one, other) < 0.0005
