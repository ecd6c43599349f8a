import { withoutHalfMark } from '../../core/words/half-mark.ts'

/**
 * The text so that Slack shows it as it was typed. In a `plain_text` object nothing but these three signs has a
 * meaning; in `mrkdwn` they are what calls people and makes links.
 * https://docs.slack.dev/messaging/formatting-message-text#escaping
 */
export const escapeText = (text: string): string => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;')

/** What a person typed, from the form in which Slack sends it: links lose the brackets that Slack put around them. */
export const unescapeText = (text: string): string =>
  text
    .replace(/<((?:https?:\/\/|mailto:)[^|>]+)(?:\|([^>]*))?>/g, (_, url: string, label: string | undefined) =>
      url.startsWith('mailto:') ? (label ?? url.slice('mailto:'.length)) : url,
    )
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&amp;/g, '&')

/** The text cut to `limit` characters of what Slack counts, with a sign that something is missing. */
export const shorten = (text: string, limit: number): string => {
  if (text.length <= limit) return text
  return `${withoutHalfMark(
    text
      .slice(0, limit - 1)
      .toWellFormed()
      .replace(/\uFFFD$/, ''),
  ).trimEnd()}…`
}

/** A time or a mention of ours, or a letter. */
const units = /\uE000\d+\uE001|\uE004[^\uE004\uE005]*\uE005|./gsu

/** Escaped text in pieces of at most `limit` characters, cut between the signs that were escaped, never inside one nor inside a mark of ours. */
export const escapedPieces = (text: string, limit: number): string[] => {
  const pieces: string[] = []
  let piece = ''
  for (const [letter] of text.matchAll(units)) {
    const escaped = escapeText(letter)
    if (piece.length + escaped.length > limit) {
      pieces.push(piece)
      piece = ''
    }
    piece += escaped
  }
  return piece === '' ? pieces : [...pieces, piece]
}
