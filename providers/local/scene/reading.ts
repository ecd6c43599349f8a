import { hex, type Rgb } from '../colour.ts'
import type { Random } from '../random.ts'
import { isManner, type Tag } from './language.ts'
import type { Found } from './vocabulary.ts'

export type TimeOfDay = 'dawn' | 'day' | 'sunset' | 'dusk' | 'night'
export type Season = 'spring' | 'summer' | 'autumn' | 'winter'

/** What a prompt was taken to mean: the parts of the picture, before any of it is placed or painted. */
export interface Reading {
  time: TimeOfDay
  /** What stands at the horizon, the farthest first. */
  far: ('mountains' | 'hills' | 'forest' | 'city' | 'dunes')[]
  water: 'none' | 'sea' | 'lake'
  /** What the camera stands on. */
  near: 'none' | 'meadow' | 'forest' | 'beach' | 'dunes'
  space: boolean
  /** How much of the sky is covered, 0 to 1. */
  clouds: number
  rain: boolean
  storm: boolean
  snow: boolean
  fog: boolean
  season: Season
  neon: boolean
  /** Single things: a boat, birds, the moon. */
  things: ReadonlySet<Tag>
  /** How fast time goes, 1 is as it is. */
  pace: number
  /** How high the waves are, 1 is a breeze. */
  waves: number
  tints: Rgb[]
}

/** Whether the prompt has a word for one of these. */
type Has = (...wanted: Tag[]) => boolean

/** Makes a scene of a prompt's known words; null when it has none that name one. */
export const readScene = ({ tags, tints }: Pick<Found, 'tags' | 'tints'>, random: Random): Reading | null =>
  [...tags].every(isManner) ? null : readingOf(tags, tints, random)

/** The scene of these parts and colours; what they leave open is chosen by chance. */
export const readingOf = (tags: ReadonlySet<Tag>, tints: string[], random: Random): Reading => {
  const has: Has = (...wanted) => wanted.some((tag) => tags.has(tag))
  return {
    time: timeOf(has, random),
    ...placeOf(has, random),
    space: has('space') || (has('planet') && !has('sea', 'lake', 'mountains', 'forest', 'city', 'desert', 'meadow', 'hills')),
    clouds: cloudsOf(has, random),
    rain: has('storm', 'rain'),
    storm: has('storm'),
    snow: has('snow'),
    fog: has('fog'),
    season: has('autumn', 'leaves') ? 'autumn' : has('spring', 'petals') ? 'spring' : has('winter') ? 'winter' : 'summer',
    neon: has('neon'),
    things: tags,
    pace: has('fast') ? 2 : has('slow') ? 0.6 : 1,
    waves: has('wild') ? 2.1 : has('slow') ? 0.65 : 1,
    tints: tints.map(hex),
  }
}

const timeOf = (has: Has, random: Random): TimeOfDay => {
  const times: TimeOfDay[] = ['sunset', 'dawn', 'dusk', 'night', 'day']
  const named = times.find((time) => has(time))
  if (named) return named
  if (has('moon', 'stars', 'aurora', 'fireflies', 'fire', 'neon', 'lanterns')) return 'night'
  if (has('rain', 'snow', 'fog', 'storm')) return 'day'
  return random.pick(['day', 'day', 'sunset', 'dawn'])
}

const placeOf = (has: Has, random: Random): Pick<Reading, 'far' | 'water' | 'near'> => {
  const far: Reading['far'] = []
  if (has('mountains')) far.push('mountains')
  if (has('hills')) far.push('hills')
  if (has('desert')) far.push('dunes')
  if (has('city', 'neon')) far.push('city')
  if (has('forest', 'fireflies', 'cabin', 'fire') && !has('desert')) far.push('forest')

  const open = has('sea', 'beach') || (has('boat', 'lighthouse') && !has('lake'))
  const water = open ? 'sea' : has('lake', 'city', 'neon') ? 'lake' : 'none'
  if (far.length === 0 && water === 'lake') far.push('mountains', 'forest')
  if (far.length === 0 && water === 'none') far.push(...random.pick<Reading['far']>([['mountains', 'hills'], ['hills'], ['mountains']]))

  if (water === 'none' && far.length === 1 && far[0] === 'mountains') far.push('hills')

  let near: Reading['near'] = 'none'
  if (has('beach')) near = 'beach'
  else if (has('desert')) near = 'dunes'
  else if (has('meadow', 'flowers', 'tree', 'person', 'cat', 'cabin', 'fire') || (water === 'none' && !has('forest', 'city', 'neon')))
    near = 'meadow'
  else if (has('forest') && water === 'none') near = 'forest'
  return { far, water, near }
}

const cloudsOf = (has: Has, random: Random): number => {
  if (has('clear')) return 0.08
  if (has('storm')) return 0.95
  if (has('aurora')) return 0.12
  if (has('rain', 'snow')) return 0.8
  if (has('clouds', 'sky')) return 0.65
  if (has('stars')) return 0.15
  return random.between(0.25, 0.5)
}
