/** Far enough that varying a clip again seldom makes the same one twice. */
const reach = 100

/** Another seed close to this one and not above `most`, at random, for models whose nearby seeds make similar clips. */
export const nearbySeed = (seed: number, most: number, random: () => number = Math.random): number => {
  const distance = 1 + Math.floor(random() * reach)
  const [below, above] = [seed - distance, seed + distance]
  if (below < 0) return above
  return above > most || random() < 0.5 ? below : above
}
