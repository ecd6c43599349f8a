import { element } from './element.js'
import { countOf, dayOf } from './figures.js'

const svg = 'http://www.w3.org/2000/svg'
const [width, height] = [640, 200]
const edge = { left: 34, right: 4, top: 20, bottom: 26 }

/**
 * @param {string} tag
 * @param {Record<string, string | number>} attributes
 * @param {string} [text]
 */
const draw = (tag, attributes, text) => {
  const node = document.createElementNS(svg, tag)
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, String(value))
  if (text !== undefined) node.textContent = text
  return node
}

/** The next round number at or above a value: 1, 2 or 5 with noughts. @param {number} value */
const ceilingOf = (value) => {
  const power = 10 ** Math.floor(Math.log10(Math.max(1, value)))
  return [1, 2, 5, 10].map((step) => step * power).find((step) => step >= value) ?? power
}

/**
 * One bar a day, in the colours of the page.
 *
 * @param {{ label: string, value: number }[]} bars labels are days such as `2026-11-21`
 * @param {string} name
 */
export const createChart = (bars, name) => {
  const top = ceilingOf(Math.max(1, ...bars.map(({ value }) => value)))
  const [innerWidth, innerHeight] = [width - edge.left - edge.right, height - edge.top - edge.bottom]
  const picture = draw('svg', { viewBox: `0 0 ${width} ${height}`, role: 'img', 'aria-label': name })
  for (const value of top === 1 ? [0, 1] : [0, top / 2, top]) {
    const y = edge.top + innerHeight * (1 - value / top)
    picture.append(draw('line', { x1: edge.left, x2: width - edge.right, y1: y, y2: y }))
    picture.append(draw('text', { x: edge.left - 8, y: y + 4, 'text-anchor': 'end' }, countOf(value)))
  }
  const step = innerWidth / Math.max(1, bars.length)
  bars.forEach(({ label, value }, at) => {
    const tall = (innerHeight * value) / top
    const bar = draw('rect', {
      x: edge.left + at * step + step * 0.16,
      y: edge.top + innerHeight - tall,
      width: step * 0.68,
      height: tall,
      rx: Math.min(2, step * 0.2),
    })
    bar.append(draw('title', {}, `${dayOf(label)}: ${countOf(value)}`))
    picture.append(bar)
  })
  const [first, last] = [bars[0], bars.at(-1)]
  if (first) picture.append(draw('text', { x: edge.left, y: height - 6 }, dayOf(first.label)))
  if (last && last !== first)
    picture.append(draw('text', { x: width - edge.right, y: height - 6, 'text-anchor': 'end' }, dayOf(last.label)))
  const node = element('div', { class: 'chart' })
  node.append(picture)
  return node
}
