import { createActions } from './actions.js'
import { createList, element, setLine } from './element.js'
import { createTiles } from './tiles.js'
import { createWaiting } from './waiting.js'

/**
 * @typedef {import('../word-message.ts').ShownPost} Post
 * @typedef {import('../../../core/post.ts').PostMedia<string>} PostMedia
 * @typedef {import('../word-message.ts').ShownProgress} Progress
 * @typedef {import('../../../core/post.ts').Action<string>} Action
 *
 * @typedef {object} Shown
 * @property {string} name what it is called, such as `Clip 2`
 * @property {string} prompt of what it is made
 * @property {string} still the address of a picture that it starts from; empty where there is none
 * @property {Post | null} post null while there is only progress
 * @property {Progress | null} progress
 * @property {Action[]} actions
 * @property {boolean} fresh it has just arrived
 * @property {string} said what the card says already, and need not be said again
 * @property {string[]} warned warnings that the card shows already
 * @property {string[]} told facts that the card tells already
 *
 * @typedef {object} Tools
 * @property {import('./actions.js').Press} press
 * @property {(media: PostMedia, fresh: boolean) => HTMLElement} draw
 * @property {(post: Post, node: Element) => import('./menu.js').MenuItem[]} own what the page itself can do with a clip
 * @property {import('./tiles.js').StillDesk} stills what it can do with one of several stills
 * @property {(request: string) => string} stillOf the picture that a request starts from
 */

/** @type {WeakMap<Element, Post>} */
const shownPosts = new WeakMap()

/** What a post of the page shows. @param {Element} node */
export const postIn = (node) => shownPosts.get(node)

/** What differs from the clip before, in bold. @param {import('../../../core/post.ts').Piece<string>[]} pieces */
const createLine = (pieces) => element('p', {}, ...pieces.map(({ words, isNew }) => element(isNew ? 'b' : 'span', { text: words })))

/** @typedef {{ label: string, url: string }} Link */

/** @param {Link} link */
const isOnTheWeb = ({ url }) => /^https?:/.test(url)
/** @param {Link} link */
const createLink = ({ label, url }) => element('a', { href: url, target: '_blank', rel: 'noreferrer', text: label })

/** What is looked at: not what is only there to be saved, and no sheet of stills that stand each by itself. @param {Post} post */
const picturesOf = ({ media, sheet, tiles }) => [...media.filter(({ asFile }) => !asFile), ...(sheet && !tiles ? [sheet] : [])]

/**
 * A post: the clip or the bar first, one line of prompt, one line of facts, what one should know, the buttons.
 *
 * @param {Tools} tools
 */
export const createPost = ({ press, draw, own, stills }) => {
  const frames = element('div', { class: 'frames' })
  const text = element('p', { class: 'text' })
  const number = element('b', { class: 'number' })
  const line = element('span')
  const facts = element('p', { class: 'facts' }, number, line)
  const changed = element('div', { class: 'changed', hidden: true })
  const warnings = element('ul', { class: 'warnings' })
  const fields = element('dl', { class: 'fields' })
  const links = element('p', { class: 'links', hidden: true })
  const actions = createActions(press)
  const node = element('div', { class: 'post' }, frames, text, facts, changed, warnings, fields, links, actions.node)

  /** @type {ReturnType<typeof createTiles> | null} */
  let tiles = null
  let fresh = false
  let clip = { name: '', prompt: '', still: '' }
  /** @type {(items: (PostMedia | Progress)[]) => void} */
  const showFrames = createList(
    frames,
    (item) => ('stage' in item ? 'waiting' : item.key),
    (item) => {
      if (!('stage' in item)) return { node: draw(item, fresh), update: () => undefined }
      const waiting = createWaiting(item, clip)
      return { node: waiting.node, update: (now) => 'stage' in now && waiting.update(now, clip.name) }
    },
  )
  /** @type {(items: string[]) => void} */
  const showWarnings = createList(
    warnings,
    (warning) => warning,
    (warning) => ({ node: element('li', { text: warning }), update: () => undefined }),
  )

  return {
    node,
    /** @param {Shown} shown */
    update: (shown) => {
      const { post, progress } = shown
      fresh = shown.fresh
      clip = shown
      if (post) shownPosts.set(node, post)
      node.dataset.kind = post?.kind ?? 'waiting'
      showFrames(post ? picturesOf(post) : progress ? [progress] : [])
      setLine(text, post && post.text !== shown.said ? post.text : '')
      setLine(number, (post ?? progress)?.number ?? '')
      setLine(line, post ? post.facts.filter((fact) => !shown.told.includes(fact)).join(' · ') : (progress?.state ?? ''))
      facts.hidden = number.hidden && line.hidden
      changed.replaceChildren(...(post?.changed ?? []).map(createLine))
      changed.hidden = !post?.changed?.length
      if (post?.tiles && !tiles) {
        tiles = createTiles(stills)
        facts.after(tiles.node)
      }
      tiles?.update(post)
      showWarnings(post ? post.warnings.filter((warning) => !shown.warned.includes(warning)) : [])
      fields.replaceChildren(
        ...(post?.fields ?? []).map(({ name, value }) => element('div', {}, element('dt', { text: name }), element('dd', { text: value }))),
      )
      fields.hidden = !post?.fields?.length
      links.replaceChildren(...(post?.links ?? []).filter(isOnTheWeb).map(createLink))
      links.hidden = links.childElementCount === 0
      const isClip = post?.kind === 'clip'
      actions.update({
        actions: shown.actions,
        more: post?.more,
        media: post?.media ?? [],
        own: isClip ? own(post, node) : [],
        isClip,
      })
    },
  }
}
