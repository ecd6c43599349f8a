import { focusNear } from './element.js'
import { createThread } from './thread.js'

/**
 * @typedef {import('../word-message.ts').ShownMessage} Message
 * @typedef {{ messages: Message[], before: number | null }} Page
 *
 * @typedef {object} Card
 * @property {Message | null} root null while only its replies are known
 * @property {Map<string, Message>} replies
 * @property {Set<string>} fresh
 * @property {ReturnType<typeof createThread> | null} view
 */

/**
 * Whether no other clip of the card failed for the same reason.
 *
 * @param {Card} card
 * @param {Message} message
 */
const isNewReason = ({ replies }, { id, post }) =>
  ![...replies.values()].some((other) => other.id !== id && other.post?.kind === 'failure' && other.post.text === post?.text)

/**
 * Whether the last still of a message has just come.
 *
 * @param {import('../word-message.ts').ShownPost | null | undefined} before
 * @param {import('../word-message.ts').ShownPost} now
 */
const isRoundDone = (before, now) => Boolean(before?.tiles && before.progress?.length && now.tiles?.length && !now.progress?.length)

/**
 * The cards in their order. It takes messages in any order and any number of times, and keeps the newest of each.
 *
 * @param {{
 *   list: HTMLElement,
 *   tools: import('./post.js').Tools,
 *   onRoot(message: Message): void,
 *   onFinished(prompt: string, post: import('../word-message.ts').ShownPost): void,
 *   onChange(count: number): void,
 * }} options `onRoot` is called when a card is first drawn
 */
export const createFeed = ({ list, tools, onRoot, onFinished, onChange }) => {
  /** @type {Map<string, Card>} */
  const cards = new Map()
  let newest = 0
  /** Cards that stand before this one were not read yet: drawn now, they would hide the gap behind them. */
  let oldest = Number.POSITIVE_INFINITY

  /**
   * @param {HTMLElement} node
   * @param {number} order
   */
  const place = (node, order) => {
    node.dataset.order = String(order)
    let next = null
    for (
      let child = list.lastElementChild;
      child instanceof HTMLElement && Number(child.dataset.order) > order;
      child = child.previousElementSibling
    ) {
      next = child
    }
    list.insertBefore(node, next)
    onChange(list.childElementCount)
  }

  /** @param {HTMLElement} node */
  const discard = (node) => {
    const hadFocus = node.contains(document.activeElement)
    node.remove()
    if (hadFocus) focusNear(list)
    onChange(list.childElementCount)
  }

  /**
   * @param {Card} card
   * @param {boolean} live
   */
  const draw = (card, live) => {
    const { root } = card
    if (!root?.post) {
      if (card.view) discard(card.view.node)
      card.view = null
      return
    }
    if (root.sequence < oldest) return
    const isNew = card.view === null
    card.view ??= createThread(root.id, tools)
    const replies = [...card.replies.values()].filter(({ post }) => post !== null).sort((a, b) => a.sequence - b.sequence)
    card.view.update({ root, replies, fresh: card.fresh })
    if (!isNew) return onChange(list.childElementCount)
    card.view.node.classList.toggle('past', !live)
    place(card.view.node, root.sequence)
    onRoot(root)
  }

  /**
   * @param {Message} message
   * @param {boolean} live it happens now, rather than being read from the past
   */
  const apply = (message, live) => {
    const id = message.thread ?? message.id
    const card = cards.get(id) ?? { root: null, replies: new Map(), fresh: new Set(), view: null }
    cards.set(id, card)
    const known = message.thread === null ? card.root : card.replies.get(message.id)
    if (known && known.revision >= message.revision) return
    if (message.thread === null) card.root = message
    else card.replies.set(message.id, message)
    newest = Math.max(newest, message.sequence)
    if (live && !known) card.fresh.add(message.id)
    draw(card, live)
    const { post } = message
    if (live && post && isRoundDone(known?.post, post)) onFinished(post.text, post)
    if (
      live &&
      !known &&
      message.thread !== null &&
      post &&
      (post.kind === 'clip' || (post.kind === 'failure' && isNewReason(card, message)))
    ) {
      onFinished(card.root?.post?.text ?? post.text, post)
    }
  }

  return {
    /** @param {Message} message */
    apply: (message) => apply(message, true),
    /**
     * Takes a page of the past.
     *
     * @param {Page} page
     */
    fill: ({ messages, before }) => {
      oldest = before ?? Number.NEGATIVE_INFINITY
      for (const message of messages) apply(message, false)
      // Cards that changed before their page was read were kept back.
      for (const card of cards.values()) if (!card.view) draw(card, false)
      onChange(list.childElementCount)
    },
    /**
     * Puts something of this browser's own behind all that is there, or where it stood before.
     *
     * @param {HTMLElement} node
     * @param {number} [order]
     */
    append: (node, order = newest + 0.5) => place(node, order),
    end: () => newest + 0.5,
    discard,
  }
}
