/** The letters of `timestamp.ts`, `command-mention.ts` and `mention-mark.ts`: one that opens and, to the end, none that closes. */
const half = /[\uE000\uE002\uE004][^\uE001\uE003\uE005]*$/

/** A text that was cut, without the time, the command or the mention of ours that it was cut in. */
export const withoutHalfMark = (text: string): string => text.replace(half, '')
