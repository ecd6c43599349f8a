import { wrap } from '../curve.ts'
import type { FrameSize } from '../frame-size.ts'
import { createSheet, verticalGradient, withStops } from './brush.ts'
import { isManner } from './language.ts'
import type { Layer } from './layer.ts'
import { lookUp } from './vocabulary.ts'

/** The first that the machine has; letters that it lacks are taken from any other font. */
const font = (size: number): string =>
  `500 ${size}px "EB Garamond", "Cormorant Garamond", "Playfair Display", Georgia, "Noto Serif", "Liberation Serif", "Nanum Myeongjo", NanumMyeongjo, "Noto Serif KR", "Noto Serif CJK KR", AppleMyungjo, "DejaVu Serif", serif`

/** The most letters that a card holds. */
const longest = 64
/** The words are measured at this size, in pixels. */
const measure = 100

/** A prompt's words as a title card, without what only asks for a style; null when there is no font for any of them. */
export const createTitle = (prompt: string, { width, height }: FrameSize): Layer | null => {
  const words = titleOf(prompt).split(/\s+/).filter(createCheck())
  if (words.length === 0) return null
  const { lines, size } = setLines(words, width * 0.78, height * 0.44, Math.sqrt(width * height) * 0.105)
  const leading = size * 1.28
  const middle = height * 0.47
  const write = (sheet: ReturnType<typeof createSheet>) => {
    sheet.font = font(size)
    sheet.letterSpacing = `${size * 0.03}px`
    sheet.textAlign = 'center'
    sheet.textBaseline = 'middle'
    for (const [index, line] of lines.entries()) sheet.fillText(line, width / 2, middle + (index - (lines.length - 1) / 2) * leading)
  }
  // A soft dark behind the letters, so that they can be read on any sky.
  const shade = createSheet(width, height)
  shade.shadowColor = 'rgba(10,6,24,0.8)'
  shade.shadowBlur = size * 0.45
  shade.fillStyle = 'rgba(10,6,24,0.4)'
  write(shade)
  const letters = createSheet(width, height)
  letters.fillStyle = verticalGradient(letters, middle - leading, middle + leading, [0, '#fffdf6'], [1, '#f6e6d0'])
  write(letters)
  const rule = middle + (lines.length / 2) * leading + size * 0.32
  letters.fillRect(width / 2 - size * 0.7, rule, size * 1.4, Math.max(1, size * 0.025))

  const lit = createSheet(width, height)
  return (context, { time, camera }) => {
    lit.globalCompositeOperation = 'copy'
    lit.drawImage(letters.canvas, 0, 0)
    lit.globalCompositeOperation = 'source-atop'
    // A light passes over the letters.
    const at = wrap(time * 0.22, 1.6) * width * 1.25 - width * 0.5
    lit.fillStyle = withStops(lit.createLinearGradient(at - width * 0.16, 0, at + width * 0.16, height * 0.2), [
      [0, 'rgba(255,214,150,0)'],
      [0.5, 'rgba(255,206,130,0.85)'],
      [1, 'rgba(255,214,150,0)'],
    ])
    lit.fillRect(0, 0, width, height)
    const scale = 1 + (camera.zoom - 1) * 0.3
    context.translate(width / 2 - camera.x * width * 0.04, height / 2 - camera.y * height * 0.04)
    context.scale(scale, scale)
    context.translate(-width / 2, -height / 2)
    context.drawImage(shade.canvas, 0, 0)
    context.drawImage(lit.canvas, 0, 0)
  }
}

/** The parts of a prompt between commas that say what it is about, as many as a card holds. */
const titleOf = (prompt: string): string => {
  const parts = prompt
    .normalize('NFC')
    .replace(/\p{Extended_Pictographic}|\uFE0F|\u200D/gu, ' ')
    .split(/[,.;:!?\n|()[\]{}"]+/)
  const telling = parts
    .map((part) => part.trim())
    .filter((part) => part && !lookUp(part).words.every(({ kind, tags }) => kind === 'other' || (kind === 'part' && tags.every(isManner))))
  let title = ''
  for (const part of telling.length > 0 ? telling : parts.slice(0, 1)) {
    if (title && title.length + part.length > longest) break
    title += title ? `, ${part}` : part
  }
  if (title.length > longest) title = `${title.slice(0, longest).replace(/\s+\S*$/, '')}…`
  return title.charAt(0).toUpperCase() + title.slice(1)
}

/** Whether this machine has a font with all letters of a word: what none has is drawn as the same box. */
const createCheck = (): ((word: string) => boolean) => {
  const known = new Map<string, boolean>()
  const inkOf = (letter: string): Buffer => {
    const context = createSheet(64, 64)
    context.font = font(40)
    context.fillText(letter, 8, 46)
    return context.canvas.data()
  }
  const box = inkOf('\u{10FFFF}')
  const has = (letter: string): boolean => {
    const drawn = known.get(letter) ?? !inkOf(letter).equals(box)
    known.set(letter, drawn)
    return drawn
  }
  return (word) => /[\p{Letter}\p{Number}]/u.test(word) && [...word].every(has)
}

/** The words in the lines that let them be largest. */
const setLines = (words: string[], width: number, height: number, largest: number): { lines: string[]; size: number } => {
  const context = createSheet(1, 1)
  context.font = font(measure)
  const widthOf = (line: string) => context.measureText(line).width + line.length * measure * 0.03
  const choices = [1, 2, 3, 4].map((count) => {
    const lines = balanced(words, count, widthOf)
    const size = Math.min(largest, (width / Math.max(...lines.map(widthOf))) * measure, height / (lines.length * 1.28))
    return { lines, size }
  })
  return choices.reduce((best, choice) => (choice.size > best.size * 1.12 ? choice : best))
}

/** Up to `count` lines of about the same width. */
const balanced = (words: string[], count: number, widthOf: (line: string) => number): string[] => {
  const whole = widthOf(words.join(' '))
  const lines: string[] = []
  let line = ''
  for (const word of words) {
    const longer = line ? `${line} ${word}` : word
    if (line && lines.length < count - 1 && widthOf(longer) > whole / count + widthOf(word) / 2) {
      lines.push(line)
      line = word
    } else line = longer
  }
  return [...lines, line]
}
