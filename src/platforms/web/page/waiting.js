import { element } from './element.js'
import { ratioOf } from './figures.js'
import { label } from './labels.js'
import { frame } from './media.js'
import { moodOf } from './mood.js'
import { createOffer } from './notice.js'

/**
 * The place of a clip that is not there yet, in its shape and in the colours of its words, or with the picture that it starts from, and a
 * bar that shows how far it is.
 *
 * @param {import('../word-message.ts').ShownProgress} progress
 * @param {{ prompt: string, still: string }} clip
 */
export const createWaiting = (progress, { prompt, still }) => {
  const bar = element('progress', { max: 1 })
  const offer = createOffer()
  const ground = element('div', { class: 'mood', 'aria-hidden': true })
  for (const [at, colour] of moodOf(prompt).entries()) ground.style.setProperty(`--mood-${at + 1}`, colour)
  if (still) ground.append(element('img', { src: still, alt: '' }))
  return {
    node: frame(ratioOf(progress.aspectRatio), ground, element('div', { class: 'waiting' }, offer.node, bar)),
    /** @param {import('../word-message.ts').ShownProgress} now @param {string} name what it is called, such as `Clip 2` */
    update: (now, name) => {
      bar.setAttribute('aria-label', label('waiting', { clip: name, stage: now.stage }))
      offer.update(now.estimateSeconds)
      if (now.fraction === undefined) bar.removeAttribute('value')
      else bar.value = now.fraction
    },
  }
}
