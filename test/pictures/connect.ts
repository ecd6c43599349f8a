import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createCanvas, type SKRSContext2D } from '@napi-rs/canvas'
import { type Item, type Step, steps } from './steps.ts'

// Draws the pictures of docs/connect.md: `npm run pictures`. They are schemes of pages, not pictures of them.
const folder = join(import.meta.dirname, '../../docs/pictures')

const panel = { width: 460, height: 290, gap: 20, head: 54 }
const colours = { ground: '#f4f3ef', card: '#ffffff', ink: '#1f2430', dim: '#6b7280', line: '#d5d4cf', press: '#d9480f', dark: '#1f2430' }
const shades = { green: '#8ce99a', amber: '#ffd43b' }
const sans = 'DejaVu Sans'
const mono = 'DejaVu Sans Mono'

interface Box {
  x: number
  y: number
  width: number
  height: number
}

const write = (context: SKRSContext2D, text: string, x: number, y: number, font: string, colour: string): void => {
  context.font = font
  context.fillStyle = colour
  context.fillText(text, x, y)
}

const box = (context: SKRSContext2D, { x, y, width, height }: Box, fill: string, stroke: string, lineWidth = 1): void => {
  context.beginPath()
  context.roundRect(x, y, width, height, 6)
  context.fillStyle = fill
  context.fill()
  context.strokeStyle = stroke
  context.lineWidth = lineWidth
  context.stroke()
}

/** A ring around a place, and an arrow that leads to it. */
const point = (context: SKRSContext2D, { x, y, width, height }: Box): void => {
  context.strokeStyle = colours.press
  context.lineWidth = 2.5
  context.beginPath()
  context.roundRect(x - 4, y - 4, width + 8, height + 8, 9)
  context.stroke()
  const [tip, middle] = [x + width + 7, y + height / 2]
  context.beginPath()
  context.moveTo(tip + 34, middle)
  context.lineTo(tip + 3, middle)
  context.moveTo(tip + 12, middle - 7)
  context.lineTo(tip + 3, middle)
  context.lineTo(tip + 12, middle + 7)
  context.stroke()
}

/** Draws an item and gives how high it is. */
const drawItem = (context: SKRSContext2D, item: Item, x: number, y: number): number => {
  const textFont = `14px ${sans}`
  if ('code' in item) {
    write(context, item.code, x, y + 15, `13px ${mono}`, item.colour ? shades[item.colour] : '#e9ecef')
    return 26
  }
  if ('text' in item) {
    write(context, item.text, x, y + 16, textFont, colours.ink)
    return 30
  }
  context.font = textFont
  if ('button' in item) {
    const place = { x, y, width: context.measureText(item.button).width + 28, height: 32 }
    box(context, place, colours.dark, colours.dark)
    write(context, item.button, x + 14, y + 21, textFont, '#ffffff')
    if (item.press) point(context, place)
    return 46
  }
  if ('toggle' in item) {
    const place = { x, y, width: 44, height: 24 }
    box(context, place, item.isOn ? '#2b8a3e' : '#adb5bd', 'transparent')
    context.beginPath()
    context.arc(x + (item.isOn ? 32 : 12), y + 12, 8, 0, 7)
    context.fillStyle = '#ffffff'
    context.fill()
    const label = `${item.toggle}: ${item.isOn ? 'on' : 'off'}`
    write(context, label, x + 54, y + 17, textFont, colours.ink)
    if (item.press) point(context, { ...place, width: 54 + context.measureText(label).width })
    return 42
  }
  write(context, item.field, x, y + 10, `12px ${sans}`, colours.dim)
  context.font = `13px ${mono}`
  const place = { x, y: y + 18, width: Math.max(200, context.measureText(item.value).width + 20), height: 28 }
  box(context, place, '#ffffff', colours.line)
  write(context, item.value, x + 10, y + 37, `13px ${mono}`, colours.ink)
  if (item.press) point(context, place)
  return 60
}

const drawMenu = (context: SKRSContext2D, { lines, open }: NonNullable<Step['menu']>, x: number, y: number): void => {
  for (const [at, line] of lines.entries()) {
    const isOpen = line === open
    if (isOpen) box(context, { x: x - 6, y: y + at * 26 - 14, width: 142, height: 22 }, '#e9ecef', 'transparent')
    write(context, line, x, y + at * 26, `${isOpen ? 'bold ' : ''}11px ${sans}`, isOpen ? colours.ink : colours.dim)
  }
}

const drawStep = (context: SKRSContext2D, step: Step, number: number, x: number, y: number): void => {
  context.beginPath()
  context.arc(x + 17, y + 20, 16, 0, 7)
  context.fillStyle = colours.press
  context.fill()
  write(context, String(number), x + 12, y + 26, `bold 17px ${sans}`, '#ffffff')
  write(context, step.title, x + 44, y + 26, `bold 17px ${sans}`, colours.ink)
  const isDark = step.kind === 'terminal'
  const window = { x, y: y + panel.head - 8, width: panel.width, height: panel.height - panel.head }
  box(context, window, isDark ? colours.dark : colours.card, isDark ? colours.dark : colours.line, 1.5)
  write(context, step.where, x + 16, window.y + 24, `12px ${mono}`, isDark ? '#ced4da' : colours.dim)
  context.fillStyle = isDark ? '#495057' : colours.line
  context.fillRect(x, window.y + 36, panel.width, 1)
  if (step.menu) drawMenu(context, step.menu, x + 16, window.y + 66)
  let top = window.y + 52
  for (const item of step.items) top += drawItem(context, item, x + (step.menu ? 170 : 18), top)
}

for (const [name, panels] of Object.entries(steps)) {
  const width = 3 * panel.width + 4 * panel.gap
  const canvas = createCanvas(width, 2 * panel.height + 4 * panel.gap)
  const context = canvas.getContext('2d')
  context.fillStyle = colours.ground
  context.fillRect(0, 0, canvas.width, canvas.height)
  for (const [at, step] of panels.entries()) {
    const [column, row] = [at % 3, Math.floor(at / 3)]
    drawStep(context, step, at + 1, panel.gap + column * (panel.width + panel.gap), panel.gap + row * (panel.height + panel.gap))
  }
  const note = 'A scheme of where to click, not a picture of the pages: these look different, and change.'
  write(context, note, panel.gap, canvas.height - 14, `12px ${sans}`, colours.dim)
  await writeFile(join(folder, `connect-${name}.png`), await canvas.encode('png'))
}
