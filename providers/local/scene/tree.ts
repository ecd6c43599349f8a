import type { SKRSContext2D } from '@napi-rs/canvas'
import { css, mix, type Rgb } from '../colour.ts'
import type { Random } from '../random.ts'
import { addCircle } from './brush.ts'

export interface TreeOptions {
  /** Where its trunk meets the ground. */
  x: number
  y: number
  height: number
  /** Where the light comes from: -1 the left, 1 the right. */
  side: number
  colours: { plain: Rgb; lit: Rgb; dark: Rgb /** Lies on the boughs, in winter. */; snow: Rgb | null }
  random: Random
}

/** A conifer of drooping boughs. */
export const paintConifer = (context: SKRSContext2D, { x, y, height, side, colours, random }: TreeOptions): void => {
  const tiers = 9
  const half = height * random.between(0.15, 0.21)
  for (let tier = 0; tier < tiers; tier++) {
    const low = y - (height * tier) / tiers + height * 0.03
    const high = tier === tiers - 1 ? y - height : low - height * 0.24
    const reach = half * (1 - tier / tiers) ** 0.85 * random.between(0.86, 1.12)
    const bough = (from: number, to: number) => {
      context.beginPath()
      context.moveTo(x, high)
      context.quadraticCurveTo(x + from * reach * 0.35, low - (low - high) * 0.35, x + from * reach, low)
      context.quadraticCurveTo(x + ((from + to) / 2) * reach, low - reach * 0.22, x + to * reach, low)
      context.quadraticCurveTo(x + to * reach * 0.35, low - (low - high) * 0.35, x, high)
      context.fill()
    }
    const up = tier / tiers
    context.fillStyle = css(mix(colours.dark, colours.plain, 0.35 + 0.65 * up))
    bough(-1, 1)
    context.fillStyle = css(colours.lit, Math.abs(side) * (0.16 + 0.4 * up))
    bough(side > 0 ? 0.1 : -0.9, side > 0 ? 0.9 : -0.1)
    if (colours.snow) {
      context.fillStyle = css(colours.snow, 0.55)
      bough(-0.75, 0.75 - random.next() * 0.6)
    }
  }
}

/** A broad tree: boughs that carry heaps of leaves, lit from above and aside. */
export const paintBroadleaf = (context: SKRSContext2D, { x, y, height, side, colours, random }: TreeOptions): void => {
  const bark = mix(colours.dark, [24, 16, 18], 0.55)
  const spread = height * random.between(0.22, 0.3)
  const heaps = Array.from({ length: 9 }, (_, index) => {
    const angle = (index / 9) * Math.PI * 2 + random.between(-0.3, 0.3)
    const away = index === 0 ? 0 : random.between(0.55, 1)
    return {
      x: x + Math.cos(angle) * spread * away,
      y: y - height * 0.62 + Math.sin(angle) * height * 0.21 * away,
      radius: height * random.between(0.13, 0.2),
    }
  }).sort((one, other) => other.y - one.y)

  context.strokeStyle = css(bark)
  context.lineCap = 'round'
  for (const heap of heaps) {
    context.lineWidth = height * 0.016
    context.beginPath()
    context.moveTo(x, y - height * 0.24)
    context.quadraticCurveTo(x, y - height * 0.42, heap.x, heap.y)
    context.stroke()
  }
  context.lineWidth = height * 0.042
  context.beginPath()
  context.moveTo(x, y + height * 0.03)
  context.lineTo(x - side * height * 0.006, y - height * 0.3)
  context.stroke()

  for (const layer of [
    { colour: colours.dark, shift: -0.16, size: 0.34, count: 22 },
    { colour: mix(colours.dark, colours.plain, 0.6), shift: 0, size: 0.25, count: 26 },
    { colour: colours.plain, shift: 0.16, size: 0.18, count: 30 },
    { colour: mix(colours.plain, colours.lit, 0.55), shift: 0.34, size: 0.12, count: 26 },
    { colour: colours.lit, shift: 0.46, size: 0.08, count: 18 },
  ]) {
    context.fillStyle = css(layer.colour, 0.94)
    context.beginPath()
    for (const heap of heaps) {
      for (let leaf = 0; leaf < layer.count; leaf++) {
        const angle = random.between(0, Math.PI * 2)
        const away = Math.sqrt(random.next()) * (1 - Math.abs(layer.shift) * 0.7)
        const leafX = heap.x + (Math.cos(angle) * away + side * layer.shift * 0.55) * heap.radius
        const leafY = heap.y + (Math.sin(angle) * away * 0.85 - layer.shift) * heap.radius
        const radius = heap.radius * layer.size * random.between(0.6, 1.2)
        addCircle(context, leafX, leafY, radius)
      }
    }
    context.fill()
  }
}
