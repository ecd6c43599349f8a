import { element } from './element.js'
import { ratioOf } from './figures.js'
import { label } from './labels.js'
import { frame } from './media.js'

/**
 * The place of a clip that is not there yet, in its shape, with a bar that shows how far it is.
 *
 * @param {import('../word-message.ts').ShownProgress} progress
 * @param {string} name what the clip is called, such as `Take 2`
 */
export const createWaiting = (progress, name) => {
  const bar = element('progress', { max: 1 })
  return {
    node: frame(ratioOf(progress.aspectRatio), element('div', { class: 'waiting' }, bar)),
    /** @param {import('../word-message.ts').ShownProgress} now */
    update: (now) => {
      bar.setAttribute('aria-label', label('waiting', { clip: name, stage: now.stage }))
      if (now.fraction === undefined) bar.removeAttribute('value')
      else bar.value = now.fraction
    },
  }
}
