import type { FrameSize } from './frame-size.ts'
import type { Job } from './job.ts'

/** How large an upscale of a source becomes: by its factor, or else to the shorter side of its resolution. */
export const upscaledSize = (
  { factor, resolution }: Pick<Job['request'], 'factor' | 'resolution'>,
  { width, height }: FrameSize,
): FrameSize => {
  const scale = factor ?? Number.parseInt(resolution ?? '1080p', 10) / Math.min(width, height)
  return { width: Math.round(width * scale), height: Math.round(height * scale) }
}
