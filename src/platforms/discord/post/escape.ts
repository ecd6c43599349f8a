import { writeTimestamps } from '../../../core/words/timestamp.ts'

/**
 * What Discord reads as markdown, a mention, a timestamp, an emoji or a link: everywhere, doubled, at the beginning of
 * a line, or before certain words. A backslash before it takes its power.
 */
const signs = /[\\*_`<[\]]|~(?=~)|(?<=~)~|\|(?=\|)|(?<=\|)\||(?<=^\s*)[>#+-]|(?<=^\s*\d+)[.)]|@(?=everyone|here)|:(?=\/\/|[\w~]+:)/gm

/** The text so that Discord shows it as it was typed: nothing in it is formatted, linked or called. Our own times are written by its reader's clock. */
export const escapeText = (text: string): string =>
  writeTimestamps(text.replace(signs, '\\$&'), (time) => `<t:${Math.floor(time / 1000)}:f>`)

/** The text cut to `limit` characters as people count them, with a sign that something is missing. */
export const shorten = (text: string, limit: number): string => {
  const letters = [...text]
  return letters.length <= limit
    ? text
    : `${letters
        .slice(0, limit - 1)
        .join('')
        .trimEnd()}…`
}
