import type { Generation } from '../generation.ts'
import type { StoredMedia } from '../media.ts'
import { claimedKind } from '../options/assign-attachments.ts'
import type { Attachment, RequestDraft } from '../request.ts'
import { storedAttachment } from './draft-from.ts'

/** What is to be made larger: a file that somebody gave, or the clip of a generation. */
type Source = { file: Attachment } | { generation: Pick<Generation, 'id' | 'request'>; media: StoredMedia }

/** A GIF mostly moves. */
const moves = (file: Attachment): boolean => claimedKind(file) === 'video' || /gif$/i.test(file.mediaType ?? file.name)

/** A draft that makes a clip or a still larger, by whoever can. The words of a clip stay with it, for what is made from it later. */
export const upscaleDraft = (source: Source): RequestDraft => {
  if ('file' in source) {
    const { file } = source
    return moves(file) ? { mode: 'upscale-video', prompt: '', video: file } : { mode: 'upscale-still', prompt: '', firstFrame: file }
  }
  const { media, generation } = source
  const { prompt } = generation.request
  const file = storedAttachment(media, media.key.replace(/^.*\//, 'moodreel-'))
  return media.kind === 'video' ? { mode: 'upscale-video', prompt, video: file } : { mode: 'upscale-still', prompt, firstFrame: file }
}
