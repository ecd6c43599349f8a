/** A stream of numbers from 0 to 1 (1 excluded) that depends on nothing but the text it was made from. */
export interface Random {
  next(): number
  between(low: number, high: number): number
  /** A whole number from 0 to `count - 1`. */
  index(count: number): number
  pick<Item>(items: readonly [Item, ...Item[]]): Item
  chance(probability: number): boolean
  /** A stream of its own for one part of the picture, so that changing one part leaves the others as they were. */
  fork(label: string): Random
}

/** The generator is sfc32, seeded by four FNV-1a hashes of the text. */
export const createRandom = (text: string): Random => {
  let a = hash(text, 1)
  let b = hash(text, 2)
  let c = hash(text, 3)
  let counter = hash(text, 4)

  const next = (): number => {
    const sum = (((a + b) | 0) + counter) | 0
    counter = (counter + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = ((c << 21) | (c >>> 11)) + sum
    c |= 0
    return (sum >>> 0) / 4_294_967_296
  }
  for (let warmUp = 0; warmUp < 12; warmUp++) next()

  const index = (count: number) => Math.floor(next() * count)
  return {
    next,
    between: (low, high) => low + next() * (high - low),
    index,
    pick: (items) => items[index(items.length)] ?? items[0],
    chance: (probability) => next() < probability,
    fork: (label) => createRandom(`${text}/${label}`),
  }
}

const hash = (text: string, salt: number): number => {
  let value = 2_166_136_261 ^ Math.imul(salt, 374_761_393)
  for (let position = 0; position < text.length; position++) value = Math.imul(value ^ text.charCodeAt(position), 16_777_619)
  value = Math.imul(value ^ (value >>> 15), 2_246_822_519)
  return value ^ (value >>> 13)
}
