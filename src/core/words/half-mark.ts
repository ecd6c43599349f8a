/** The letters of `timestamp.ts` and `command-mention.ts`: one that opens and, to the end, none that closes. */
const half = /[\uE000\uE002][^\uE001\uE003]*$/

/** A text that was cut, without the time or the command of ours that it was cut in. */
export const withoutHalfMark = (text: string): string => text.replace(half, '')
