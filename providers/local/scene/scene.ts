import { hex } from '../colour.ts'
import type { Random } from '../random.ts'
import { createAurora } from './aurora.ts'
import { createBeach } from './beach.ts'
import { createBirds } from './birds.ts'
import { createBoat } from './boat.ts'
import { createClouds } from './clouds.ts'
import { createDisc } from './disc.ts'
import { createCat, createPerson } from './figure.ts'
import { createFire } from './fire.ts'
import { createBalloons, createLanterns } from './floating.ts'
import { hillOutline } from './hills.ts'
import { createFarLand, createNearLand, foreground } from './land.ts'
import { createCabin, createLighthouse, createTree, type Standing } from './landmark.ts'
import { choosePalette } from './palette.ts'
import type { Layer, Plan } from './plan.ts'
import type { Reading } from './reading.ts'
import { createSky } from './sky.ts'
import { createSpace } from './space.ts'
import type { Tag } from './vocabulary.ts'
import { createWater } from './water.ts'
import { createFalling, createFog, createGlows, createLightning, createRain, createSnow } from './weather.ts'

/** Places everything that a prompt was taken to mean. */
export const planScene = (reading: Reading, size: { width: number; height: number }, random: Random): Plan => {
  const { width, height } = size
  const unit = Math.sqrt(width * height)
  const placing = random.fork('placing')
  const sky = (reading.water === 'none' ? placing.between(0.56, 0.62) : placing.between(0.5, 0.57)) + (height > width ? 0.03 : 0)
  const horizon = Math.round(height * sky)
  const aside = reading.neon ? placing.between(0.42, 0.58) : placing.pick([placing.between(0.22, 0.4), placing.between(0.6, 0.78)])
  const rise = {
    dawn: placing.between(0.05, 0.12),
    sunset: placing.between(0.05, 0.12),
    dusk: 0.02,
    day: placing.between(0.28, 0.36),
    night: placing.between(0.28, 0.36),
  }
  const up = reading.neon ? 0.1 : reading.things.has('moon') ? rise.night : rise[reading.time]
  return {
    width,
    height,
    unit,
    horizon,
    light: { x: width * aside, y: horizon - Math.min(unit * up, horizon * 0.75), strength: lightStrength(reading) },
    reading,
    palette: choosePalette(reading, random.fork('palette')),
    random,
  }
}

const lightStrength = (reading: Reading): number => {
  if (reading.storm || reading.things.has('aurora')) return 0
  if (reading.rain || reading.snow) return 0.25
  return reading.fog || (reading.time === 'dusk' && !reading.things.has('moon')) ? 0.5 : 1
}

/** The layers of a scene, from the back to the front. */
export const createScene = (plan: Plan): Layer[] => {
  const { reading, horizon, random } = plan
  const has = (thing: Tag) => reading.things.has(thing)
  if (reading.space) return createSpace(plan)

  // At dusk the sun is under the horizon: only its glow is left.
  const disc = plan.light.strength > 0 && (reading.time !== 'dusk' || has('moon'))
  const layers: (Layer | false)[] = [
    createSky(plan),
    has('aurora') && createAurora(plan),
    disc && createDisc(plan),
    createClouds(plan),
    reading.storm && createLightning(plan),
    has('lanterns') && createLanterns(plan),
    has('birds') && createBirds(plan),
    ...createFarLand(plan),
    has('balloon') && createBalloons(plan),
    has('lighthouse') && createLighthouse(plan),
    reading.water !== 'none' && createWater(plan),
    has('boat') && createBoat(plan),
    reading.near === 'beach' && createBeach(plan),
    ...createNearLand(plan),
    ...createStandingThings(plan),
    reading.fog && createFog(plan),
    reading.rain && createRain(plan, reading.storm),
    reading.snow && createSnow(plan),
    reading.season === 'autumn' && createFalling(plan, [hex('#d9722a'), hex('#c9482a'), hex('#e0a034')], plan.palette.daylight),
    reading.season === 'spring' &&
      createFalling(plan, [hex('#f7c6d6'), hex('#f2a9c2'), hex('#ffe3ec')], Math.max(0.4, plan.palette.daylight)),
    has('fireflies') &&
      createGlows(plan, {
        colour: hex('#d8f06a'),
        count: 46,
        rising: 0.005,
        top: horizon * 0.85,
        size: 0.005,
        random: random.fork('fireflies'),
      }),
  ]
  return layers.filter((layer) => layer !== false)
}

/** What stands on the ground before the camera, on the side away from the light. */
const createStandingThings = (plan: Plan): Layer[] => {
  const { reading, width, light, unit } = plan
  const ground = foreground(plan, 0)
  const edge = hillOutline(plan, ground)
  const side = light.x < width / 2 ? 1 : -1
  const at = (aside: number): Standing => {
    const x = width / 2 + side * aside * width
    return {
      x,
      y: reading.near === 'meadow' || reading.near === 'dunes' ? edge(x) + unit * 0.004 : plan.height * 0.86,
      depth: ground.depth,
    }
  }
  const has = (thing: Tag) => reading.things.has(thing)
  return [
    has('cabin') && createCabin(plan, at(0.2)),
    has('tree') && createTree(plan, at(0.24)),
    has('fire') && createFire(plan, at(-0.04)),
    has('person') && createPerson(plan, at(has('fire') ? 0.14 : 0.08)),
    has('cat') && createCat(plan, at(has('person') ? 0 : 0.06)),
  ].filter((layer) => layer !== false)
}
