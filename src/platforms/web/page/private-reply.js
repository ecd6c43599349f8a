import { element } from './element.js'
import { label } from './labels.js'
import { createPost } from './post.js'

/**
 * @typedef {import('../word-message.ts').ShownPost} Post
 * @typedef {{ text: string, press(): void }} Choice
 */

/** The place in a card for answers that only this browser sees. */
export const createPrivateReplies = () => element('div', { class: 'private-replies' })

/**
 * That place in the card around something.
 *
 * @param {Element} node
 */
export const privateRepliesAround = (node) => node.closest('article')?.querySelector('.private-replies') ?? null

/**
 * An answer for this browser alone.
 *
 * @param {Post} post
 * @param {Choice[]} choices
 * @param {import('./post.js').Tools} tools
 */
export const createPrivateReply = (post, choices, tools) => {
  const view = createPost(tools)
  view.update({
    name: '',
    prompt: '',
    still: '',
    post,
    progress: null,
    actions: post.actions,
    fresh: false,
    said: '',
    warned: [],
    told: [],
  })
  const buttons = choices.map(({ text, press }) => element('button', { type: 'button', class: 'quiet', text, click: press }))
  return element('div', { class: 'private-reply' }, view.node, element('p', { class: 'only' }, label('onlyYou'), ...buttons))
}

/**
 * A sentence of the page's own about something that went wrong.
 *
 * @param {string} text
 * @returns {Post}
 */
export const failure = (text) => ({ kind: 'failure', text, facts: [], warnings: [], media: [], actions: [], generationIds: [] })
