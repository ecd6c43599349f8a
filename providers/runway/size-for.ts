import type { Sizes } from './maker.ts'

/** What a clip should look like; 16:9 without an aspect ratio, the usual resolution without one. */
export interface Shape {
  aspectRatio?: string | undefined
  resolution?: string | undefined
}

/** How far a size may be from the ratio that it goes by: 1584:672 goes by 21:9. */
const tolerance = 0.03

/** The size in pixels by which Runway knows a shape, such as `1280:720` for 16:9 at 720p. Null where the model makes no such shape. */
export const sizeFor = <Size extends string>(sizes: Sizes<Size>, { aspectRatio, resolution }: Shape): Size | null => {
  const fitting = resolution === undefined ? Object.values(sizes)[0] : sizes[resolution]
  const wanted = aspectRatio === undefined ? 16 / 9 : ratioOf(aspectRatio)
  const distance = (size: Size): number => Math.abs(Math.log(ratioOf(size) / wanted))
  const [best] = (fitting ?? []).toSorted((one, other) => distance(one) - distance(other))
  return best === undefined || (aspectRatio !== undefined && distance(best) > tolerance) ? null : best
}

const ratioOf = (size: string): number => {
  const [width = 0, height = 0] = size.split(':').map(Number)
  return width / height
}
