/** What the program itself takes, and a child at work at most most of the time. */
const programBytes = 400e6
const childBytes = 600e6
/** With one, a long film of one member would hold up everybody. */
const least = 2

/** How many child processes a machine has room for: one for each core, as far as its memory goes. `memoryBytes` is what the program may use. */
export const poolSize = (cores: number, memoryBytes: number): number =>
  Math.max(least, Math.min(cores, Math.floor((memoryBytes - programBytes) / childBytes)))
