import { type Box, column } from './box.ts'
import { howFar, people } from './people.ts'
import { paragraph, type Span } from './text.ts'

const colours = { text: '#dbdee1', quiet: '#949ba4', link: '#00a8fc', mention: '#c9cdfb', mentionGround: '#3c4270', code: '#1e1f22' }

const inline =
  /\\(?<escaped>[^\w\s])|\*\*(?<bold>(?:\\.|[^\\])+?)\*\*|`(?<code>[^`]+)`|<@(?<member>\w+)>|<#(?<channel>\w+)>|<t:(?<time>\d+)(?::(?<style>\w))?>|<\/(?<command>[\w ]+):\d+>|\[(?<label>[^\]]+)\]\((?<url>[^)]+)\)/g

/** A moment as Discord writes it in full. */
const momentOf = (seconds: number): string =>
  new Date(seconds * 1000).toLocaleString('en-GB', { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' })

const pillOf = (text: string): Span => ({ text, colour: colours.mention, ground: colours.mentionGround })

/** Discord's marks, as far as the bot writes them. */
const spansOf = (line: string, now: number, bold = false): Span[] => {
  const spans: Span[] = []
  let from = 0
  for (const { 0: all, index, groups = {} } of line.matchAll(inline)) {
    if (index > from) spans.push({ text: line.slice(from, index), bold })
    from = index + all.length
    const { escaped, bold: strong, code, member, channel, time, style, command, label } = groups
    if (escaped !== undefined) spans.push({ text: escaped, bold })
    else if (strong !== undefined) spans.push(...spansOf(strong, now, true))
    else if (code !== undefined) spans.push({ text: code, mono: true, ground: colours.code })
    else if (member !== undefined) spans.push(pillOf(`@${people[member] ?? member}`))
    else if (channel !== undefined) spans.push(pillOf(`#${channel}`))
    else if (time !== undefined)
      spans.push({ text: style === 'R' ? howFar(Number(time) - now / 1000) : momentOf(Number(time)), bold, ground: '#3a3c42' })
    else if (command !== undefined) spans.push(pillOf(`/${command}`))
    else spans.push({ text: label ?? '', colour: colours.link })
  }
  return [...spans, { text: line.slice(from), bold }].filter(({ text }) => text !== '')
}

/** Pieces that belong together stay so: an escape is no place to break a line. */
const joined = (spans: readonly Span[]): Span[] => {
  const done: Span[] = []
  const isPlain = ({ mono, colour, ground }: Span): boolean => !mono && !colour && !ground
  for (const span of spans) {
    const last = done.at(-1)
    if (last && isPlain(last) && isPlain(span) && last.bold === span.bold) done[done.length - 1] = { ...last, text: last.text + span.text }
    else done.push(span)
  }
  return done
}

export const discordWords = (content: string, width: number, now: number): Box =>
  column(
    content.split('\n').map((line) => {
      const [, small, heading, words = ''] = /^(-# )?(#{1,3} )?(.*)$/s.exec(line) ?? []
      const look = small ? { size: 13, colour: colours.quiet } : { size: heading ? 19 : 15.5, colour: colours.text }
      return paragraph(joined(spansOf(words, now, heading !== undefined)), { ...look, width })
    }),
    2,
  )
