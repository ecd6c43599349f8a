import { element } from './element.js'
import { createPost } from './post.js'

/**
 * @typedef {import('../../../core/post.ts').Post} Post
 * @typedef {{ label: string, press(): void }} Choice
 */

/** The place in a card for answers that only this browser sees. */
export const createWhispers = () => element('div', { class: 'whispers' })

/**
 * That place in the card around something.
 *
 * @param {Element} node
 */
export const whispersAround = (node) => node.closest('article')?.querySelector('.whispers') ?? null

/**
 * An answer for this browser alone, gone with the next reload.
 *
 * @param {Post} post
 * @param {Choice[]} choices
 * @param {import('./post.js').Tools} tools
 */
export const createWhisper = (post, choices, tools) => {
  const view = createPost(tools)
  view.update({ name: '', post, progress: null, actions: post.actions, fresh: false, said: '', warned: [] })
  const buttons = choices.map(({ label, press }) => element('button', { type: 'button', class: 'quiet', text: label, click: press }))
  return element('div', { class: 'whisper' }, view.node, element('p', { class: 'only' }, 'Only you see this', ...buttons))
}

/**
 * A sentence of the page's own about something that went wrong.
 *
 * @param {string} text
 * @returns {Post}
 */
export const failure = (text) => ({ kind: 'failure', text, facts: [], warnings: [], media: [], actions: [], generationIds: [] })
