import { ease } from './curve.ts'
import type { Random } from './random.ts'
import type { CameraMove } from './scene/language.ts'
import { readMove } from './scene/vocabulary.ts'

/** Where the camera is: aside and down in parts of the frame's unit, and how far in; `{ 0, 0, 1 }` is at rest. */
export interface CameraView {
  x: number
  y: number
  zoom: number
}

/** The same over a still: `x` and `y` are parts of the frame, `turn` is in radians. */
export interface StillView extends CameraView {
  turn: number
}

interface Move {
  /** Inside a scene that has depth, at a moment of the clip: how far it moved (0 to 1), where along its way aside, how high in its swing. */
  scene(moved: number, across: number, swing: number): Partial<CameraView>
  /** Over a still, which is seen whole at `moved` 0; `aside` is how far it may be moved in its zoom, `lean` is to which side, -1 or 1. */
  still(moved: number, aside: number, lean: number): Partial<StillView>
}

const moves: Record<CameraMove, Move> = {
  static: { scene: () => ({}), still: () => ({ zoom: 1 }) },
  'push in': { scene: (moved) => ({ zoom: 1 + moved * 0.2 }), still: (moved) => ({ y: -0.03 * moved, zoom: 1 + 0.3 * moved }) },
  'pull out': { scene: (moved) => ({ zoom: 1.2 - moved * 0.2 }), still: (moved) => ({ zoom: 1 - 0.16 * moved }) },
  'pan left': { scene: (_, across) => ({ x: -across }), still: (_, aside) => ({ x: -aside }) },
  'pan right': { scene: (_, across) => ({ x: across }), still: (_, aside) => ({ x: aside }) },
  'tilt up': { scene: (moved) => ({ y: 0.07 - moved * 0.14, zoom: 1.04 }), still: (_, aside) => ({ y: -aside }) },
  'tilt down': { scene: (moved) => ({ y: -0.07 + moved * 0.14, zoom: 1.04 }), still: (_, aside) => ({ y: aside }) },
  orbit: {
    scene: (_, across, swing) => ({ x: across * 1.15, y: -0.025 * swing, zoom: 1.03 + 0.07 * swing }),
    still: (moved, aside, lean) => ({ x: lean * aside * 0.5, zoom: 1 + 0.3 * moved, turn: lean * 0.045 * moved }),
  },
  drift: {
    scene: (moved, across, swing) => ({ x: across * 0.4, y: -0.012 * swing, zoom: 1 + 0.05 * moved }),
    still: (moved, aside, lean) => ({ x: lean * aside * 0.6, y: -aside * 0.35, zoom: 1 + 0.17 * moved }),
  },
}

/** The move that the words ask for, the camera's own words before the prompt's; by chance when neither names one. */
export const chooseMove = (camera: string | undefined, prompt: string, random: Random): CameraMove => {
  const byChance = random.pick<CameraMove>(['push in', 'drift', 'pan right', 'pan left'])
  return readMove(camera ?? '') ?? readMove(prompt) ?? byChance
}

/** How far a move goes, as a part of its usual way. */
const amounts = { low: 0.4, medium: 1, high: 1.5 } as const
type Amount = keyof typeof amounts

/** The view at a moment of a clip (`progress` 0 to 1) inside a scene that has depth. */
export const viewAt = (name: CameraMove, progress: number, motion: Amount = 'medium'): CameraView => {
  const move = moves[name]
  const moved = 0.75 * progress + 0.25 * ease(progress)
  const { x, y, zoom } = { x: 0, y: 0, zoom: 1, ...move.scene(moved, (moved - 0.5) * 0.42, Math.sin(progress * Math.PI * 0.9)) }
  const amount = amounts[motion]
  return { x: x * amount, y: y * amount, zoom: 1 + (zoom - 1) * amount }
}

/** The view of a still once the camera is so far on its way (`progress` 0 to 1); `lean` is the side that it goes to where its name does not say. */
export const stillViewAt = (name: CameraMove, progress: number, lean: number, motion: Amount = 'medium'): StillView => {
  const move = moves[name]
  const moved = progress * amounts[motion]
  const closer = 1 + 0.24 * moved
  return { x: 0, y: 0, zoom: closer, turn: 0, ...move.still(moved, (0.5 - 0.5 / closer) * 0.96, lean) }
}
