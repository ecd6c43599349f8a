import type { Attachment, RequestDraft } from '../request.ts'

type Files = Pick<RequestDraft, 'firstFrame' | 'lastFrame' | 'referenceImages' | 'video'>

/** A clip that was made here, or a frame of one. Anything else in the store once came from a member, perhaps another one. */
const wasMadeHere = ({ url }: Attachment): boolean => /^media:(clips|frames)\//.test(url)

/**
 * Whether a request may show a real person, so that the consent line has to be confirmed before: whenever a picture or
 * a video goes in that some member gave. Nobody looks at who is in it.
 */
export const needsConsent = ({ firstFrame, lastFrame, video, referenceImages = [] }: Files): boolean =>
  [firstFrame, lastFrame, video, ...referenceImages].some((file) => file !== undefined && !wasMadeHere(file))
