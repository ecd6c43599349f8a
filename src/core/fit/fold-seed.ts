/** A seed as one between `least` and `most`, both taken: itself where it lies there, else always the same other one. */
export const foldSeed = (seed: number, most: number, least = 0): number =>
  seed >= least && seed <= most ? seed : least + (seed % (most - least + 1))
