import { writeCommands } from '../../../core/words/command-mention.ts'
import { withoutHalfMark } from '../../../core/words/half-mark.ts'
import { type Mention, mentionMark, nameOf, writeMentions } from '../../../core/words/mention-mark.ts'
import { utc, writeTimestamps } from '../../../core/words/timestamp.ts'

/**
 * What Discord reads as markdown, a mention, a timestamp, an emoji or a link: everywhere, doubled, at the beginning of
 * a line, or before certain words. A backslash before it takes its power. The name of a marked command is left as it is.
 */
const signs =
  /(?![a-z0-9_-]*\uE003)[\\*_`<[\]]|~(?=~)|(?<=~)~|\|(?=\|)|(?<=\|)\||(?<=^\s*)[>#+-]|(?<=^\s*\d+)[.)]|@(?=everyone|here)|:(?=\/\/|[\w~]+:)/gm

/** Writes a command of ours as people can run it. */
export type MentionCommand = (name: string) => string

/** Where Discord links no commands, and where its id is not known: as it is typed. */
export const asTyped: MentionCommand = (name) => `/${name}`

const mentionSigns = { member: '@', channel: '#', role: '@&' } as const

/** Only what has an id of Discord's can be mentioned; anything else is a name, and escaped as such. */
const withNames = (text: string): string =>
  writeMentions(text, (mention) => (/^\d{15,20}$/.test(mention.id) ? mentionMark({ ...mention, name: '' }) : nameOf(mention)))

const asMention = ({ kind, id }: Mention): string => `<${mentionSigns[kind]}${id}>`

/**
 * The text so that Discord shows it as it was typed: nothing in it is formatted, linked or called. Our own times are written by its
 * reader's clock, our own commands by `mention`, our own mentions as Discord's, which call nobody where a message allows none.
 */
export const escapeText = (text: string, mention: MentionCommand = asTyped): string =>
  writeMentions(
    writeCommands(
      writeTimestamps(withNames(text).replace(signs, '\\$&'), (time) => `<t:${Math.floor(time / 1000)}:f>`),
      mention,
    ),
    asMention,
  )

/** Escaped text cut to `limit` characters: no backslash is left that lost its sign, no half mention. */
export const cutEscaped = (escaped: string, limit: number): string =>
  escaped.length <= limit
    ? escaped
    : `${escaped
        .slice(0, limit - 1)
        .replace(/(?<!\\)<[^>]*$/, '')
        .replace(/\\+$/, '')}…`

/** The text for where Discord shows no markdown: on a button, read aloud, as a name. */
export const plainText = (text: string): string => writeMentions(writeCommands(writeTimestamps(text, utc), asTyped), nameOf)

/** The text cut to `limit` characters as people count them, with a sign that something is missing. */
export const shorten = (text: string, limit: number): string => {
  const letters = [...text]
  if (letters.length <= limit) return text
  return `${withoutHalfMark(letters.slice(0, limit - 1).join('')).trimEnd()}…`
}
