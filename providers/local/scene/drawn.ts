import { isManner, type Seen, type Tag } from './language.ts'
import type { Reading } from './reading.ts'
import type { Found } from './vocabulary.ts'

/** Parts that are places or things: who names one and does not get it is told. */
const places: ReadonlySet<Tag> = new Set<Tag>(
  (
    'sea beach lake mountains hills forest city desert meadow space moon birds boat balloon lanterns lighthouse cabin tree fire aurora planet ' +
    'person cat flowers'
  ).split(' ') as Tag[],
)

/** What is added to a still, as the weather over it. */
export const weatherTags = ['rain', 'storm', 'snow', 'leaves', 'petals', 'fireflies'] as const satisfies Tag[]

/** Whether a part that the prompt names is to be seen in its scene. */
const isSeen = (tag: Tag, { space, time, water, near, far, season, rain, storm, snow, fog, neon, things }: Reading): tag is Seen => {
  if (space || isManner(tag)) return space && (tag === 'space' || tag === 'planet' || tag === 'stars')
  const has = (list: readonly string[], one: string) => !list.includes(tag) || tag === one
  if (!has(['dawn', 'day', 'sunset', 'dusk', 'night'], time) || !has(['sea', 'lake'], water) || !has(['beach'], near)) return false
  if (!has(['autumn', 'winter', 'spring'], season)) return false
  if (tag === 'meadow' || tag === 'flowers') return near === 'meadow'
  if (tag === 'forest') return near === 'forest' || far.includes('forest')
  if (tag === 'leaves' || tag === 'petals') return season === (tag === 'leaves' ? 'autumn' : 'spring')
  if (tag === 'sun') return !storm && time !== 'night' && time !== 'dusk' && !things.has('moon')
  if (tag === 'moon') return !storm && !neon && !things.has('aurora')
  return tag !== 'planet' && (tag !== 'stars' || (time !== 'day' && !rain && !snow && !fog))
}

/** The parts of its scene that a prompt names, in the order of its words, and the things of it that are not in the scene. */
export const drawnOf = ({ words, tags, undrawn }: Found, reading: Reading): { drew: Seen[]; not: string[] } => {
  const seen = new Set([...tags].filter((tag) => isSeen(tag, reading)))
  // `sunset` has said that there is a sun, and `snow` that it is winter.
  if (seen.has('snow')) seen.delete('winter')
  if (seen.has('sunset') || seen.has('dawn') || seen.has('day')) seen.delete('sun')
  const missing = words.filter(
    ({ kind, tags: own }) =>
      kind === 'part' && own.some((tag) => places.has(tag)) && !own.some((tag) => (seen as ReadonlySet<Tag>).has(tag)),
  )
  return { drew: [...seen], not: [...missing.map(({ typed }) => typed), ...undrawn] }
}
