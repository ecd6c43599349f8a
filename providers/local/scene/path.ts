import type { SKRSContext2D } from '@napi-rs/canvas'

/** Fills a shape from corner to corner and back; a bend pulls the side that starts at its corner. */
export const fillShape = (context: SKRSContext2D, corners: [number, number][], bends: ([number, number] | null)[] = []): void => {
  context.beginPath()
  corners.forEach(([x, y], index) => {
    if (index === 0) context.moveTo(x, y)
    const [nextX, nextY] = corners[(index + 1) % corners.length] ?? [x, y]
    const bend = bends[index]
    if (bend) context.quadraticCurveTo(bend[0], bend[1], nextX, nextY)
    else context.lineTo(nextX, nextY)
  })
  context.fill()
}
