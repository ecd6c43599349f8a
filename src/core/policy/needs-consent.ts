import type { Attachment, RequestDraft } from '../request.ts'

type Files = Pick<RequestDraft, 'firstFrame' | 'lastFrame' | 'referenceImages' | 'video' | 'style' | 'referenceVideos' | 'referenceAudios'>

/** A clip that was made here, or a frame of one. Anything else in the store once came from a member, perhaps another one. */
const wasMadeHere = ({ url }: Attachment): boolean => /^media:(clips|frames|references\/made)\//.test(url)

/**
 * Whether a request may show a real person, so that the consent line has to be confirmed before: whenever a picture or
 * a video goes in that some member gave, or a sound whose voice the clip may take. Nobody looks at who is in it.
 */
export const needsConsent = (files: Files): boolean => {
  const { firstFrame, lastFrame, video, style, referenceImages = [], referenceVideos = [], referenceAudios = [] } = files
  return [firstFrame, lastFrame, video, style, ...referenceImages, ...referenceVideos, ...referenceAudios].some(
    (file) => file !== undefined && !wasMadeHere(file),
  )
}
