import { element } from './element.js'
import { createIcon } from './icons.js'
import { label } from './labels.js'
import { followMaskKeys } from './mask-keys.js'
import { createStrokes } from './mask-strokes.js'
import { createToolbar } from './toolbar.js'

/**
 * @typedef {import('./mask-strokes.js').Point} Point
 * @typedef {import('./mask-strokes.js').Tool} Tool
 * @typedef {{ src: string, width: number, height: number, alt: string }} Still
 */

const svg = 'http://www.w3.org/2000/svg'
/** The width of the brush, in parts of the shorter side of the still. */
const [thinnest, thickest, usual] = [0.01, 0.4, 0.1]

/** @param {number} share */
const percent = (share) => `${Math.round(share * 100)} %`

/**
 * A still to paint on, with its tools: by pointer, and by keys of its own (`mask-keys.js`) while it has the focus.
 *
 * @param {Still} still
 */
export const createMaskCanvas = ({ src, width, height, alt }) => {
  const shorter = Math.min(width, height)
  const canvas = element('canvas', { width, height })
  const strokes = createStrokes(canvas)
  const over = document.createElementNS(svg, 'svg')
  over.setAttribute('viewBox', `0 0 ${width} ${height}`)
  over.setAttribute('aria-hidden', 'true')
  const [outline, ring] = ['polyline', 'circle'].map((tag) => document.createElementNS(svg, tag))
  if (outline && ring) over.append(outline, ring)

  const picture = element('img', { src, alt: '', draggable: 'false' })
  const area = element(
    'div',
    {
      class: 'mask-area',
      tabindex: 0,
      role: 'application',
      'aria-label': label('maskArea', { still: alt }),
      'aria-describedby': 'mask-keys',
    },
    picture,
    canvas,
  )
  area.append(over)
  area.style.setProperty('--ratio', String(width / height))

  /** @type {Tool} */
  let tool = 'brush'
  /** @type {Point} */
  let at = { x: width / 2, y: height / 2 }
  /** Corners of a shape that is not closed. @type {Point[]} */
  let corners = []

  const said = element('p', { class: 'facts', role: 'status' })
  const range = element('input', { type: 'range', min: thinnest, max: thickest, step: 0.01, value: usual, id: 'mask-size' })
  const size = () => Math.max(1, Number(range.value) * shorter)

  /** @param {string} sentence */
  const tell = (sentence) => {
    said.textContent = sentence
  }
  const tellShare = () => {
    const share = strokes.share()
    tell(share === 0 ? label('maskEmpty') : label('maskShare', { share: share < 0.01 ? '< 1 %' : percent(share) }))
  }

  /** @param {Tool} name */
  const toolButton = (name) => {
    const button = element('button', { type: 'button', class: 'action', click: () => choose(name) }, createIcon(name).node, label(name))
    button.setAttribute('aria-keyshortcuts', name.charAt(0).toUpperCase())
    return button
  }
  /** @param {'undo' | 'redo' | 'clearMask'} name @param {() => void} press */
  const deed = (name, press) => element('button', { type: 'button', class: 'action', text: label(name), click: press })
  const buttons = { brush: toolButton('brush'), eraser: toolButton('eraser'), lasso: toolButton('lasso') }
  const undo = deed('undo', () => change(strokes.undo))
  const redo = deed('redo', () => change(strokes.redo))
  const clear = deed('clearMask', () => change(() => strokes.add('clear', 0, [])))
  const tools = element('div', { class: 'actions', 'aria-label': label('maskTools') }, ...Object.values(buttons), undo, redo, clear)
  const toolbar = createToolbar(tools)
  const thickness = element('label', { class: 'mask-size', for: 'mask-size' }, label('size'), range)
  const help = element('p', { class: 'help mask-help', id: 'mask-keys', text: `${label('maskKeys')} ${label('maskLassoKeys')}` })

  const draw = () => {
    for (const [name, button] of Object.entries(buttons)) button.setAttribute('aria-pressed', String(name === tool))
    undo.setAttribute('aria-disabled', String(!strokes.canUndo))
    redo.setAttribute('aria-disabled', String(!strokes.canRedo))
    clear.setAttribute('aria-disabled', String(!strokes.canUndo))
    area.dataset.tool = tool
    ring?.setAttribute('cx', String(at.x))
    ring?.setAttribute('cy', String(at.y))
    ring?.setAttribute('r', String(tool === 'lasso' ? shorter / 120 : size() / 2))
    outline?.setAttribute('points', corners.length > 0 ? [...corners, at].map(({ x, y }) => `${x},${y}`).join(' ') : '')
  }
  /** @param {() => void} alter */
  const change = (alter) => {
    alter()
    draw()
    tellShare()
  }
  /** @param {Tool} name */
  const choose = (name) => {
    tool = name
    corners = []
    draw()
  }
  const closeLasso = () => {
    const shape = corners
    corners = []
    if (shape.length > 2) change(() => strokes.add('lasso', 0, shape))
    else draw()
  }

  /** Where a pointer is, in pixels of the still. @param {PointerEvent} event @returns {Point} */
  const pointOf = ({ clientX, clientY }) => {
    const { left, top, width: shownWidth, height: shownHeight } = canvas.getBoundingClientRect()
    return { x: ((clientX - left) / shownWidth) * width, y: ((clientY - top) / shownHeight) * height }
  }
  let draws = false
  area.addEventListener('pointerdown', (event) => {
    if (event.button !== 0) return
    event.preventDefault()
    area.focus({ preventScroll: true })
    area.setPointerCapture(event.pointerId)
    draws = true
    at = pointOf(event)
    if (tool === 'lasso') corners = [at]
    else strokes.add(tool, size(), [at])
    draw()
  })
  area.addEventListener('pointermove', (event) => {
    const points = draws ? [...event.getCoalescedEvents(), event].map(pointOf) : []
    at = pointOf(event)
    if (tool === 'lasso') corners.push(...points)
    else if (draws) strokes.extend(points)
    draw()
  })
  for (const happens of ['pointerup', 'pointercancel'])
    area.addEventListener(happens, () => {
      if (!draws) return
      draws = false
      if (tool === 'lasso') closeLasso()
      else change(() => undefined)
    })
  range.addEventListener('input', draw)

  const node = element('div', { class: 'mask' }, area, element('div', { class: 'mask-tools' }, tools, thickness), help, said)
  followMaskKeys(node, area, {
    choose,
    undo: () => change(strokes.undo),
    redo: () => change(strokes.redo),
    thicker: (way) => {
      range.value = String(Number(range.value) * (way > 0 ? 1.25 : 0.8) + way * 0.005)
      draw()
      tell(`${label('size')}: ${percent(Number(range.value))}`)
    },
    move: (across, down, isFar) => {
      const step = isFar ? shorter / 10 : tool === 'lasso' ? shorter / 50 : Math.max(1, size() / 4)
      at = {
        x: Math.max(0, Math.min(width, at.x + across * step)),
        y: Math.max(0, Math.min(height, at.y + down * step)),
      }
      draw()
      return { ...at, text: label('maskAt', { across: percent(at.x / width), down: percent(at.y / height) }) }
    },
    down: () => strokes.add(tool, size(), [at]),
    on: () => strokes.extend([at]),
    up: tellShare,
    corner: () => {
      corners.push(at)
      draw()
      return corners.length
    },
    close: closeLasso,
    drop: () => {
      const had = corners.length > 0
      corners = []
      draw()
      return had
    },
    tool: () => tool,
    settle: draw,
    tell,
  })
  choose('brush')
  toolbar.settle()

  return {
    node,
    area,
    picture,
    tell,
    isEmpty: () => strokes.share() === 0,
    /** The mask, as a PNG of the still's size. */
    file: () => strokes.file('mask.png'),
  }
}
