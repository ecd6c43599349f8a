import { createActions } from './actions.js'
import { element, setLine } from './element.js'
import { createIcon } from './icons.js'
import { label } from './labels.js'
import { mediaUrl } from './media.js'

/**
 * @typedef {import('../word-message.ts').ShownPost} Post
 * @typedef {import('./tiles.js').StillGrid} StillGrid
 *
 * @typedef {object} LargeDesk
 * @property {(command: string, id: string, from: HTMLButtonElement) => void} run
 * @property {import('./actions.js').Press} press
 * @property {(at: number, from: StillGrid) => void} wipe
 * @property {() => void} keys
 * @property {(id: string) => Promise<Post | null>} view what the server tells of a still to one person: its facts and what can be done with it
 */

/** Who goes from still to still asks for none of those between. */
const pauseMs = 150
/** @type {Record<string, string>} */
const deeds = { KeyS: 'star', KeyA: 'animate', KeyX: 'fix' }

/** @type {Record<string, 1 | -1>} */
const ways = { ArrowLeft: -1, ArrowRight: 1 }

/**
 * A still as large as it goes, with what can be done with it; the arrows go on to the others of its message.
 *
 * @param {HTMLDialogElement} dialog
 * @param {LargeDesk} desk
 */
export const createLargeView = (dialog, desk) => {
  /** @type {StillGrid | null} */
  let grid = null
  let at = 0
  /** Which one that is: others may come before it meanwhile. */
  let here = ''
  /** @type {() => void} */
  let stop = () => undefined
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let pause

  const title = element('h2', { id: 'large-title', 'aria-live': 'polite' })
  const picture = element('img', { decoding: 'async' })
  const stage = element('div', { class: 'stage', tabindex: 0, role: 'group', 'aria-labelledby': 'large-title' }, picture)
  const facts = element('p', { class: 'facts' })
  const star = element('button', { type: 'button', class: 'action', click: () => run('star') }, createIcon('star').node)
  const starWords = element('span')
  star.append(starWords)
  const wipe = element('button', { type: 'button', class: 'action', click: () => openWipe() }, createIcon('wipe').node, label('wipe'))
  const actions = createActions((action, button) => {
    const from = grid?.buttonOf(at)
    // The answer stands in the card, and so does the focus.
    dialog.close()
    desk.press(action, from ?? button)
  })
  const back = element('button', { type: 'button', class: 'round', click: () => go(-1) }, createIcon('back').node)
  const on = element('button', { type: 'button', class: 'round', click: () => go(1) }, createIcon('forward').node)
  const close = element('button', { type: 'button', class: 'quiet', text: label('close'), click: () => dialog.close() })
  for (const [button, name] of /** @type {const} */ ([
    [back, 'stillBack'],
    [on, 'stillOn'],
  ])) {
    button.setAttribute('aria-label', label(name))
    button.title = label(name)
  }
  const head = element('div', { class: 'large-head' }, title, back, on, close)
  const own = element('div', { class: 'actions' }, star, wipe)

  const tile = () => grid?.stills().tiles[at]
  const draw = () => {
    const place = grid?.stills().tiles.findIndex(({ key }) => key === here) ?? -1
    // It was taken away.
    if (place < 0) return dialog.close()
    at = place
    const shown = tile()
    if (!shown) return
    const { key, number, alt, starred, generationId, width, height } = shown
    setLine(title, label('stillOf', { number }))
    const src = mediaUrl(key)
    if (picture.getAttribute('src') !== src) picture.src = src
    picture.alt = alt
    stage.style.setProperty('--ratio', String(width / height || 16 / 9))
    star.hidden = generationId === null
    star.setAttribute('aria-pressed', String(starred))
    starWords.textContent = label(starred ? 'unstar' : 'star')
    const { length } = grid?.stills().tiles ?? []
    wipe.hidden = length < 2
    back.setAttribute('aria-disabled', String(neighbour(-1) === at))
    on.setAttribute('aria-disabled', String(neighbour(1) === at))
  }
  /** @param {Post | null} post */
  const tell = (post) => {
    setLine(facts, post?.facts.join(' · ') ?? '')
    // The file is here already: it is saved by a link.
    const offered = post?.actions.filter(({ command }) => command !== 'save') ?? []
    const shown = tile()
    actions.update({
      actions: offered,
      more: undefined,
      media: post?.media.length ? post.media : shown ? [shown] : [],
      own: [],
      isClip: false,
    })
  }
  const look = async () => {
    const id = tile()?.generationId
    const post = id ? await desk.view(id).catch(() => null) : null
    if (dialog.open && tile()?.generationId === id) tell(post)
  }
  /** The next one that way; at the end the same. What is covered is opened in its own place. @param {1 | -1} way */
  const neighbour = (way) => {
    const { length } = grid?.stills().tiles ?? []
    let to = at + way
    while (grid?.isCovered(to)) to += way
    return to < 0 || to >= length ? at : to
  }
  /** @param {1 | -1} way */
  const go = (way) => {
    const to = neighbour(way)
    if (to === at) return
    at = to
    here = tile()?.key ?? ''
    draw()
    tell(null)
    clearTimeout(pause)
    pause = setTimeout(look, pauseMs)
  }
  /** @param {string} command */
  const run = (command) => {
    const id = tile()?.generationId
    const from = grid?.buttonOf(at)
    if (!id || !from) return
    if (command !== 'star') dialog.close()
    desk.run(command, id, from)
  }
  const openWipe = () => grid && desk.wipe(at, grid)

  dialog.addEventListener('keydown', (event) => {
    const { target, key, code, shiftKey } = event
    if (event.ctrlKey || event.metaKey || event.altKey || !(target instanceof Element)) return
    // A row of buttons has its arrows for itself.
    const way = target.closest('[role="toolbar"]') ? undefined : ways[key]
    const deed = shiftKey ? undefined : deeds[code]
    if (way) go(way)
    else if (key === '?') desk.keys()
    else if (code === 'KeyW' && !shiftKey) openWipe()
    else if (deed) run(deed)
    else return
    event.preventDefault()
  })
  dialog.addEventListener('close', () => {
    stop()
    clearTimeout(pause)
    grid?.buttonOf(at)?.focus({ preventScroll: true })
  })

  /** @param {number} first @param {StillGrid} from */
  return (first, from) => {
    grid = from
    at = first
    here = tile()?.key ?? ''
    stop()
    stop = from.watch(draw)
    dialog.replaceChildren(head, stage, facts, element('div', { class: 'large-deeds' }, own, actions.node))
    tell(null)
    dialog.showModal()
    draw()
    look()
    stage.focus({ preventScroll: true })
  }
}
