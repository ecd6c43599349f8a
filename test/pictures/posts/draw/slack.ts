import type { Image } from '@napi-rs/canvas'
import type { types } from '@slack/bolt'
import type { Message } from '../shot.ts'
import { type Box, beside, column, grounded, picture, rule, wrapped } from './box.ts'
import { people } from './people.ts'
import { label, paragraph, type Span } from './text.ts'

const contentWidth = 600
const colours = { text: '#1d1c1d', quiet: '#616061', line: '#bbbdbf', link: '#1264a3', note: '#8a6d3b' }

const unescaped = (text: string): string => text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&')

const marks =
  /<@(?<member>\w+)>|<!date\^(?<time>\d+)\^(?<form>[^|]*)\|[^>]*>|<#\w+\|?(?<channel>[^>]*)>|<(?<url>https?:[^|>]+)\|?(?<name>[^>]*)>|\*(?<bold>[^*\n]+)\*/g

/** A moment as Slack writes it for a reader whose clock is UTC. */
const dateIn = (form: string, seconds: number): string => {
  const write = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat('en', { ...options, timeZone: 'UTC' }).format(seconds * 1000)
  return form.replace('{date_short_pretty}', write({ dateStyle: 'medium' })).replace('{time}', write({ timeStyle: 'short' }))
}

/** Slack's marks, as far as the bot writes them. */
const spansOf = ({ type, text }: { type: string; text: string }): Span[] => {
  if (type === 'plain_text') return [{ text: unescaped(text) }]
  const spans: Span[] = []
  let from = 0
  for (const { 0: all, index, groups = {} } of text.matchAll(marks)) {
    spans.push({ text: unescaped(text.slice(from, index)) })
    from = index + all.length
    const { member, time, form = '', channel, url, name, bold } = groups
    if (member !== undefined) spans.push({ text: `@${people[member] ?? member}`, colour: colours.link, ground: '#e8f5fa' })
    else if (time !== undefined) spans.push({ text: dateIn(form, Number(time)) })
    else if (channel !== undefined) spans.push({ text: `#${channel}`, colour: colours.link, ground: '#e8f5fa' })
    else if (url !== undefined) spans.push({ text: unescaped(name || url), colour: colours.link })
    else spans.push({ text: unescaped(bold ?? ''), bold: true })
  }
  return [...spans, { text: unescaped(text.slice(from)) }].filter((span) => span.text !== '')
}

/** The lines of a text. */
const words = (given: { type: string; text: string }, size: number, colour: string, width: number): Box =>
  column(
    given.text.split('\n').map((line) => paragraph(spansOf({ type: given.type, text: line }), { size, colour, width })),
    1,
  )

const buttonFills = { primary: '#007a5a', danger: '#e01e5a' } as const

const buttonOf = ({ text, style, url }: types.Button): Box => {
  const fill = style === undefined ? '#ffffff' : buttonFills[style]
  const colour = style === undefined ? colours.text : '#ffffff'
  const inner = label(`${unescaped(text.text)}${url ? ' ↗' : ''}`, { size: 13.5, colour, bold: true })
  return grounded(inner, { fill, line: style === undefined ? colours.line : fill, radius: 6, room: [12, 6] })
}

const elementOf = (element: types.ActionsBlockElement): Box => {
  if (element.type === 'button') return buttonOf(element)
  const dots = element.type === 'overflow'
  const text = 'placeholder' in element && element.placeholder ? `${unescaped(element.placeholder.text)}  ▾` : '•••'
  return grounded(label(dots ? '•••' : text, { size: 13.5, colour: colours.text, bold: dots }), {
    fill: '#ffffff',
    line: colours.line,
    radius: 6,
    room: [12, 6],
  })
}

/** What is in the menus of a row, in another colour: a closed menu shows nothing of it. */
const insideOf = (elements: readonly types.ActionsBlockElement[]): Box[] =>
  elements.flatMap((element) => {
    if (!('options' in element) || !element.options) return []
    const names = element.options.map((option) => unescaped(option.text.text))
    return label(`▾ ${names.join(' · ')}`, { size: 12, colour: colours.note, width: contentWidth })
  })

type Stills = ReadonlyMap<string, Image>

const imageOf = (image: Image | undefined, plays: boolean): Box => {
  const shape = image ? image.height / image.width : 9 / 16
  const width = Math.min(360, image?.width ?? 360)
  return picture(image, width, width * shape, plays)
}

const sectionOf = ({ text, fields = [], accessory }: types.SectionBlock, stills: Stills): Box => {
  const aside =
    accessory?.type === 'image'
      ? picture(stills.get('slack_file' in accessory ? (accessory.slack_file as { id: string }).id : ''), 88, 88)
      : accessory && elementOf(accessory as types.ActionsBlockElement)
  const width = contentWidth - (aside ? aside.width + 12 : 0)
  const half = (width - 16) / 2
  const pairs = Array.from({ length: Math.ceil(fields.length / 2) }, (_, at) => fields.slice(2 * at, 2 * at + 2))
  const left = column(
    [
      ...(text ? [words(text, 15, colours.text, width)] : []),
      ...pairs.map((pair) =>
        beside(
          pair.map((field) => ({ ...words(field, 15, colours.text, half), width: half })),
          16,
        ),
      ),
    ],
    6,
  )
  return aside ? beside([{ ...left, width }, aside], 12) : left
}

const blockOf = (block: types.KnownBlock, stills: Stills): Box => {
  switch (block.type) {
    case 'section':
      return sectionOf(block, stills)
    case 'header':
      return label(unescaped(block.text.text), { size: 18, colour: colours.text, bold: true, width: contentWidth })
    case 'context':
      return column(
        block.elements.map((element) => {
          if (element.type === 'image') return picture(undefined, 20, 20)
          return words(element, 12.5, colours.quiet, contentWidth)
        }),
        2,
      )
    case 'image':
      return imageOf('slack_file' in block ? stills.get((block.slack_file as { id: string }).id) : undefined, false)
    case 'rich_text':
      return paragraph(
        block.elements.flatMap((section) =>
          section.elements.flatMap((one) =>
            'text' in one && typeof one.text === 'string' ? [{ text: one.text, bold: 'style' in one && one.style !== undefined }] : [],
          ),
        ),
        { size: 15, colour: colours.text, width: contentWidth },
      )
    case 'divider':
      return rule(contentWidth, '#dddddd')
    case 'actions':
      return column([wrapped(block.elements.map(elementOf), 8, contentWidth), ...insideOf(block.elements)], 4)
    default:
      throw new Error(`this drawing knows no block of the type ${block.type}`)
  }
}

/** The files of a message, which Slack shows as a message of their own before it. */
const filesOf = (files: Message['files'], stills: Stills): Box[] =>
  files.map(({ key, name, mediaType }) => {
    if (/^(image|video)\//.test(mediaType)) return imageOf(stills.get(key), mediaType.startsWith('video/'))
    return grounded(label(`▤ ${name}`, { size: 14, colour: colours.text }), { line: '#dddddd', room: [12, 10], width: 320 })
  })

/** A message of blocks, about as Slack shows it in its light theme. */
export const drawSlack = ({ json, files }: Message, stills: Stills): Box => {
  const { blocks } = json as { blocks: types.KnownBlock[] }
  return column([...filesOf(files, stills), ...blocks.map((block) => blockOf(block, stills))], 8)
}
