import type { MediaInfo } from '../media.ts'
import { modeFacts } from '../mode-facts.ts'
import type { GenerationRequest, InputRole } from '../request.ts'
import { type Sentence, say } from '../words/sentence.ts'

type Sides = Pick<MediaInfo, 'width' | 'height'>

const shown = ({ width, height }: Sides): string => `${width}×${height}`

/**
 * Why a request's files, as they were found to be, do not go with what was asked for: a source that is as large already as it is to become.
 * Null where they do.
 */
export const sizesApart = (
  { mode, resolution }: Pick<GenerationRequest, 'mode' | 'resolution'>,
  files: readonly { role: InputRole; media: Sides }[],
): Sentence | null => {
  const { source: role, upscales } = modeFacts[mode]
  const source = files.find((file) => file.role === role)?.media
  if (source && upscales && resolution !== undefined && Math.min(source.width, source.height) >= Number.parseInt(resolution, 10)) {
    return say('fit.largeAlready', { resolution, size: shown(source) })
  }
  return null
}
