/** Which shards a process keeps, both ends included, of how many the bot has in all. */
export interface ShardRange {
  from: number
  to: number
  count: number
}

/** A range as DISCORD_SHARDS has it, such as `0-7/16`; `all` where Discord says how many there are. */
export const rangeName = (range: ShardRange | undefined): string => (range ? `${range.from}-${range.to}/${range.count}` : 'all')

/** The numbers of the shards of a range, or of all that Discord recommends. */
export const shardsIn = (range: ShardRange | undefined, recommended: number): number[] => {
  const { from, to } = range ?? { from: 0, to: recommended - 1 }
  return Array.from({ length: to - from + 1 }, (_, index) => from + index)
}
