import type { MediaInfo } from '../core/media.ts'

/** Pixels of one frame beyond which the encoder, which holds some fifty frames, needs more than a gigabyte. */
const mostFramePixels = 2560 * 1440
/** Pixels of all frames together that two cores encode in some 50 seconds. */
const mostPixels = 1.5e9

/** How far a film has to shrink, 1 being not at all, so that it can be encoded within the memory and the time of one job. */
export const affordableScale = ({ width, height, durationSeconds }: MediaInfo, fps: number): number =>
  Math.min(1, Math.sqrt(Math.min(mostFramePixels, mostPixels / (fps * durationSeconds)) / (width * height)))

/** The nearest even length: H.264 in yuv420p has one colour for two pixels. */
export const even = (length: number): number => Math.max(2, 2 * Math.round(length / 2))
