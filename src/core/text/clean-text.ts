/**
 * What nobody can see: controls except newline and tab, halves of a broken character, bidirectional marks and
 * overrides, zero-width spaces, tag characters, and the letters that mark our own times, commands and mentions (`words/timestamp.ts`,
 * `words/command-mention.ts`, `words/mention-mark.ts`).
 */
const unseen =
  /(?![\n\t])\p{Cc}|\p{Cs}|[\u00AD\u061C\u180E\u200B\u200E\u200F\u202A-\u202E\u2060-\u206F\uFEFF\uFFF9-\uFFFB\uE000-\uE006]|[\u{E0000}-\u{E007F}]/gu
/** A joiner has work to do after an emoji, a combining mark or an Arabic letter, and before something to join. */
const idleJoiner =
  /(?<![\p{M}\p{Script_Extensions=Arabic}\p{Extended_Pictographic}\p{Emoji_Modifier}])[\u200C\u200D]|[\u200C\u200D](?![\p{L}\p{M}\p{Extended_Pictographic}])/gu

/**
 * The text without characters that cannot be seen. They are removed rather than refused: people paste them
 * without knowing, and nobody can correct what is invisible; left in, they turn the words of a post or a log
 * around, or hide words from a moderator. Newlines become `\n`; joiners stay where a script or an emoji needs
 * them. Cleaning twice changes nothing.
 */
export const cleanText = (text: string): string =>
  text
    .replace(/\r\n?|[\u0085\u2028\u2029]/g, '\n')
    .replace(idleJoiner, '')
    .replace(unseen, '')
