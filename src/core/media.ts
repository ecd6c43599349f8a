import type { MaskField } from './fixes.ts'
import type { Recipe } from './recipe.ts'

/** What a file is, read from its bytes and never from its name. Sizes are as displayed, after rotation. */
export interface MediaInfo {
  kind: 'image' | 'video' | 'audio'
  /** Sniffed, such as `image/jpeg` or `video/mp4`. */
  mediaType: string
  sizeBytes: number
  /** Displayed width in pixels, 0 for audio. */
  width: number
  /** Displayed height in pixels, 0 for audio. */
  height: number
  /** Clockwise turn in degrees that the file asks for: 0, 90, 180 or 270. */
  rotation: number
  /** 0 for an image. */
  durationSeconds: number
  /** Average frames a second, 0 for an image. */
  fps: number
  videoCodec: string | null
  audioCodec: string | null
}

/** A file kept in the media store. `key` is its address there. */
export interface StoredMedia extends MediaInfo {
  key: string
  /** Of the bytes as stored, in hexadecimal. */
  sha256: string
}

/** What became of a provider's file. `video` is the clip itself, also where that is a still; `other` is of another kind than was asked for. */
export type Finished = { kind: 'clip'; video: MediaInfo; poster: MediaInfo } | { kind: 'other'; found: MediaInfo }

/**
 * Everything done to media bytes, in a child process with limits, on files of the local disk.
 * Every method throws MoodreelError: `bad_media` for a file that is not what it should be,
 * `too_large` past a cap, `media_timeout` and `media_failed` when the child gave up or died.
 */
export interface MediaWork {
  /** Reads what the file is. Costs no decoding of frames. */
  inspect(path: string, signal?: AbortSignal): Promise<MediaInfo>
  /** Turns any accepted still into an upright PNG or JPEG without metadata. Refuses animations. */
  cleanImage(path: string, outPath: string, signal?: AbortSignal): Promise<MediaInfo>
  /**
   * The same, scaled down until its longer side has `maxSide` pixels. One that is no larger is just what `cleanImage` makes of it; what was
   * scaled and would be a PNG of more than 10 MB is a JPEG, also where `outPath` says otherwise.
   */
  shrink(path: string, outPath: string, options: { maxSide: number }, signal?: AbortSignal): Promise<MediaInfo>
  /** Writes a still as PNG or JPEG by the ending of `outPath`, scaled up until its shorter side has `minSide` pixels. */
  enlarge(path: string, outPath: string, options: { minSide: number }, signal?: AbortSignal): Promise<MediaInfo>
  /**
   * Copies what is shown of a video's or a sound's tracks, without metadata; rotation is kept. Where the packets cannot stay as they are
   * (something was cut, is damaged, or is in a format that providers do not take) it is an MP4 in H.264 and AAC, whatever the ending says.
   * Throws `bad_media` for a video that decoders cannot make sense of.
   */
  cleanTracks(path: string, outPath: string, signal?: AbortSignal): Promise<MediaInfo>
  /** Writes one frame, upright, as JPEG or PNG by the ending of `outPath`. */
  frame(
    path: string,
    outPath: string,
    options: { at: 'first' | 'last' | number; maxWidth?: number },
    signal?: AbortSignal,
  ): Promise<MediaInfo>
  /** Writes evenly spaced frames on one sheet, as JPEG. */
  contactSheet(
    path: string,
    outPath: string,
    options: { columns: number; rows: number; width: number },
    signal?: AbortSignal,
  ): Promise<MediaInfo>
  /** Writes up to ten stills on one sheet, each with its label, as JPEG; of one that is `covered` there is the label alone. */
  numberSheet(
    outPath: string,
    options: { tiles: { path: string; label: string; covered?: boolean | undefined }[] },
    signal?: AbortSignal,
  ): Promise<MediaInfo>
  /**
   * Writes a mask as PNG in this size, each pixel white (to be made anew) or black (stays). It has the size already or is scaled to it where
   * it has the same shape. Throws `bad_media` for another shape, for one that is black or white all over, and for a picture that is no mask.
   */
  checkMask(
    path: string,
    outPath: string,
    options: { width: number; height: number; inverted?: boolean | undefined },
    signal?: AbortSignal,
  ): Promise<MediaInfo>
  /** Writes a mask as PNG that is white in some fields of a picture of this size, or everywhere else. */
  fieldMask(
    outPath: string,
    options: { width: number; height: number; fields: readonly MaskField[]; inverted?: boolean | undefined },
    signal?: AbortSignal,
  ): Promise<MediaInfo>
  /**
   * Puts what a model made into a still, as PNG of the still's size: where the mask is black every pixel is the still's own, where it is white
   * the model's, with a soft edge that lies inside of the white. What the model made is scaled to the still, and so is the mask. Throws
   * `bad_media` for what is no still picture.
   */
  compose(path: string, outPath: string, options: { original: string; mask: string }, signal?: AbortSignal): Promise<MediaInfo>
  /** Writes two stills beside each other, or one above the other where they are wide, each with its label, as JPEG. */
  beforeAfter(
    outPath: string,
    options: { before: { path: string; label: string }; after: { path: string; label: string } },
    signal?: AbortSignal,
  ): Promise<MediaInfo>
  /** Draws bars, oldest first, as PNG; the labels are days such as `2026-11-21`. */
  chart(
    outPath: string,
    options: { bars: { label: string; value: number }[]; ends: [first: string, last: string] },
    signal?: AbortSignal,
  ): Promise<MediaInfo>
  /** Re-encodes to H.264 yuv420p and AAC, faststart, no larger than `limitBytes`; a still to JPEG, also where `outPath` says otherwise. The recipe stays. */
  fit(path: string, outPath: string, options: { limitBytes: number }, signal?: AbortSignal): Promise<MediaInfo>
  /** Rewrites the container with the recipe in its tags, faststart; frames and sound are copied, or re-encoded when not H.264 and AAC. */
  tag(path: string, outPath: string, recipe: Recipe, signal?: AbortSignal): Promise<MediaInfo>
  /**
   * Makes a provider's film a clip, in one go since every clip comes through here: `tag` to `outPath`, and its first frame,
   * at most `posterWidth` wide, to `posterPath`. `other` when the file is no film.
   */
  finish(
    path: string,
    options: { outPath: string; posterPath: string; posterWidth: number; recipe: Recipe },
    signal?: AbortSignal,
  ): Promise<Finished>
  /**
   * The same for a provider's picture: a PNG or JPEG (as the answer says, whatever `outPath` ends in) with the recipe in place of its
   * maker's metadata. Its pixels are touched only where not every screen shows them: another format, a turn, HDR. `other` for what moves
   * or sounds.
   */
  finishStill(
    path: string,
    options: { outPath: string; posterPath: string; posterWidth: number; recipe: Recipe },
    signal?: AbortSignal,
  ): Promise<Finished>
  /** Reads a recipe back; null when the file carries none. */
  readRecipe(path: string, signal?: AbortSignal): Promise<Recipe | null>
}

/** Called as they are, they work on clips that are paid for: one process is always kept for those. */
export interface MediaTools extends MediaWork {
  /**
   * The same for a file that a member gave, or asked for. Members take turns, each with one job at a time, on the other processes. A file
   * that killed its child or took too long twice is `bad_media` from then on, from any member.
   */
  forMember(member: string): MediaWork
  stop(): Promise<void>
}
