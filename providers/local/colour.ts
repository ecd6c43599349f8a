/** Red, green and blue, 0 to 255. */
export type Rgb = readonly [number, number, number]

/** From `#rrggbb`. */
export const hex = (text: string): Rgb => {
  const value = Number.parseInt(text.slice(1), 16)
  return [value >> 16, (value >> 8) & 255, value & 255]
}

/** `amount` 0 gives `from`, 1 gives `to`. */
export const mix = (from: Rgb, to: Rgb, amount: number): Rgb => [
  from[0] + (to[0] - from[0]) * amount,
  from[1] + (to[1] - from[1]) * amount,
  from[2] + (to[2] - from[2]) * amount,
]

/** As the canvas wants it. */
export const css = (colour: Rgb, alpha = 1): string =>
  `rgba(${Math.round(colour[0])},${Math.round(colour[1])},${Math.round(colour[2])},${alpha})`

export const luma = (colour: Rgb): number => colour[0] * 0.299 + colour[1] * 0.587 + colour[2] * 0.114

/** `amount` 0 is grey, 1 leaves the colour alone, more is louder. */
export const saturate = (colour: Rgb, amount: number): Rgb => {
  const grey = luma(colour)
  return mix([grey, grey, grey], colour, amount).map((value) => Math.min(255, Math.max(0, value))) as [number, number, number]
}

/** Turns the hue by an angle in degrees, keeping the lightness (a rotation around the grey axis). */
export const turnHue = (colour: Rgb, degrees: number): Rgb => {
  const angle = (degrees * Math.PI) / 180
  const cosine = Math.cos(angle)
  const side = Math.sin(angle) * Math.sqrt(1 / 3)
  const rest = (1 - cosine) / 3
  const [red, green, blue] = colour
  const clamp = (value: number) => Math.min(255, Math.max(0, value))
  return [
    clamp(red * (cosine + rest) + green * (rest - side) + blue * (rest + side)),
    clamp(red * (rest + side) + green * (cosine + rest) + blue * (rest - side)),
    clamp(red * (rest - side) + green * (rest + side) + blue * (cosine + rest)),
  ]
}
