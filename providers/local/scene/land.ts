import { paintCity } from './city.ts'
import { paintForest } from './forest.ts'
import { type HillOptions, hillOutline, paintHills } from './hills.ts'
import { atDepth, horizonDepth, type Layer } from './layer.ts'
import { createGrass } from './meadow.ts'
import { paintMountains } from './mountains.ts'
import type { Plan } from './plan.ts'
import type { Terrain } from './terrain.ts'

const standing = (plan: Plan, depth: number, { canvas, left, top }: Terrain): Layer =>
  atDepth(plan, depth, (context) => context.drawImage(canvas, left, top))

/** The land at the horizon, the farthest first. Where there is no water it goes down to the land before the camera. */
export const createFarLand = (plan: Plan): Layer[] => plan.reading.far.flatMap((kind) => createRows(plan, kind))

const createRows = (plan: Plan, kind: Plan['reading']['far'][number]): Layer[] => {
  const { unit, horizon, reading } = plan
  const random = plan.random.fork(kind)
  const room = Math.min(unit * 0.42, horizon * 0.62)
  const dry = reading.water === 'none' ? 1 : 0
  const bottom = horizon + unit * (dry ? 0.22 : 0.02)
  const rows = [0, 1, 2]
  switch (kind) {
    case 'mountains':
      return rows.map((row) => {
        const options = { distance: 0.86 - row * 0.26, height: room * (0.98 - row * 0.24), random: random.fork(`${row}`), bottom }
        return standing(plan, horizonDepth * (0.5 + row * 0.25), paintMountains(plan, options))
      })
    case 'hills':
    case 'dunes':
      return rows.map((row) => {
        const options: HillOptions = {
          cover: kind === 'dunes' ? 'sand' : 'grass',
          distance: 0.74 - row * 0.24,
          base: horizon + unit * 0.045 * row * dry,
          height: room * (0.4 - row * 0.06),
          humps: 1.1 + row * 0.2,
          random: random.fork(`${row}`),
          bottom: bottom + unit * 0.12 * row * dry,
        }
        return standing(plan, horizonDepth * (0.7 + row * 0.5), paintHills(plan, options))
      })
    case 'city': {
      const back = paintCity(plan, { distance: 0.72, height: room * 1.15, random: random.fork('far') })
      const front = paintCity(plan, { distance: 0.22, height: room * 0.78, random: random.fork('near') })
      return [standing(plan, horizonDepth * 0.8, back), standing(plan, horizonDepth, front)]
    }
    case 'forest': {
      const base = horizon + unit * (dry ? 0.035 : 0.004)
      const back = paintForest(plan, { distance: 0.7, base: horizon, height: room * 0.32, random: random.fork('far'), bottom })
      const front = paintForest(plan, { distance: 0.42, base, height: room * 0.44, random: random.fork('near'), bottom })
      return [standing(plan, horizonDepth * 0.8, back), standing(plan, horizonDepth, front)]
    }
  }
}

/** The edge of the ground that things stand on, before the camera. */
export const foreground = (plan: Plan, row: 0 | 1): HillOptions & { depth: number } => {
  const { unit, height, horizon, reading, random } = plan
  const ground = height - horizon
  return {
    cover: reading.near === 'dunes' ? 'sand' : 'grass',
    distance: 0.12 - row * 0.12,
    base: horizon + ground * (reading.water === 'none' ? 0.4 + row * 0.32 : 0.74 + row * 0.14),
    height: unit * 0.09,
    humps: 0.8 + row * 0.3,
    random: random.fork(`foreground ${row}`),
    depth: 0.5 + row * 0.4,
  }
}

/** The land before the camera. */
export const createNearLand = (plan: Plan): Layer[] => {
  const { unit, height, horizon, reading, random } = plan
  const ground = height - horizon
  if (reading.near === 'forest') {
    return [0, 1].map((row) =>
      standing(
        plan,
        0.45 + row * 0.4,
        paintForest(plan, {
          distance: 0.24 - row * 0.2,
          base: horizon + ground * (0.36 + row * 0.46),
          height: unit * (0.2 + row * 0.16),
          random: random.fork(`trees ${row}`),
        }),
      ),
    )
  }
  if (reading.near === 'none' || reading.near === 'beach') return []
  return ([0, 1] as const).flatMap((row) => {
    const options = foreground(plan, row)
    const hill = standing(plan, options.depth, paintHills(plan, options))
    if (reading.near === 'dunes' || reading.season === 'winter') return [hill]
    const grass = createGrass(plan, {
      depth: options.depth,
      edgeAt: hillOutline(plan, options),
      tall: unit * (0.022 + 0.022 * row),
      random: random.fork(`grass ${row}`),
    })
    return [hill, grass]
  })
}
