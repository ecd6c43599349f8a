export interface FrameSize {
  width: number
  height: number
}

/** A longer side than this is brought down, whatever the ratio: no player and no encoder is glad of it. */
const longestSide = 2560

/**
 * The size of a clip: `resolution` (`480p`) is the shorter side, `ratio` is width over height. Both sides are even,
 * as H.264 with 4:2:0 needs them.
 */
export const frameSize = (resolution: string | undefined, ratio: number): FrameSize => {
  const short = Number.parseInt(resolution ?? '480p', 10)
  const long = Math.min(longestSide, short * Math.max(ratio, 1 / ratio))
  const brought = long / Math.max(ratio, 1 / ratio)
  return ratio >= 1 ? { width: even(long), height: even(brought) } : { width: even(brought), height: even(long) }
}

/** Width over height of an aspect ratio such as `16:9`. */
export const ratioOf = (aspectRatio: string): number => {
  const [across, up] = aspectRatio.split(':').map(Number)
  return (across ?? 16) / (up ?? 9)
}

const even = (length: number): number => Math.max(2, 2 * Math.round(length / 2))
