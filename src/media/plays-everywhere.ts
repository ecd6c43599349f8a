import { isBt709 } from './colour-curves.ts'
import { canKeepSound } from './encode-sound.ts'
import type { Film } from './open-film.ts'

/**
 * H.264 profiles whose every stream is 8-bit 4:2:0 and which phones decode in hardware: Baseline, Main and High (66, 77, 100). Extended
 * (88), High 10 (110), 4:2:2 (122) and 4:4:4 (244) are not among them.
 */
const playedProfiles: ReadonlySet<number> = new Set([66, 77, 100])
/** Level 5.1: up to 4096x2304 at 30 frames a second. */
const mostLevel = 51

/** Whether phones play the packets of a picture as they are, in an MP4: 8-bit 4:2:0 H.264 up to level 5.1, shown whole, in the colours of every screen. */
export const canKeepPicture = async ({ info, tracks, shown }: Film): Promise<boolean> => {
  if (!tracks.video || info.videoCodec !== 'avc' || shown.video?.edited) return false
  const named = /^avc[13]\.([0-9a-f]{2})[0-9a-f]{2}([0-9a-f]{2})$/i.exec((await tracks.video.getCodecParameterString()) ?? '')
  const [profile, level] = [named?.[1], named?.[2]].map((digits) => Number.parseInt(digits ?? '', 16))
  if (!playedProfiles.has(profile ?? 0) || !((level ?? 0) <= mostLevel)) return false
  const { primaries = null, transfer = null } = await tracks.video.getColorSpace()
  // There is H.264 in HLG too, of cameras: on most screens it is pale.
  return isBt709({ primaries, transfer })
}

/** Whether phones play a film as it is, in an MP4: such a picture with AAC or without sound. */
export const playsEverywhere = async (film: Film): Promise<boolean> => (await canKeepPicture(film)) && (await canKeepSound(film))
