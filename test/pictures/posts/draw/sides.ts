import { createCanvas, type Image } from '@napi-rs/canvas'
import type { Message, Shot } from '../shot.ts'
import { type Box, beside, column } from './box.ts'
import { drawDiscord } from './discord.ts'
import { drawDiscordForm } from './discord-form.ts'
import { drawSlack } from './slack.ts'
import { drawSlackForm } from './slack-form.ts'
import { label, paragraph } from './text.ts'

const looks = {
  discord: { ground: '#313338', text: '#f2f3f5', dim: '#949ba4', badge: '#5865f2' },
  slack: { ground: '#ffffff', text: '#1d1c1d', dim: '#616061', badge: '#9a9a9a' },
} as const
const sideWidth = 650
const margin = 24

/** Whose message it is. */
const avatar = (colour: string): Box => ({
  width: 36,
  height: 36,
  draw(context, x, y) {
    context.fillStyle = colour
    context.beginPath()
    context.arc(x + 18, y + 18, 18, 0, 7)
    context.fill()
  },
})

const innerOf = (platform: Shot['platform'], message: Message, stills: ReadonlyMap<string, Image>): Box => {
  // Only forms have a title.
  if ('title' in message.json) return platform === 'discord' ? drawDiscordForm(message.json) : drawSlackForm(message.json)
  return platform === 'discord' ? drawDiscord(message, stills) : drawSlack(message, stills)
}

const messageOf = (platform: Shot['platform'], message: Message, stills: ReadonlyMap<string, Image>): Box => {
  const { text, dim, badge } = looks[platform]
  const inner = innerOf(platform, message, stills)
  const name = paragraph(
    [
      { text: 'Moodreel ', bold: true },
      { text: 'APP', colour: badge, bold: true },
    ],
    { size: 14, colour: text, width: 400 },
  )
  const where = label(message.where.toUpperCase(), { size: 11.5, colour: dim, bold: true })
  return column([where, beside([avatar('#11806a'), column([name, inner], 4)], 12)], 8)
}

/** One side: what people saw, in its order. */
export interface Side {
  title: string
  shot: Shot | undefined
  stills: ReadonlyMap<string, Image>
}

const sideOf = (platform: Shot['platform'], { title, shot, stills }: Side): Box => {
  const messages = (shot?.messages ?? []).map((message) => messageOf(platform, message, stills))
  const head = label(title, { size: 20, colour: looks[platform].text, bold: true })
  return { ...column([head, ...messages], 22), width: sideWidth }
}

/** Sides beside each other as one JPEG of no more bytes than that. */
export const drawSides = async (platform: Shot['platform'], sides: readonly Side[], maxBytes: number): Promise<Buffer> => {
  const box = beside(
    sides.map((side) => sideOf(platform, side)),
    margin,
  )
  for (let [scale, quality] = [1, 86]; ; [scale, quality] = quality > 70 ? [scale, quality - 8] : [scale * 0.85, 86]) {
    const canvas = createCanvas(Math.ceil((box.width + 2 * margin) * scale), Math.ceil((box.height + 2 * margin) * scale))
    const context = canvas.getContext('2d')
    context.scale(scale, scale)
    context.fillStyle = looks[platform].ground
    context.fillRect(0, 0, box.width + 2 * margin, box.height + 2 * margin)
    box.draw(context, margin, margin)
    const bytes = await canvas.encode('jpeg', quality)
    if (bytes.length <= maxBytes) return bytes
  }
}
