import { createList, element, setLine } from './element.js'
import { countOf, ratioOf } from './figures.js'
import { createIcon } from './icons.js'
import { label } from './labels.js'
import { frame, mediaUrl } from './media.js'
import { moodOf } from './mood.js'

/**
 * @typedef {import('../word-message.ts').ShownPost} Post
 * @typedef {import('../word-message.ts').ShownProgress} Progress
 * @typedef {import('../../../core/post.ts').Tile<string>} Tile
 * @typedef {import('../../../core/post.ts').Action<string>} Action
 *
 * @typedef {object} Stills the stills of a message as they are now
 * @property {Tile[]} tiles
 * @property {string | null} chosen the generation that the buttons are for
 *
 * @typedef {object} StillDesk what can be done with one of several stills
 * @property {(at: number, from: StillGrid) => void} large
 * @property {(at: number, from: StillGrid) => void} wipe
 * @property {(command: string, id: string, from: HTMLButtonElement) => void} run
 * @property {() => void} keys
 *
 * @typedef {object} StillGrid
 * @property {() => Stills} stills
 * @property {(at: number) => boolean} isCovered it was flagged, and nobody has opened it here
 * @property {(at: number) => HTMLButtonElement | undefined} buttonOf
 * @property {(listener: () => void) => () => void} watch called after each change, until what it gives is
 */

/** Letters by their place, for the keys of a Korean keyboard give others. @type {Record<string, string>} */
const deeds = { KeyS: 'star', KeyA: 'animate', KeyX: 'fix' }

/** @typedef {{ tile: Tile, isChosen: boolean } | { open: Progress }} Entry */

/** @param {Tile} tile */
const keyOf = ({ generationId, key }) => generationId ?? key
/** @param {Entry} entry */
const idOf = (entry) => ('tile' in entry ? entry.tile.generationId : entry.open.generationId)

/**
 * The stills of a message side by side, each with its number and its star: one stop of the Tab key, the arrows go from still to still. Those
 * that are still being made have their place among them.
 *
 * @param {StillDesk} desk
 */
export const createTiles = (desk) => {
  const grid = element('div', { class: 'tiles', role: 'toolbar', 'aria-label': label('stills') })
  const bar = element('progress', { max: 1, hidden: true })
  const node = element('div', { class: 'stills', hidden: true }, grid, bar)
  /** @type {Stills} */
  let shown = { tiles: [], chosen: null }
  let prompt = ''
  /** Flagged stills that somebody opened. @type {Set<string>} */
  const opened = new Set()
  /** @type {Set<() => void>} */
  const watchers = new Set()

  const buttons = () => [...grid.querySelectorAll('.open')].filter((button) => button instanceof HTMLButtonElement)
  /** @param {HTMLButtonElement | undefined} stop */
  const rest = (stop) => {
    for (const button of buttons()) button.tabIndex = button === stop ? 0 : -1
  }
  /** @type {StillGrid} */
  const self = {
    stills: () => shown,
    isCovered: (at) => {
      const tile = shown.tiles[at]
      return tile?.spoiler === true && !opened.has(keyOf(tile))
    },
    buttonOf: (at) => buttons()[at],
    watch: (listener) => {
      watchers.add(listener)
      return () => watchers.delete(listener)
    },
  }
  /** @param {string} key */
  const placeOf = (key) => shown.tiles.findIndex((tile) => keyOf(tile) === key)
  /** @type {(entries: Entry[]) => void} */
  const show = createList(
    grid,
    (entry) => ('open' in entry ? entry.open.generationId : `tile ${keyOf(entry.tile)}`),
    (entry) => {
      if ('open' in entry) return createPlace(prompt, entry.open)
      const { tile } = entry
      return createTile(tile, {
        open: () => {
          const at = placeOf(keyOf(tile))
          const isCovered = self.isCovered(at)
          opened.add(keyOf(tile))
          if (!isCovered) desk.large(at, self)
        },
        star: (button) => tile.generationId !== null && desk.run('star', tile.generationId, button),
      })
    },
  )

  /** @param {KeyboardEvent} event @param {number} at */
  const run = ({ key, code, shiftKey, target }, at) => {
    const id = shown.tiles[at]?.generationId
    const command = shiftKey ? undefined : deeds[code]
    if (key === '?') desk.keys()
    else if (code === 'KeyW' && !shiftKey) desk.wipe(at, self)
    else if (command && id && target instanceof HTMLButtonElement) desk.run(command, id, target)
    else return command !== undefined
    return true
  }
  grid.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const all = buttons()
    const at = all.findIndex((button) => button === event.target)
    if (at < 0) return
    const to = neighbour(all, at, event.key)
    if (to !== undefined) all[to]?.focus()
    else if (!run(event, at)) return
    event.preventDefault()
  })
  grid.addEventListener('focusin', ({ target }) => {
    const stop = buttons().find((button) => button === target)
    if (stop) rest(stop)
  })

  return {
    node,
    /** @param {Post | null} post */
    update: (post) => {
      const { tiles = [], progress = [], choices = [], generationIds = [], text = '' } = post ?? {}
      const chosen = choices.find(({ style }) => style === 'primary')?.argument ?? null
      const there = new Set(tiles.map(({ generationId }) => generationId))
      const open = post?.tiles ? progress.filter(({ generationId }) => !there.has(generationId)) : []
      const rank = (/** @type {Entry} */ entry) => generationIds.indexOf(idOf(entry) ?? '')
      const entries = [
        ...tiles.map((tile) => ({ tile, isChosen: chosen !== null && tile.generationId === chosen })),
        ...open.map((one) => ({ open: one })),
      ].sort((one, other) => rank(one) - rank(other))
      shown = { tiles: entries.flatMap((entry) => ('tile' in entry ? entry.tile : [])), chosen }
      prompt = text
      node.hidden = entries.length === 0
      grid.dataset.columns = String(columnsFor(entries.length))
      show(entries)
      bar.hidden = open.length === 0
      if (open.length > 0) {
        bar.value = (tiles.length + open.reduce((sum, { fraction = 0 }) => sum + fraction, 0)) / entries.length
        bar.setAttribute('aria-label', label('stillsDone', { done: countOf(tiles.length), all: countOf(entries.length) }))
      }
      const all = buttons()
      rest(all.find((button) => button.tabIndex === 0) ?? all.find((button) => button.closest('.chosen')) ?? all[0])
      for (const listener of watchers) listener()
    },
  }
}

