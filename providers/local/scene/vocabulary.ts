/** What a word of the prompt can add to the scene. */
export type Tag =
  // when
  | 'dawn'
  | 'day'
  | 'sunset'
  | 'dusk'
  | 'night'
  // where
  | 'sea'
  | 'beach'
  | 'lake'
  | 'mountains'
  | 'hills'
  | 'forest'
  | 'city'
  | 'desert'
  | 'meadow'
  | 'space'
  | 'sky'
  // weather and season
  | 'rain'
  | 'storm'
  | 'snow'
  | 'fog'
  | 'clouds'
  | 'clear'
  | 'winter'
  | 'autumn'
  | 'spring'
  | 'leaves'
  | 'petals'
  // look and motion
  | 'neon'
  | 'slow'
  | 'fast'
  | 'wild'
  // things
  | 'sun'
  | 'moon'
  | 'stars'
  | 'birds'
  | 'boat'
  | 'balloon'
  | 'lanterns'
  | 'lighthouse'
  | 'cabin'
  | 'tree'
  | 'fire'
  | 'fireflies'
  | 'aurora'
  | 'planet'
  | 'person'
  | 'cat'
  | 'flowers'

const vocabulary: Record<Tag, string> = {
  dawn: 'dawn sunrise morning daybreak',
  day: 'day bluesky noon midday daylight sunny bright afternoon daytime summer tropical',
  sunset: 'sunset sundown golden evening',
  dusk: 'dusk twilight bluehour',
  night: 'night midnight moonlit moonlight starlit starry nighttime nocturnal dark',
  sea: 'sea ocean wave surf tide coast coastal island harbor harbour bay atlantic pacific mediterranean dolphin whale',
  beach: 'beach shore seaside sand shoreline lagoon',
  lake: 'lake pond river stream fjord waterfall canal loch reflection water',
  mountains: 'mountain peak alps alpine himalaya summit ridge everest fuji cliff volcano glacier',
  hills: 'hill valley countryside tuscany highland',
  forest: 'forest wood woodland pine jungle rainforest grove redwood bamboo deer fox wolf',
  city: 'city skyline street town downtown building skyscraper tower urban metropolis tokyo york london paris seoul shanghai manhattan rooftop traffic alley cyberpunk car taxi',
  desert: 'desert dune sahara canyon mesa camel oasis mars',
  meadow: 'meadow field grass grassland prairie garden farm wheat pasture lawn park savanna horse dog cow sheep',
  space: 'space galaxy nebula cosmos cosmic universe asteroid spaceship astronaut interstellar supernova',
  sky: 'sky heaven horizon airplane plane flying eagle kite',
  rain: 'rain rainy drizzle raindrop wet downpour',
  storm: 'storm stormy thunder thunderstorm lightning hurricane tempest',
  snow: 'snow snowfall snowing blizzard snowflake snowstorm',
  winter: 'winter wintry snowy snow snowfall snowing blizzard frozen ice icy frost frosty arctic polar december january',
  fog: 'fog foggy mist misty haze hazy',
  clouds: 'cloud cloudy overcast cumulus',
  clear: 'clear cloudless',
  autumn: 'autumn autumnal october november maple',
  spring: 'spring springtime april may',
  leaves: 'leaf leaves',
  petals: 'blossom sakura petal cherry',
  neon: 'neon cyberpunk synthwave vaporwave retrowave blade',
  slow: 'slow slowly gentle gently calm calmly serene peaceful quiet still soft softly tranquil lazy dreamy',
  fast: 'fast quick quickly rapid racing rush rushing timelapse hyperlapse speed dynamic energetic',
  wild: 'wild rough crashing raging violent stormy storm windy wind choppy dramatic hurricane tempest',
  sun: 'sun sunlight sunshine sunbeam sunrise sunset',
  moon: 'moon moonlit moonlight lunar crescent',
  stars: 'star starry starlit starlight constellation milky',
  birds: 'bird gull seagull geese goose crane swallow flock pigeon dove crow eagle',
  boat: 'boat sailboat sail ship yacht canoe vessel sailing gondola raft',
  balloon: 'balloon zeppelin airship',
  lanterns: 'lantern',
  lighthouse: 'lighthouse beacon',
  cabin: 'cabin house cottage hut chalet home barn farmhouse',
  tree: 'tree oak willow',
  fire: 'fire campfire bonfire flame ember burning',
  fireflies: 'firefly fireflies magical enchanted fairy glowing',
  aurora: 'aurora borealis northern',
  planet: 'planet saturn jupiter mars spaceship ring',
  person: 'person man woman girl boy child people traveler traveller hiker wanderer silhouette couple astronaut',
  cat: 'cat kitten kitty feline',
  flowers: 'flower wildflower daisy poppy tulip rose lavender sunflower bloom blooming garden',
}

/** Colours that a prompt may name, as a tint of the whole. */
const colours: Record<string, string> = {
  red: '#e0352b',
  crimson: '#c2183a',
  orange: '#f57f20',
  amber: '#f6a521',
  gold: '#f3b52f',
  yellow: '#f7d038',
  green: '#3fa653',
  emerald: '#1f9d6b',
  teal: '#1a9a9a',
  turquoise: '#2cc0b8',
  cyan: '#27c4e6',
  blue: '#2f6fe0',
  azure: '#3a9df0',
  indigo: '#4b3fb0',
  purple: '#8a3fc4',
  violet: '#8f52e0',
  lavender: '#a98fe0',
  magenta: '#d4359c',
  pink: '#f27fae',
  rose: '#e8628a',
  coral: '#f5785f',
  brown: '#8a5a3a',
  pastel: '#f2c6d8',
}

/** The tags and the colours (as `#rrggbb`, in the order of the words) that a prompt's known words stand for. */
export const lookUp = (prompt: string): { tags: Set<Tag>; tints: string[] } => {
  const entries = Object.entries(vocabulary).map(([tag, words]) => ({ tag: tag as Tag, words: words.split(' ') }))
  const tags = new Set<Tag>()
  const tints: string[] = []
  // Phrases whose colour is not meant for the whole picture.
  const words = prompt.toLowerCase().replace(/\bblue (sk(y|ies)|hour)\b/g, (_, noun: string) => (noun === 'hour' ? 'bluehour' : 'bluesky'))
  for (const word of words.match(/\p{Letter}+/gu) ?? []) {
    const stems = [word, word.replace(/s$/, ''), word.replace(/es$/, ''), word.replace(/ies$/, 'y')]
    for (const { tag, words } of entries) if (stems.some((stem) => words.includes(stem))) tags.add(tag)
    const tint = stems.map((stem) => colours[stem]).find((value) => value !== undefined)
    if (tint) tints.push(tint)
  }
  return { tags, tints }
}
