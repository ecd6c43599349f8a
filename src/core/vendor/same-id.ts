/**
 * Whether an answer is about what was asked for: a cache that mixes answers up would show one member's clip to another. An answer
 * without an id is believed.
 */
export const isSameId = (asked: string, told: string | number | null | undefined): boolean =>
  told === null || told === undefined || String(told) === asked
