import type { Invocation } from './platform.ts'
import type { Attachment } from './request.ts'

/** The fields of a picture in three rows of three, as people name them. */
export const maskFields = ['top-left', 'top', 'top-right', 'left', 'middle', 'right', 'bottom-left', 'bottom', 'bottom-right'] as const
export type MaskField = (typeof maskFields)[number]

/** Which part of a still is to change: where a file is white, or some of its fields. `inverted`: everything but that. */
export type MaskSource = ({ file: Attachment } | { fields: readonly MaskField[] }) & { inverted?: boolean | undefined }

/** What a fix of a still needs beside `Studio.submit`. Both throw MoodreelError with a sentence for the person. */
export interface Fixes {
  /**
   * The mask of a still, checked and kept: pure black and white, and of the still's size. `bad_media` for a file that is none, `not_allowed` where
   * who asks may make nothing, `quota_exceeded` where they sent many in an hour of which nothing came, `too_large` for the still; nothing was fetched
   * then.
   */
  mask(invocation: Invocation, still: { width: number; height: number }, source: MaskSource): Promise<Attachment>
  /**
   * Where who asks may draw a mask for this still, once, for ten minutes; a fix of `values` beside the mask and the words comes of it.
   * `not_allowed` where others do not reach this bot, and where who asks may make nothing.
   */
  canvas(invocation: Invocation, generationId: string, values: Readonly<Record<string, string | number | boolean>>): Promise<string>
}
