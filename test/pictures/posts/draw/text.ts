import { createCanvas, type SKRSContext2D } from '@napi-rs/canvas'
import type { Box } from './box.ts'

/** A piece of a line in one look. */
export interface Span {
  text: string
  bold?: boolean
  mono?: boolean
  colour?: string
  /** Behind it. */
  ground?: string
}

export interface TextLook {
  size: number
  colour: string
  width: number
}

const families = { sans: 'Open Sans, NanumGothic, DejaVu Sans, Noto Color Emoji', mono: 'DejaVu Sans Mono, NanumGothic' }
const fontOf = ({ bold = false, mono = false }: Span, size: number): string =>
  `${bold ? 'bold ' : ''}${mono ? size - 1 : size}px ${mono ? families.mono : families.sans}`

const ruler: SKRSContext2D = createCanvas(1, 1).getContext('2d')
const measure = (span: Span, size: number): number => {
  ruler.font = fontOf(span, size)
  return ruler.measureText(span.text).width
}

/** Words with the space behind them, and what is too long for a line in letters. */
const piecesOf = (span: Span, { size, width }: TextLook): Span[] =>
  (span.text.match(/\S+\s*|\s+/g) ?? []).flatMap((word) =>
    measure({ ...span, text: word }, size) <= width ? { ...span, text: word } : [...word].map((text) => ({ ...span, text })),
  )

const linesOf = (spans: readonly Span[], look: TextLook): Span[][] => {
  const lines: Span[][] = [[]]
  let used = 0
  for (const piece of spans.flatMap((span) => piecesOf(span, look))) {
    const width = measure({ ...piece, text: piece.text.trimEnd() }, look.size)
    if (used + width > look.width && used > 0) {
      lines.push([])
      used = 0
    }
    lines.at(-1)?.push(piece)
    used += measure(piece, look.size)
  }
  return lines
}

/** One paragraph in lines as wide as they may be. */
export const paragraph = (spans: readonly Span[], look: TextLook): Box => {
  const { size, colour } = look
  const lines = linesOf(spans, look)
  const leading = Math.round(size * 1.38)
  const widths = lines.map((line) => line.reduce((sum, span) => sum + measure(span, size), 0))
  return {
    width: Math.min(look.width, Math.ceil(Math.max(0, ...widths))),
    height: lines.length * leading,
    draw(context, x, y) {
      for (const [at, line] of lines.entries()) {
        let left = x
        const base = y + at * leading + size * 1.03
        for (const span of line) {
          const width = measure(span, size)
          if (span.ground) {
            context.fillStyle = span.ground
            context.fillRect(left - 2, base - size, width + 4, leading - 1)
          }
          context.font = fontOf(span, size)
          context.fillStyle = span.colour ?? colour
          context.fillText(span.text, left, base)
          left += width
        }
      }
    },
  }
}

/** Words of one look. */
export const label = (text: string, look: Omit<TextLook, 'width'> & { bold?: boolean; width?: number }): Box =>
  paragraph([{ text, bold: look.bold ?? false }], { width: 10_000, ...look })
