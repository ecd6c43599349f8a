import { apart, proportionOf } from './aspect-ratio.ts'

/** A picture's sides in pixels, as it is shown. */
export interface Sides {
  width: number
  height: number
}

/** How far a shape may be from the ratio that it goes by. */
const ratioShare = 0.05

/** The ratios that films have names for. */
const namedRatios = ['1:1', '16:9', '9:16', '4:3', '3:4', '3:2', '2:3', '5:4', '4:5', '21:9', '9:21', '2:1', '1:2']

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
