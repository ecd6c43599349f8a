import type { Model } from '../model.ts'
import type { RequestDraft } from '../request.ts'

/** Whether a row makes this kind of clip at all. Going on from a video is no making it over: a model may have one without the other. */
export const canMake = (
  { modes, continues }: Pick<Model, 'modes' | 'continues'>,
  asked: Pick<RequestDraft, 'mode' | 'continues'>,
): boolean => (asked.continues ? asked.mode === 'v2v' && continues !== undefined : modes.includes(asked.mode))