/** So many that the last row is full, or nearly. @param {number} count */
const columnsFor = (count) => {
  if (count <= 2) return count
  if (count === 4) return 2
  return [5, 4, 3].find((columns) => count % columns === 0) ?? (count > 6 ? 4 : 3)
}

/**
 * Where an arrow leads; undefined for another key. Up and down by what is seen, since the columns hang on the width.
 *
 * @param {HTMLButtonElement[]} all
 * @param {number} at
 * @param {string} key
 */
const neighbour = (all, at, key) => {
  const tops = all.map((button) => button.getBoundingClientRect().top)
  const columns = tops.filter((top) => Math.abs(top - (tops[0] ?? 0)) < 1).length || 1
  const { length } = all
  const to = {
    ArrowLeft: at - 1,
    ArrowRight: at + 1,
    ArrowUp: at - columns,
    // From the last row but one into a last row that is short.
    ArrowDown: at + columns < length || Math.floor(at / columns) === Math.floor((length - 1) / columns) ? at + columns : length - 1,
    Home: 0,
    End: length - 1,
  }[key]
  return to === undefined ? undefined : Math.max(0, Math.min(length - 1, to))
}

/**
 * @param {Tile} first
 * @param {{ open(): void, star(button: HTMLButtonElement): void }} deeds
 */
const createTile = (first, { open: look, star }) => {
  const { key, posterKey, alt, width, height, number, generationId } = first
  const ratio = width > 0 && height > 0 ? width / height : 16 / 9
  const picture = element('img', { alt, width, height, loading: 'lazy', decoding: 'async' })
  const cover = element('span', { class: 'cover', text: label('coveredStill', { number }) })
  const uncover = () => {
    picture.src = mediaUrl(posterKey ?? key)
    picture.hidden = false
    cover.remove()
  }
  picture.hidden = true
  const show = () => {
    uncover()
    look()
  }
  const state = element('span', { class: 'unseen' })
  const open = element(
    'button',
    { type: 'button', class: 'open', tabindex: -1, 'aria-keyshortcuts': generationId === null ? 'W' : 'S A X W', click: show },
    picture,
    cover,
    element('span', { class: 'number', 'aria-hidden': true, text: number }),
    state,
  )
  const keep = element('button', { type: 'button', class: 'keep', tabindex: -1, click: () => star(keep) }, createIcon('star').node)
  const node = frame(ratio, open, ...(generationId === null ? [] : [keep]))
  node.classList.add('tile')
  if (!first.spoiler) uncover()
  picture.addEventListener('error', () => {
    node.classList.add('lost')
    picture.alt = `${alt} ${label('stillFailed')}`
  })
  return {
    node,
    /** @param {Entry} now */
    update: (now) => {
      if ('open' in now) return
      const { tile, isChosen } = now
      const name = tile.starred ? 'unstarStill' : 'starStill'
      keep.setAttribute('aria-pressed', String(tile.starred))
      keep.setAttribute('aria-label', label(name, { number }))
      keep.title = label(tile.starred ? 'unstar' : 'star')
      const states = [...(tile.starred ? [label('starred')] : []), ...(isChosen ? [label('chosen')] : [])]
      state.textContent = states.join(', ')
      node.classList.toggle('chosen', isChosen)
    },
  }
}

/** The place of a still that is not there yet. @param {string} prompt @param {Progress} first */
const createPlace = (prompt, first) => {
  const ground = element('div', { class: 'mood' })
  for (const [at, colour] of moodOf(prompt).entries()) ground.style.setProperty(`--mood-${at + 1}`, colour)
  const number = element('span', { class: 'number' })
  const node = frame(ratioOf(first.aspectRatio), ground, number)
  node.classList.add('tile')
  node.setAttribute('aria-hidden', 'true')
  return {
    node,
    /** @param {Entry} now */
    update: (now) => {
      if ('open' in now) setLine(number, now.open.number ?? '')
    },
  }
}
