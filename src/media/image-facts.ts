export interface ImageHeader {
  /** As stored, before `orientation`. */
  width: number
  height: number
  /** As EXIF counts them, 1 to 8; 5 and above swap width and height. */
  orientation: number
  /** How long it moves and in how many frames; null for a still, which may be a film of one frame. */
  motion: Motion | null
}

export interface Motion {
  frames: number
  /** Of one time round; 0 where the file does not say it in front. */
  seconds: number
}
