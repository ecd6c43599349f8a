import type { SKRSContext2D } from '@napi-rs/canvas'
import type { CameraView } from '../camera.ts'
import type { Random } from '../random.ts'
import type { Palette } from './palette.ts'
import type { Reading } from './reading.ts'

/** Everything that the layers of one scene have in common. Lengths are pixels of the finished frame. */
export interface Plan {
  width: number
  height: number
  /** A length that fits any shape of frame: the root of its area. */
  unit: number
  /** Where sky and ground meet. */
  horizon: number
  /** Where the sun or the moon stands, and how much of it comes through, 0 to 1. */
  light: { x: number; y: number; strength: number }
  reading: Reading
  palette: Palette
  random: Random
}

/** A scene is entered when it has gone on for so many seconds: nothing in it begins from rest. */
export const enteredAt = 10

/** One moment of a scene. */
export interface Moment {
  /** Seconds, already slowed or quickened by the prompt's words. */
  time: number
  camera: CameraView
}

/** One layer of a scene, painted over those behind it. */
export interface Layer {
  paint(context: SKRSContext2D, moment: Moment): void
}

/**
 * Runs `paint` with the camera's move applied as it shows at a depth: 0 is infinitely far and stands still, 1 is at
 * the camera. The zoom goes towards the middle of the horizon.
 */
export const atDepth = (context: SKRSContext2D, plan: Plan, camera: CameraView, depth: number, paint: () => void): void => {
  const scale = 1 + (camera.zoom - 1) * (0.25 + 0.75 * depth)
  context.save()
  context.translate(plan.width / 2, plan.horizon)
  context.scale(scale, scale)
  context.translate(-plan.width / 2 - camera.x * plan.unit * depth, -plan.horizon - camera.y * plan.unit * (0.35 + 0.65 * depth))
  paint()
  context.restore()
}

/** Where the horizon line is on the screen: the water begins there. */
export const horizonOnScreen = (plan: Plan, camera: CameraView): number => {
  const scale = 1 + (camera.zoom - 1) * (0.25 + 0.75 * horizonDepth)
  return plan.horizon - camera.y * plan.unit * (0.35 + 0.65 * horizonDepth) * scale
}

/** The depth of all that stands on the far shore. */
export const horizonDepth = 0.2
