import { ease } from './colour.ts'
import type { Random } from './random.ts'

/** The moves that the catalogue row offers, as people type them. */
export const cameraMoves = ['push in', 'pull out', 'pan left', 'pan right', 'tilt up', 'tilt down', 'drift', 'orbit', 'static'] as const
export type CameraMove = (typeof cameraMoves)[number]

/** Where the camera is: aside and down in parts of the frame's unit, and how far in; `{ 0, 0, 1 }` is at rest. */
export interface CameraView {
  x: number
  y: number
  zoom: number
}

const spellings: [CameraMove, RegExp][] = [
  ['static', /\b(static|locked|fixed|tripod|still) (camera|shot|frame)\b|\bstatic\b|\bno camera\b/],
  ['push in', /\b(push|zoom|dolly|move|fly|flies|flying|track)(s|es|ing)?[- ]?(in|into|forward|through|towards?)\b/],
  ['pull out', /\b(pull|zoom|dolly|move)(s|es|ing)?[- ]?(out|back|away)\b/],
  ['pan left', /\b(pan|truck|slide|track|move)(s|ning|ing)?[- ](to the )?left\b/],
  ['pan right', /\b(pan|truck|slide|track|move)(s|ning|ing)?[- ](to the )?right\b|\bpan(s|ning)?\b/],
  ['tilt up', /\b(tilt|crane|pedestal|boom)(s|ing)?[- ]up\b/],
  ['tilt down', /\b(tilt|crane|pedestal|boom)(s|ing)?[- ]down\b/],
  ['orbit', /\b(orbit|arc|circl|rotat)(s|es|e|ing)?\b/],
  ['drift', /\b(drift|float|glid|handheld)(s|es|e|ing)?\b/],
]

/** The move that the words ask for, the camera's own words before the prompt's; by chance when neither names one. */
export const chooseMove = (camera: string | undefined, prompt: string, random: Random): CameraMove => {
  for (const words of [camera ?? '', prompt]) {
    const named = spellings.find(([, pattern]) => pattern.test(words.toLowerCase()))
    if (named) return named[0]
  }
  return random.pick(['push in', 'drift', 'pan right', 'pan left'])
}

/** The view at a moment of a clip (`progress` 0 to 1) inside a scene that has depth. */
export const viewAt = (move: CameraMove, progress: number): CameraView => {
  const eased = 0.75 * progress + 0.25 * ease(progress)
  const across = (eased - 0.5) * 0.42
  const swing = Math.sin(progress * Math.PI * 0.9)
  switch (move) {
    case 'push in':
      return { x: 0, y: 0, zoom: 1 + eased * 0.2 }
    case 'pull out':
      return { x: 0, y: 0, zoom: 1.2 - eased * 0.2 }
    case 'pan left':
      return { x: -across, y: 0, zoom: 1 }
    case 'pan right':
      return { x: across, y: 0, zoom: 1 }
    case 'tilt up':
      return { x: 0, y: 0.07 - eased * 0.14, zoom: 1.04 }
    case 'tilt down':
      return { x: 0, y: -0.07 + eased * 0.14, zoom: 1.04 }
    case 'drift':
      return { x: across * 0.4, y: -0.012 * swing, zoom: 1 + 0.05 * eased }
    case 'orbit':
      return { x: across * 1.15, y: -0.025 * swing, zoom: 1.03 + 0.07 * swing }
    case 'static':
      return { x: 0, y: 0, zoom: 1 }
  }
}
