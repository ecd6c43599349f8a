import { createList, element } from './element.js'
import { label } from './labels.js'

/**
 * @typedef {import('../quote.ts').QuoteView['advice']} Advice
 * @typedef {{ from: number, to: number, sentence: string }} Finding
 */

/**
 * Underlines the words of the composer that are better said otherwise, and says so beneath it. It holds nobody up: what was typed is what is
 * sent.
 *
 * @param {{ field: HTMLTextAreaElement, behind: HTMLElement, list: HTMLElement }} parts `behind` lies beneath the field, letter by letter
 */
export const createUnderlines = ({ field, behind, list }) => {
  /** The text that the findings are about. */
  let text = ''
  /** @type {Finding[]} */
  let findings = []
  /** What it says more simply; empty where there are no such words. */
  let simpler = ''

  const words = element('span')
  const use = element('button', { type: 'button', class: 'quiet', click: () => take() }, words)
  const sentences = element('ul')
  list.append(sentences, use)
  const showSentences = createList(sentences, sentenceOf, createSentence)

  const take = () => {
    if (simpler === '') return
    field.focus()
    field.select()
    // Through the browser's own editing, so that undo brings back what stood there.
    if (document.execCommand('insertText', false, simpler)) return
    field.value = simpler
    field.dispatchEvent(new Event('input', { bubbles: true }))
  }
  const mark = () => {
    const at = document.activeElement === field ? field.selectionStart : -1
    for (const [place, node] of [...sentences.children].entries()) {
      const { from, to } = findings[place] ?? { from: 0, to: -1 }
      node.classList.toggle('here', from <= at && at <= to)
    }
  }
  const draw = () => {
    /** @type {(Node | string)[]} */
    const pieces = []
    let end = 0
    for (const { from, to } of [...findings].sort((one, other) => one.from - other.from)) {
      // Where two overlap, the second goes on from the end of the first.
      const start = Math.max(from, end)
      if (to <= start) continue
      pieces.push(text.slice(end, start), element('u', { text: text.slice(start, to) }))
      end = to
    }
    behind.replaceChildren(...pieces, text.slice(end))
    behind.style.setProperty('--across', `${field.clientWidth}px`)
    behind.scrollTop = field.scrollTop
    showSentences(findings)
    use.hidden = simpler === ''
    if (simpler !== '') words.textContent = label('adviceUse', { words: simpler })
    list.hidden = findings.length === 0
    mark()
  }

  field.addEventListener('input', () => {
    findings = moved(findings, text, field.value)
    text = field.value
    if (findings.length === 0) simpler = ''
    draw()
  })
  field.addEventListener('scroll', () => {
    behind.scrollTop = field.scrollTop
  })
  for (const happens of ['keyup', 'click', 'focus', 'blur']) field.addEventListener(happens, mark)
  new ResizeObserver(draw).observe(field)

  return {
    /** @param {string} about the text that was asked about @param {Advice} advice */
    show: (about, advice) => {
      findings = moved(advice?.findings ?? [], about, field.value)
      text = field.value
      simpler = about === text ? (advice?.simpler ?? '') : ''
      draw()
    },
  }
}

/**
 * The same for a field of a form. Gives where it stands, and what shows advice on what is written there.
 *
 * @param {HTMLTextAreaElement} field
 */
export const underlined = (field) => {
  const behind = element('div', { class: 'underlines', 'aria-hidden': true })
  const list = element('div', { class: 'advice', role: 'status', 'aria-label': label('advice'), hidden: true })
  const node = element('div', {}, element('div', { class: 'written' }, behind, field), list)
  return { node, show: createUnderlines({ field, behind, list }).show }
}

/** @param {Finding} finding */
const sentenceOf = ({ sentence }) => sentence

/** @param {Finding} finding */
const createSentence = ({ sentence }) => ({ node: element('li', { text: sentence }), update: () => undefined })

/**
 * Where the words are after somebody has typed on; those that were changed are not judged any more.
 *
 * @param {Finding[]} findings
 * @param {string} before
 * @param {string} after
 */
const moved = (findings, before, after) => {
  if (before === after) return findings
  const least = Math.min(before.length, after.length)
  let head = 0
  while (head < least && before[head] === after[head]) head += 1
  let tail = 0
  while (tail < least - head && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail += 1
  const changedTo = before.length - tail
  const by = after.length - before.length
  return findings.flatMap((finding) => {
    if (finding.to <= head) return finding
    return finding.from >= changedTo ? { ...finding, from: finding.from + by, to: finding.to + by } : []
  })
}
