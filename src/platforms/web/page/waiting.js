import { element } from './element.js'
import { ratioOf, stageOf } from './labels.js'
import { frame } from './media.js'

/**
 * The place of a clip that is not there yet, in its shape, with a bar that shows how far it is.
 *
 * @param {import('../../../core/post.ts').Progress} progress
 * @param {string} name what the clip is called, such as `Take 2`
 */
export const createWaiting = (progress, name) => {
  const bar = element('progress', { max: 1 })
  return {
    node: frame(ratioOf(progress.aspectRatio), element('div', { class: 'waiting' }, bar)),
    /** @param {import('../../../core/post.ts').Progress} now */
    update: (now) => {
      bar.setAttribute('aria-label', `${name}: ${stageOf(now)}`)
      if (now.fraction === undefined) bar.removeAttribute('value')
      else bar.value = now.fraction
    },
  }
}
