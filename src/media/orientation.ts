/** The turns and mirrors of the EXIF orientations 1 to 8, as a canvas takes them: a, b, c, d, and the shift in widths and heights. */
type Turn = readonly [a: number, b: number, c: number, d: number, shiftX: number, shiftY: number]

const turns: readonly Turn[] = [
  [1, 0, 0, 1, 0, 0],
  [-1, 0, 0, 1, 1, 0],
  [-1, 0, 0, -1, 1, 1],
  [1, 0, 0, -1, 0, 1],
  [0, 1, 1, 0, 0, 0],
  [0, 1, -1, 0, 1, 0],
  [0, -1, -1, 0, 1, 1],
  [0, -1, 1, 0, 0, 1],
]
const upright: Turn = [1, 0, 0, 1, 0, 0]

/** How a canvas draws a picture of an EXIF orientation upright. */
export const turnOf = (orientation: number): Turn => turns[orientation - 1] ?? upright

/** Whether an orientation swaps width and height. */
export const swapsSides = (orientation: number): boolean => orientation >= 5

/** The orientation that comes of one and another after it. */
export const thenTurned = (first: number, second: number): number => {
  const [[a1, b1, c1, d1], [a2, b2, c2, d2]] = [turnOf(first), turnOf(second)]
  const both = [a2 * a1 + c2 * b1, b2 * a1 + d2 * b1, a2 * c1 + c2 * d1, b2 * c1 + d2 * d1]
  return turns.findIndex((turn) => both.every((value, at) => value === turn[at])) + 1
}
