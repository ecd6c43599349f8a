/** Not below 0 and not above 1. */
export const clamp = (value: number): number => Math.min(1, Math.max(0, value))

export const smoothstep = (low: number, high: number, value: number): number => {
  const position = clamp((value - low) / (high - low))
  return position * position * (3 - 2 * position)
}

/** Slow, then fast, then slow: 0 to 1. */
export const ease = (progress: number): number => 0.5 - 0.5 * Math.cos(Math.PI * clamp(progress))

/** What leaves at one end comes back at the other: 0 to `size`. */
export const wrap = (value: number, size: number): number => ((value % size) + size) % size
