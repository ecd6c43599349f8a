import type { NearestShape } from '../../core/fit/shape-by-source.ts'
import type { MediaInfo } from '../../core/media.ts'
import { apart, sameShape, shapeName } from '../../core/ratio.ts'
import type { GenerationRequest } from '../../core/request.ts'
import { say, type Text } from '../../core/words/sentence.ts'

/** What of a length may be missing or too much: a model makes whole frames, in groups of its own. */
const lengthShare = 0.05
const resolutionShare = 0.05

/** Facts of a clip as they are in its file, and a sentence for each that is not as it was asked for. */
export interface WhatCame {
  /** In tenths; undefined of a still. */
  durationSeconds: number | undefined
  /** `16:9`; `853×480` for a shape without a name. */
  aspectRatio: string
  /** `720p` */
  resolution: string
  warnings: Text[]
}

type Asked = Pick<GenerationRequest, 'durationSeconds' | 'aspectRatio' | 'resolution' | 'generateAudio' | 'continues'>

/**
 * `720p` is the length of the shorter side, or for many vendors the size of a picture with as many pixels as 16:9 has with
 * that side: either is what was asked for.
 */
const isResolution = ({ width, height }: MediaInfo, resolution: string): boolean => {
  const side = Number.parseInt(resolution, 10)
  return [Math.min(width, height), Math.sqrt((width * height * 9) / 16)].some((came) => apart(came, side) <= resolutionShare)
}

/**
 * Compares a clip's file with what was asked of the model. What the request leaves open is as it came. `nearest` is the shape that the
 * bot asked for on its own: a clip that has the source's own instead is as people expect it.
 */
export const whatCame = (asked: Asked, video: MediaInfo, nearest?: NearestShape): WhatCame => {
  const other = nearest && !sameShape(nearest.source, video) ? nearest : undefined
  const wishedRatio = asked.aspectRatio ?? other?.ratio
  const durationSeconds = video.kind === 'image' ? undefined : Math.round(video.durationSeconds * 10) / 10
  const aspectRatio = shapeName(video, wishedRatio)
  const isAsAsked = asked.resolution !== undefined && isResolution(video, asked.resolution)
  const resolution = isAsAsked && asked.resolution ? asked.resolution : `${Math.min(video.width, video.height)}p`
  const warnings: Text[] = []
  // What is added to a video may come with it.
  if (asked.durationSeconds !== undefined && durationSeconds !== undefined && !asked.continues) {
    const most = Math.max(asked.durationSeconds * lengthShare, 1 / (video.fps || 30))
    if (Math.abs(video.durationSeconds - asked.durationSeconds) > most + 1e-6) {
      warnings.push(say('clip.otherLength', { asked: asked.durationSeconds, came: durationSeconds }))
    }
  }
  for (const [wished, came] of [
    [wishedRatio, aspectRatio],
    [asked.resolution, resolution],
  ] as const) {
    if (wished !== undefined && wished !== came)
      warnings.push(say('clip.otherShape', { asked: wished, came, kind: video.kind === 'image' ? 'still' : 'clip' }))
  }
  if (other?.ratio === aspectRatio) {
    warnings.push(say('clip.nearestShape', { source: shapeName(other.source), nearest: other.ratio }))
  }
  if (asked.generateAudio === true && video.audioCodec === null) warnings.push(say('clip.withoutSound'))
  if (asked.generateAudio === false && video.audioCodec !== null) warnings.push(say('clip.withSound'))
  return { durationSeconds, aspectRatio, resolution, warnings }
}
