import { join } from 'node:path'
import { MoodreelError } from '../../core/errors.ts'
import type { MediaInfo, MediaWork } from '../../core/media.ts'
import type { InputRole } from '../../core/request.ts'
import { say } from '../../core/words/sentence.ts'

const kindOfRole = {
  firstFrame: 'image',
  lastFrame: 'image',
  referenceImages: 'image',
  video: 'video',
  audio: 'audio',
  style: 'image',
  referenceVideos: 'video',
  referenceAudios: 'audio',
  mask: 'image',
} as const satisfies Record<InputRole, MediaInfo['kind']>
const otherKind = { image: 'media.notImage', video: 'media.notVideo', audio: 'media.notAudio' } as const

const checkKind = (role: InputRole, found: MediaInfo): void => {
  const wanted = kindOfRole[role]
  if (found.kind === wanted) return
  if (wanted === 'image' && found.mediaType.startsWith('image/')) throw new MoodreelError('bad_media', say('media.needsStill'))
  throw new MoodreelError('bad_media', say(otherKind[wanted], { found: found.mediaType }))
}

/** The ending of a file of this kind, of a picture that has to stay `exact` as well. Throws MoodreelError `bad_media` for one that no provider takes. */
const endingOf = (found: MediaInfo, exact = false): string => {
  if (found.kind === 'image') return photographs.has(found.mediaType) && !exact ? '.jpg' : '.png'
  const ending = endings[found.mediaType]
  if (!ending) throw new MoodreelError('bad_media', say('media.notTaken', { type: found.mediaType }))
  return ending
}

/** What cameras write: as PNG it would be five times as large, which few providers take. */
const photographs: ReadonlySet<string> = new Set(['image/jpeg', 'image/heic'])

const endings: Record<string, string> = {
  // A picture that moves becomes a film.
  'image/gif': '.mp4',
  'image/png': '.mp4',
  'image/webp': '.mp4',
  'image/avif': '.mp4',
  'image/heic': '.mp4',
  'video/mp4': '.mp4',
  'video/quicktime': '.mov',
  'video/webm': '.webm',
  'video/x-matroska': '.mkv',
  'video/mp2t': '.mp4',
  'audio/mpeg': '.mp3',
  'audio/mp4': '.m4a',
  'audio/wav': '.wav',
  'audio/ogg': '.ogg',
}

/** Looks into a file that was given for a role. Throws MoodreelError `bad_media` for another kind than the role's, and what `inspect` throws. */
export const inspectInput = async (
  media: Pick<MediaWork, 'inspect'>,
  role: InputRole,
  path: string,
  signal?: AbortSignal,
): Promise<MediaInfo> => {
  const found = await media.inspect(path, signal)
  checkKind(role, found)
  return found
}

/** A copy for a provider, without metadata. `ending` is that of what it became. */
export interface CleanInput {
  path: string
  ending: string
  info: MediaInfo
}

/** What a picture has to be. */
interface Wanted {
  /** It is scaled up until its shorter side has so many pixels. */
  minSide?: number | undefined
  /** It is scaled down until its longer side has so many; without `minSide`. */
  maxSide?: number | undefined
  /** It must not lose anything. */
  exact?: boolean | undefined
  signal?: AbortSignal | undefined
}

/** Writes the copy of a file that providers get into a folder. Throws as `MediaWork.cleanImage`, `shrink`, `enlarge` and `cleanTracks` do. */
export const cleanInput = async (
  media: Pick<MediaWork, 'cleanImage' | 'shrink' | 'enlarge' | 'cleanTracks'>,
  found: MediaInfo,
  path: string,
  folder: string,
  { minSide, maxSide, exact, signal }: Wanted = {},
): Promise<CleanInput> => {
  const clean = join(folder, `clean${endingOf(found, exact)}`)
  const write = (): Promise<MediaInfo> => {
    if (minSide !== undefined) return media.enlarge(path, clean, { minSide }, signal)
    if (maxSide !== undefined) return media.shrink(path, clean, { maxSide }, signal)
    return (found.kind === 'image' ? media.cleanImage : media.cleanTracks)(path, clean, signal)
  }
  const info = await write()
  return { path: clean, ending: endingOf(info, exact), info }
}
