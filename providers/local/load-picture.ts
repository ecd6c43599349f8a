import { type Image, loadImage } from '@napi-rs/canvas'
import { say } from '../../src/core/words/sentence.ts'
import { RenderFailure } from './render-failure.ts'

/** A still that somebody gave. Throws RenderFailure for what is none. */
export const loadPicture = async (file: Uint8Array): Promise<Image> => {
  try {
    return await loadImage(file)
  } catch (cause) {
    throw new RenderFailure(say('provider.pictureUnreadable'), { cause })
  }
}
