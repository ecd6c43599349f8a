import type { FileHandle } from 'node:fs/promises'
import { blamingFile } from './bad-media.ts'
import { openWindow } from './file-window.ts'
import type { FileLimits } from './job.ts'
import { unreadable } from './open-tracks.ts'
import { screenBoxes } from './screen-boxes.ts'
import { screenElements } from './screen-elements.ts'
import { screenSound } from './screen-sounds.ts'

const boxed: ReadonlySet<string> = new Set(['video/mp4', 'video/quicktime', 'audio/mp4'])
const elemental: ReadonlySet<string> = new Set(['video/webm', 'video/x-matroska'])

/**
 * Looks through the skeleton of a film or a sound before a parser gets it, in a fixed amount of memory: how many parts there are, how deep
 * they lie, what they claim to hold. A parser would believe a count of a thousand million samples and build them all.
 * Throws MoodreelError `bad_media`, also for a file whose end is missing, and `too_large` for an MP3 beyond `limits`.
 */
export const screenTracks = async (file: FileHandle, sizeBytes: number, mediaType: string, limits: FileLimits): Promise<void> => {
  const window = openWindow(file.fd, sizeBytes)
  await blamingFile(unreadable, () => {
    if (boxed.has(mediaType)) screenBoxes(window)
    else if (elemental.has(mediaType)) screenElements(window)
    // A transport stream has no index: it is read packet by packet, each of 188 bytes.
    else if (mediaType !== 'video/mp2t') screenSound(window, mediaType, limits)
  })
}
