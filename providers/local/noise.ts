import type { Random } from './random.ts'

/** Smooth noise between about -1 and 1. */
export type Noise = (x: number, y: number) => number

/** Gradient noise (Perlin's) that repeats every `period` units (a power of two, 256 at most) both ways. */
export const createNoise = (random: Random, period = 256): Noise => {
  const mask = period - 1
  const table = new Uint8Array(512)
  for (let entry = 0; entry < 256; entry++) table[entry] = entry
  for (let entry = 255; entry > 0; entry--) {
    const other = random.index(entry + 1)
    const kept = table[entry] ?? 0
    table[entry] = table[other] ?? 0
    table[other] = kept
  }
  table.copyWithin(256, 0, 256)
  const slopeX = Float64Array.from({ length: 256 }, (_, entry) => Math.cos((entry * Math.PI) / 128))
  const slopeY = Float64Array.from({ length: 256 }, (_, entry) => Math.sin((entry * Math.PI) / 128))

  const corner = (column: number, row: number, dx: number, dy: number): number => {
    const entry = table[(table[column & mask] ?? 0) + (row & mask)] ?? 0
    return (slopeX[entry] ?? 0) * dx + (slopeY[entry] ?? 0) * dy
  }
  return (x, y) => {
    const column = Math.floor(x)
    const row = Math.floor(y)
    const dx = x - column
    const dy = y - row
    const u = dx * dx * dx * (dx * (dx * 6 - 15) + 10)
    const v = dy * dy * dy * (dy * (dy * 6 - 15) + 10)
    const upper = corner(column, row, dx, dy) * (1 - u) + corner(column + 1, row, dx - 1, dy) * u
    const lower = corner(column, row + 1, dx, dy - 1) * (1 - u) + corner(column + 1, row + 1, dx - 1, dy - 1) * u
    return (upper * (1 - v) + lower * v) * 1.4
  }
}

/** Several octaves of noise, each twice as fine and half as strong; still between about -1 and 1. */
export const fractal = (noise: Noise, x: number, y: number, octaves: number): number => {
  let sum = 0
  for (let scale = 1; scale < 1 << octaves; scale *= 2) sum += noise(x * scale, y * scale) / (2 * scale)
  return sum
}

const crease = (value: number): number => (1 - Math.abs(value)) * (1 - Math.abs(value))

/** Like `fractal`, but with creases where the noise turns its sign: 0 to 1, high along ridges. */
export const ridged = (noise: Noise, x: number, y: number, octaves: number): number => {
  let sum = 0
  for (let scale = 1; scale < 1 << octaves; scale *= 2) sum += crease(noise(x * scale, y * scale)) / (2 * scale)
  return sum
}

const tileSize = 256

/** Fractal noise worked out once on a tile that repeats, for layers that ask for it at every pixel of every frame. */
export const createNoiseTile = (random: Random, octaves = 5, cells = 8): Noise => {
  const noises = Array.from({ length: octaves }, (_, octave) => createNoise(random, Math.min(256, cells * 2 ** octave)))
  const tile = new Float32Array(tileSize * tileSize)
  for (let row = 0; row < tileSize; row++) {
    for (let column = 0; column < tileSize; column++) {
      let sum = 0
      for (let octave = 0, scale = 1; octave < octaves; octave++, scale *= 2) {
        const finer = (scale * cells) / tileSize
        sum += (noises[octave]?.(column * finer, row * finer) ?? 0) / (scale * 2)
      }
      tile[row * tileSize + column] = sum
    }
  }
  const mask = tileSize - 1
  return (x, y) => {
    const u = (x * tileSize) / cells
    const v = (y * tileSize) / cells
    const column = Math.floor(u)
    const row = Math.floor(v)
    const dx = u - column
    const dy = v - row
    const upper = (row & mask) * tileSize
    const lower = ((row + 1) & mask) * tileSize
    const left = column & mask
    const right = (column + 1) & mask
    const top = (tile[upper + left] ?? 0) * (1 - dx) + (tile[upper + right] ?? 0) * dx
    const bottom = (tile[lower + left] ?? 0) * (1 - dx) + (tile[lower + right] ?? 0) * dx
    return top * (1 - dy) + bottom * dy
  }
}
