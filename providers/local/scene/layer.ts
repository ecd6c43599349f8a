import type { SKRSContext2D } from '@napi-rs/canvas'
import type { CameraView } from '../camera.ts'
import type { Plan } from './plan.ts'

/** A scene is entered when it has gone on for so many seconds: nothing in it begins from rest. */
export const enteredAt = 10

/** One moment of a scene. */
export interface Moment {
  /** Seconds, already slowed or quickened by the prompt's words. */
  time: number
  camera: CameraView
}

/** Paints one layer of a scene over those behind it. How it leaves the context does not matter. */
export type Layer = (context: SKRSContext2D, moment: Moment) => void

export const paintLayers = (layers: readonly Layer[], context: SKRSContext2D, moment: Moment): void => {
  for (const layer of layers) {
    context.save()
    layer(context, moment)
    context.restore()
  }
}

/**
 * A layer to which the camera's move is applied as it shows at a depth: 0 is infinitely far and stands still, 1 is at
 * the camera. The zoom goes towards the middle of the horizon.
 */
export const atDepth =
  (plan: Plan, depth: number, paint: (context: SKRSContext2D, time: number) => void): Layer =>
  (context, { time, camera }) => {
    const scale = 1 + (camera.zoom - 1) * (0.25 + 0.75 * depth)
    context.translate(plan.width / 2, plan.horizon)
    context.scale(scale, scale)
    context.translate(-plan.width / 2 - camera.x * plan.unit * depth, -plan.horizon - camera.y * plan.unit * (0.35 + 0.65 * depth))
    paint(context, time)
  }

/** Where a thing on the ground stands, and how far away. */
export interface Standing {
  x: number
  y: number
  depth: number
}

/** The depth of all that stands on the far shore. */
export const horizonDepth = 0.2

/** Where the horizon line is on the screen: the water begins there. */
export const horizonOnScreen = (plan: Plan, camera: CameraView): number => {
  const scale = 1 + (camera.zoom - 1) * (0.25 + 0.75 * horizonDepth)
  return plan.horizon - camera.y * plan.unit * (0.35 + 0.65 * horizonDepth) * scale
}
