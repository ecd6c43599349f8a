import { ease } from './curve.ts'
import type { Random } from './random.ts'

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
  words: RegExp
  /** Inside a scene that has depth, at a moment of the clip: how far it moved (0 to 1), where along its way aside, how high in its swing. */
  scene(moved: number, across: number, swing: number): Partial<CameraView>
  /** Over a still, which is seen whole at `moved` 0; `aside` is how far it may be moved in its zoom, `lean` is to which side, -1 or 1. */
  still(moved: number, aside: number, lean: number): Partial<StillView>
}

/** The moves by their names, as the catalogue row offers them. Of two whose words are in a prompt the upper one counts. */
const moves = {
  static: {
    words: /\b(static|locked|fixed|tripod|still) (camera|shot|frame)\b|\bstatic\b|\bno camera\b/,
    scene: () => ({}),
    still: () => ({ zoom: 1 }),
  },
  'push in': {
    words: /\b(push|zoom|dolly|move|fly|flies|flying|track)(s|es|ing)?[- ]?(in|into|forward|through|towards?)\b/,
    scene: (moved) => ({ zoom: 1 + moved * 0.2 }),
    still: (moved) => ({ y: -0.03 * moved, zoom: 1 + 0.3 * moved }),
  },
  'pull out': {
    words: /\b(pull|zoom|dolly|move)(s|es|ing)?[- ]?(out|back|away)\b/,
    scene: (moved) => ({ zoom: 1.2 - moved * 0.2 }),
    still: (moved) => ({ zoom: 1 - 0.16 * moved }),
  },
  'pan left': {
    words: /\b(pan|truck|slide|track|move)(s|ning|ing)?[- ](to the )?left\b/,
    scene: (_, across) => ({ x: -across }),
    still: (_, aside) => ({ x: -aside }),
  },
  'pan right': {
    words: /\b(pan|truck|slide|track|move)(s|ning|ing)?[- ](to the )?right\b|\bpan(s|ning)?\b/,
    scene: (_, across) => ({ x: across }),
    still: (_, aside) => ({ x: aside }),
  },
  'tilt up': {
    words: /\b(tilt|crane|pedestal|boom)(s|ing)?[- ]up\b/,
    scene: (moved) => ({ y: 0.07 - moved * 0.14, zoom: 1.04 }),
    still: (_, aside) => ({ y: -aside }),
  },
  'tilt down': {
    words: /\b(tilt|crane|pedestal|boom)(s|ing)?[- ]down\b/,
    scene: (moved) => ({ y: -0.07 + moved * 0.14, zoom: 1.04 }),
    still: (_, aside) => ({ y: aside }),
  },
  orbit: {
    words: /\b(orbit|arc|circl|rotat)(s|es|e|ing)?\b/,
    scene: (_, across, swing) => ({ x: across * 1.15, y: -0.025 * swing, zoom: 1.03 + 0.07 * swing }),
    still: (moved, aside, lean) => ({ x: lean * aside * 0.5, zoom: 1 + 0.3 * moved, turn: lean * 0.045 * moved }),
  },
  drift: {
    words: /\b(drift|float|glid|handheld)(s|es|e|ing)?\b/,
    scene: (moved, across, swing) => ({ x: across * 0.4, y: -0.012 * swing, zoom: 1 + 0.05 * moved }),
    still: (moved, aside, lean) => ({ x: lean * aside * 0.6, y: -aside * 0.35, zoom: 1 + 0.17 * moved }),
  },
} satisfies Record<string, Move>
export type CameraMove = keyof typeof moves

/** The move that the words ask for, the camera's own words before the prompt's; by chance when neither names one. */
export const chooseMove = (camera: string | undefined, prompt: string, random: Random): CameraMove => {
  for (const words of [camera ?? '', prompt]) {
    const named = (Object.keys(moves) as CameraMove[]).find((name) => moves[name].words.test(words.toLowerCase()))
    if (named) return named
  }
  return random.pick(['push in', 'drift', 'pan right', 'pan left'])
}

/** The view at a moment of a clip (`progress` 0 to 1) inside a scene that has depth. */
export const viewAt = (name: CameraMove, progress: number): CameraView => {
  const move: Move = moves[name]
  const moved = 0.75 * progress + 0.25 * ease(progress)
  return { x: 0, y: 0, zoom: 1, ...move.scene(moved, (moved - 0.5) * 0.42, Math.sin(progress * Math.PI * 0.9)) }
}

/** The view of a still once the camera `moved` (0 to 1); `lean` is the side that it goes to where its name does not say. */
export const stillViewAt = (name: CameraMove, moved: number, lean: number): StillView => {
  const move: Move = moves[name]
  const closer = 1 + 0.24 * moved
  return { x: 0, y: 0, zoom: closer, turn: 0, ...move.still(moved, (0.5 - 0.5 / closer) * 0.96, lean) }
}
