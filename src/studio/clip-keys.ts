import type { MediaInfo } from '../core/media.ts'
import type { MediaStore } from '../core/media-store.ts'

/** Where the last frames of clips are kept, which are drawn when they are asked for. */
export const lastFrameFolder = 'frames/'

/** The ending of a clip's file: that of a film, or of a still of one of two kinds. */
export const clipEnding = ({ mediaType }: Pick<MediaInfo, 'mediaType'>): '.mp4' | '.png' | '.jpg' =>
  mediaType === 'image/png' ? '.png' : mediaType === 'image/jpeg' ? '.jpg' : '.mp4'

/** Where the clip itself is kept in the media store. */
export const clipKey = (generationId: string, info: Pick<MediaInfo, 'mediaType'>): string => `clips/${generationId}${clipEnding(info)}`

/** Where the files of a generation may be kept: its clip is one of the first three. */
export const clipFileKeys = (generationId: string) => ({
  film: `clips/${generationId}.mp4`,
  png: `clips/${generationId}.png`,
  jpeg: `clips/${generationId}.jpg`,
  poster: `posters/${generationId}.jpg`,
  lastFrame: `${lastFrameFolder}${generationId}-last.png`,
})

/** Smaller copies of a clip for platforms that would refuse the clip itself, each under its hash: there may be several sizes. */
export const fittedFolder = (generationId: string): string => `fitted/${generationId}/`

/** The stills of a batch on one picture, each sheet under what is on it. */
export const sheetFolder = (batchId: string): string => `sheets/${batchId}/`

/** What the posts of a generation are called in `posts`. */
export const clipPostKeys = (generationId: string) => ({ clip: `clip:${generationId}`, failure: `failure:${generationId}` })

/**
 * The message in which the clips of a batch stand together, and the one that tells which of them did not come. `stills`: the first message,
 * once it shows all stills of its batch.
 */
export const roundKeys = (batchId: string) => ({
  clips: `round:${batchId}`,
  failures: `failures:${batchId}`,
  stills: `stills:${batchId}`,
})

/** The post that tells directly why a batch got no thread. */
export const batchFailureKey = (batchId: string): string => `failure:${batchId}`

/** The card of a clip's reports to the moderators. */
export const reportKey = (generationId: string): string => `report:${generationId}`

/** Takes away all files of a generation. */
export const removeClipFiles = async (store: Pick<MediaStore, 'list' | 'remove'>, generationId: string): Promise<void> => {
  for (const key of Object.values(clipFileKeys(generationId))) await store.remove(key)
  for await (const { key } of store.list(fittedFolder(generationId))) await store.remove(key)
}
