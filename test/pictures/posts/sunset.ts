import type { Draw } from '../../media/fixtures.ts'

const skies = [
  ['#7b3f6f', '#e9855a', '#ffd76a'],
  ['#1b2a4f', '#b1517d', '#ff9e6d'],
  ['#3d5a80', '#e0a96d', '#fff1b8'],
  ['#2b1b3f', '#a33b4e', '#ffb347'],
] as const

/** A sun above the sea, in one of four lights. */
export const sunset = (light: number): Draw => {
  const draw: Draw = (context, width, height, index, count) => {
    const [top, middle, low] = skies[light % skies.length] ?? skies[0]
    const horizon = height * 0.58
    const sky = context.createLinearGradient(0, 0, 0, height)
    for (const [at, colour] of [top, middle, low, middle, top].entries()) sky.addColorStop([0, 0.4, 0.58, 0.7, 1][at] ?? 1, colour)
    context.fillStyle = sky
    context.fillRect(0, 0, width, height)
    context.fillStyle = '#fff6d0'
    context.beginPath()
    context.arc(width * (0.3 + 0.12 * (light % 4)), horizon - height * 0.08, height * 0.1, 0, 7)
    context.fill()
    context.globalAlpha = 0.25
    for (let wave = 0; wave < 14; wave += 1) {
      const y = horizon + ((wave + (index / count) * 2) * (height - horizon)) / 14
      context.fillRect(width * (0.25 + 0.1 * Math.sin(wave * 2.1 + light)), y, width * 0.3, 2)
    }
    context.globalAlpha = 1
  }
  // By its name a clip is known as made already.
  return Object.defineProperty(draw, 'name', { value: `sunset in light ${light}` })
}
