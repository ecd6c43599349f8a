import type { Image } from '@napi-rs/canvas'
import {
  type APIButtonComponent,
  type APIComponentInContainer,
  type APIComponentInMessageActionRow,
  type APIMessageTopLevelComponent,
  ButtonStyle,
  ComponentType,
} from 'discord.js'
import type { Message } from '../shot.ts'
import { type Box, beside, column, grounded, picture, rule, wrapped } from './box.ts'
import { discordWords } from './discord-words.ts'
import { label } from './text.ts'

const contentWidth = 550
const note = '#6f8ea8'

const fills = {
  [ButtonStyle.Primary]: '#5865f2',
  [ButtonStyle.Secondary]: '#4e5058',
  [ButtonStyle.Success]: '#248046',
  [ButtonStyle.Danger]: '#da373c',
  [ButtonStyle.Link]: '#4e5058',
  [ButtonStyle.Premium]: '#4e5058',
} as const

const buttonOf = (button: APIButtonComponent): Box => {
  const emoji = 'emoji' in button && button.emoji?.name ? `${button.emoji.name} ` : ''
  const words = 'label' in button ? (button.label ?? '') : ''
  const text = `${emoji}${words}${button.style === ButtonStyle.Link ? ' ↗' : ''}`
  return grounded(label(text, { size: 14, colour: '#ffffff' }), { fill: fills[button.style], room: [14, 7] })
}

/** A menu as it is while it is closed, and below it in another colour what it has. */
const menuOf = (placeholder: string, options: readonly string[], width: number): Box =>
  column(
    [
      grounded(label(`${placeholder}  ▾`, { size: 14.5, colour: '#949ba4' }), {
        fill: '#1e1f22',
        room: [12, 9],
        width: Math.min(400, width),
      }),
      label(`▾ ${options.join(' · ')}`, { size: 12, colour: note, width }),
    ],
    3,
  )

const rowOf = (parts: readonly APIComponentInMessageActionRow[], width: number): Box =>
  wrapped(
    parts.map((part) => {
      if (part.type === ComponentType.Button) return buttonOf(part)
      const options = part.type === ComponentType.StringSelect ? part.options.map((option) => option.label) : []
      return menuOf(part.placeholder ?? '', options, width)
    }),
    8,
    width,
  )

/** What a component is drawn with. */
interface Drawn {
  files: Message['files']
  stills: ReadonlyMap<string, Image>
  width: number
  now: number
}

const shown = ({ files, stills }: Drawn, url: string) => {
  const file = files.find(({ name }) => url === `attachment://${name}`)
  if (!file) throw new Error(`no file is ${url}`)
  return { image: stills.get(file.key), plays: file.mediaType.startsWith('video/') }
}

const galleryOf = (urls: readonly string[], drawn: Drawn): Box => {
  const inARow = urls.length === 1 ? 1 : urls.length === 2 || urls.length === 4 ? 2 : 3
  const width = (drawn.width - (inARow - 1) * 4) / inARow
  const tiles = urls.map((url) => {
    const { image, plays } = shown(drawn, url)
    const shape = image ? image.height / image.width : 9 / 16
    return picture(image, width, inARow === 1 ? Math.min(350, width * shape) : width * 0.75, plays)
  })
  return wrapped(tiles, 4, drawn.width + 1)
}

const componentOf = (part: APIComponentInContainer | APIMessageTopLevelComponent, drawn: Drawn): Box => {
  const { width, now } = drawn
  switch (part.type) {
    case ComponentType.Container: {
      const bar = part.accent_color ? `#${part.accent_color.toString(16).padStart(6, '0')}` : '#3f4147'
      const inside = part.components.map((one) => componentOf(one, { ...drawn, width: width - 34 }))
      return grounded(column(inside, 8), { fill: '#2b2d31', line: '#3f4147', room: [17, 14], bar, width })
    }
    case ComponentType.TextDisplay:
      return discordWords(part.content, width, now)
    case ComponentType.Section: {
      const accessory =
        part.accessory.type === ComponentType.Thumbnail
          ? picture(shown(drawn, part.accessory.media.url).image, 85, 85)
          : buttonOf(part.accessory)
      const room = width - accessory.width - 12
      const words = column(
        part.components.map(({ content }) => discordWords(content, room, now)),
        2,
      )
      return beside([{ ...words, width: room }, accessory], 12)
    }
    case ComponentType.MediaGallery:
      return galleryOf(
        part.items.map(({ media }) => media.url),
        drawn,
      )
    case ComponentType.File: {
      const name = part.file.url.replace('attachment://', '')
      return grounded(label(`▤ ${name}`, { size: 14.5, colour: '#00a8fc' }), {
        fill: '#232428',
        line: '#1e1f22',
        room: [12, 10],
        width: 340,
      })
    }
    case ComponentType.Separator:
      return rule(width, '#3f4147')
    case ComponentType.ActionRow:
      return rowOf(part.components, width)
    default:
      throw new Error(`this drawing knows no component of the type ${JSON.stringify(part)}`)
  }
}

/** A message of Components V2, about as Discord shows it in its dark theme. */
export const drawDiscord = ({ json, files, at }: Message, stills: ReadonlyMap<string, Image>): Box => {
  const { components } = json as { components: APIMessageTopLevelComponent[] }
  return column(
    components.map((part) => componentOf(part, { files, stills, width: contentWidth, now: at })),
    8,
  )
}
