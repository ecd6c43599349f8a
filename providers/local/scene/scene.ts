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
import { createCabin, createLighthouse, createTree } from './landmark.ts'
import type { Tag } from './language.ts'
import type { Layer, Standing } from './layer.ts'
import type { Plan } from './plan.ts'
import { createSky, createStars } from './sky.ts'
import { createSpace } from './space.ts'
import { createWater } from './water.ts'
import { createFalling, createFireflies, createFog, createLightning, createRain, createSnow } from './weather.ts'

type Layers = (Layer | Layer[] | false)[]

/** The layers of a scene, from the back to the front. */
export const createScene = (plan: Plan): Layer[] => {
  const { reading, horizon, palette } = plan
  const has = (thing: Tag) => reading.things.has(thing)
  if (reading.space) return createSpace(plan)

  // At dusk the sun is under the horizon: only its glow is left.
  const disc = plan.light.strength > 0 && (reading.time !== 'dusk' || has('moon'))
  const layers: Layers = [
    createSky(plan),
    palette.stars > 0 && createStars(plan),
    has('aurora') && createAurora(plan),
    disc && createDisc(plan),
    createClouds(plan),
    reading.storm && createLightning(plan),
    has('lanterns') && createLanterns(plan),
    has('birds') && createBirds(plan),
    createFarLand(plan),
    has('balloon') && createBalloons(plan),
    has('lighthouse') && createLighthouse(plan),
    reading.water !== 'none' && createWater(plan),
    has('boat') && createBoat(plan),
    reading.near === 'beach' && createBeach(plan),
    createNearLand(plan),
    createStandingThings(plan),
    reading.fog && createFog(plan),
    reading.rain && createRain(plan, reading.storm),
    reading.snow && createSnow(plan),
    reading.season === 'autumn' && createFalling(plan, 'leaves', palette.daylight),
    reading.season === 'spring' && createFalling(plan, 'petals', Math.max(0.4, palette.daylight)),
    has('fireflies') && createFireflies(plan, 46, horizon * 0.85),
  ]
  return layers.flat().filter((layer) => layer !== false)
}

/** What stands on the ground before the camera, on the side away from the light. */
const createStandingThings = (plan: Plan): Layer[] => {
  const { reading, width, light, unit } = plan
  const ground = foreground(plan, 0)
  const edge = hillOutline(plan, ground)
  const side = light.x < width / 2 ? 1 : -1
  const at = (aside: number): Standing => {
    const x = width / 2 + side * aside * width
    const y = reading.near === 'meadow' || reading.near === 'dunes' ? edge(x) + unit * 0.004 : plan.height * 0.86
    return { x, y, depth: ground.depth }
  }
  const has = (thing: Tag) => reading.things.has(thing)
  const layers: Layers = [
    has('cabin') && createCabin(plan, at(0.2)),
    has('tree') && createTree(plan, at(0.24)),
    has('fire') && createFire(plan, at(-0.04)),
    has('person') && createPerson(plan, at(has('fire') ? 0.14 : 0.08)),
    has('cat') && createCat(plan, at(has('person') ? 0 : 0.06)),
  ]
  return layers.flat().filter((layer) => layer !== false)
}
