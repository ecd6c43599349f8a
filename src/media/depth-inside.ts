/** A step straight and one across, as whole numbers in that ratio: the chamfer 3-4 of Borgefors (1986). */
const straight = 3
const across = 4

/**
 * How far each pixel lies inside of a shape, in pixels: 0 outside, 1 for those at its edge. The border of the picture is no edge. Infinite
 * where the picture has nothing outside of it.
 */
export const depthInside = ({
  width,
  height,
  isInside,
}: {
  width: number
  height: number
  isInside(at: number): boolean
}): Float32Array => {
  const depths = new Float32Array(width * height)
  for (let at = 0; at < depths.length; at++) depths[at] = isInside(at) ? Number.POSITIVE_INFINITY : 0
  const of = (x: number, y: number): number =>
    x < 0 || y < 0 || x >= width || y >= height ? Number.POSITIVE_INFINITY : (depths[y * width + x] ?? 0)
  const sweep = (x: number, y: number, way: 1 | -1): void => {
    const at = y * width + x
    if (depths[at] === 0) return
    depths[at] = Math.min(
      depths[at] ?? 0,
      of(x - way, y) + straight,
      of(x, y - way) + straight,
      of(x - way, y - way) + across,
      of(x + way, y - way) + across,
    )
  }
  for (let y = 0; y < height; y++) for (let x = 0; x < width; x++) sweep(x, y, 1)
  for (let y = height - 1; y >= 0; y--) for (let x = width - 1; x >= 0; x--) sweep(x, y, -1)
  // In place: of a large still another copy takes 64 MB.
  for (let at = 0; at < depths.length; at++) depths[at] = (depths[at] ?? 0) / straight
  return depths
}
