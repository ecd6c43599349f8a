import { countOf } from './figures.js'
import { label } from './labels.js'

/**
 * @typedef {import('./mask-strokes.js').Tool} Tool
 *
 * @typedef {object} Hand what the keys do
 * @property {(tool: Tool) => void} choose
 * @property {() => void} undo
 * @property {() => void} redo
 * @property {(way: 1 | -1) => void} thicker
 * @property {(across: number, down: number, isFar: boolean) => { text: string }} move tells where the brush is then
 * @property {() => void} down begins a stroke where the brush is
 * @property {() => void} on goes on with it to where the brush is
 * @property {() => void} up
 * @property {() => number} corner sets a corner of the lasso and counts them
 * @property {() => void} close
 * @property {() => boolean} drop whether there was a shape to drop
 * @property {() => Tool} tool
 * @property {() => void} settle
 * @property {(sentence: string) => void} tell
 */

/** Letters by their place, for the keys of a Korean keyboard give others. @type {Record<string, Tool>} */
const tools = { KeyB: 'brush', KeyE: 'eraser', KeyL: 'lasso' }
/** @type {Record<string, [number, number]>} */
const ways = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }

/**
 * Paints by keys. Those of the brush itself work while the area has the focus, the others in all of it.
 *
 * @param {HTMLElement} node
 * @param {HTMLElement} area
 * @param {Hand} hand
 */
export const followMaskKeys = (node, area, hand) => {
  let isDown = false

  const lift = () => {
    if (!isDown) return false
    isDown = false
    hand.up()
    return true
  }
  const dot = () => {
    lift()
    hand.down()
    hand.up()
    hand.settle()
  }
  const space = () => {
    if (hand.tool() === 'lasso') return hand.tell(label('cornerSet', { corners: countOf(hand.corner()) }))
    if (isDown) {
      lift()
      return
    }
    isDown = true
    hand.down()
    hand.settle()
    hand.tell(label('penDown'))
  }

  /** @param {KeyboardEvent} event whether it was a key of the brush */
  const brush = ({ key, shiftKey }) => {
    const way = ways[key]
    if (way) {
      const { text } = hand.move(...way, shiftKey)
      if (isDown) hand.on()
      else hand.tell(text)
    } else if (key === ' ') space()
    else if (key === 'Enter') {
      if (hand.tool() === 'lasso') hand.close()
      else dot()
    } else if (key === 'Escape') {
      // With nothing to drop it is meant for what is around.
      if (lift()) hand.tell(label('penUp'))
      else if (hand.drop()) hand.tell(label('lassoDropped'))
      else return false
    } else return false
    return true
  }

  /** @param {KeyboardEvent} event whether it was a key of the tools */
  const work = ({ key, code, shiftKey, ctrlKey, metaKey, altKey }) => {
    if (altKey) return false
    if (code === 'KeyZ') {
      lift()
      if (shiftKey) hand.redo()
      else hand.undo()
      return true
    }
    const tool = tools[code]
    if (ctrlKey || metaKey) return false
    if (tool) {
      lift()
      hand.choose(tool)
      hand.tell(label(tool))
    } else if (key === '[' || code === 'BracketLeft') hand.thicker(-1)
    else if (key === ']' || code === 'BracketRight') hand.thicker(1)
    else return false
    return true
  }

  node.addEventListener('keydown', (event) => {
    const { target } = event
    const isBrush = target === area && !event.ctrlKey && !event.metaKey && !event.altKey && brush(event)
    if (!isBrush && !work(event)) return
    event.preventDefault()
    event.stopPropagation()
  })
  area.addEventListener('blur', lift)
  // A hand that takes the pointer leaves the keys.
  area.addEventListener('pointerdown', () => {
    isDown = false
  })
}
