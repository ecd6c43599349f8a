import { proportionOf } from './aspect-ratio.ts'
import type { MediaInfo } from './media.ts'
import type { GenerationRequest } from './request.ts'

/** What of a length may be missing or too much: a model makes whole frames, in groups of its own. */
const lengthShare = 0.05
const resolutionShare = 0.05
/** How far a shape may be from the ratio that it goes by. */
const ratioShare = 0.05

/** The ratios that films have names for. */
const namedRatios = ['1:1', '16:9', '9:16', '4:3', '3:4', '3:2', '2:3', '5:4', '4:5', '21:9', '9:21', '2:1', '1:2']

/** Facts of a clip as they are in its file, and a sentence for each that is not as it was asked for. */
export interface WhatCame {
  /** In tenths. */
  durationSeconds: number
  /** `16:9`; `853×480` for a shape without a name. */
  aspectRatio: string
  /** `720p` */
  resolution: string
  warnings: string[]
}

type Asked = Pick<GenerationRequest, 'durationSeconds' | 'aspectRatio' | 'resolution' | 'generateAudio'>

/** How far apart two proportions are: 0.05 for five hundredths, whichever is larger. */
const apart = (one: number, other: number): number => Math.abs(Math.log(one / other))

/** The name that a shape goes by. What was asked for counts among the names, so that it is not taken for its neighbour. */
const nameOf = ({ width, height }: MediaInfo, asked: string | undefined): string => {
  const shape = width / height
  const names = asked === undefined ? namedRatios : [asked, ...namedRatios]
  const [nearest = '1:1'] = names.toSorted((one, other) => apart(proportionOf(one), shape) - apart(proportionOf(other), shape))
  return apart(proportionOf(nearest), shape) <= ratioShare ? nearest : `${width}×${height}`
}

/**
 * `720p` is the length of the shorter side, or for many vendors the size of a picture with as many pixels as 16:9 has with
 * that side: either is what was asked for.
 */
const isResolution = ({ width, height }: MediaInfo, resolution: string): boolean => {
  const side = Number.parseInt(resolution, 10)
  return [Math.min(width, height), Math.sqrt((width * height * 9) / 16)].some((came) => apart(came, side) <= resolutionShare)
}

/** Compares a clip's file with what was asked of the model. What the request leaves open is as it came. */
export const whatCame = (asked: Asked, video: MediaInfo): WhatCame => {
  const durationSeconds = Math.round(video.durationSeconds * 10) / 10
  const aspectRatio = nameOf(video, asked.aspectRatio)
  const isAsAsked = asked.resolution !== undefined && isResolution(video, asked.resolution)
  const resolution = isAsAsked && asked.resolution ? asked.resolution : `${Math.min(video.width, video.height)}p`
  const warnings: string[] = []
  if (asked.durationSeconds !== undefined) {
    const most = Math.max(asked.durationSeconds * lengthShare, 1 / (video.fps || 30))
    if (Math.abs(video.durationSeconds - asked.durationSeconds) > most + 1e-6) {
      warnings.push(`${asked.durationSeconds} s were asked for; the clip has ${durationSeconds} s.`)
    }
  }
  for (const [wished, came] of [
    [asked.aspectRatio, aspectRatio],
    [asked.resolution, resolution],
  ] as const) {
    if (wished !== undefined && wished !== came) warnings.push(`${wished} was asked for; the clip is ${came}.`)
  }
  if (asked.generateAudio === true && video.audioCodec === null) warnings.push('Sound was asked for; the clip has none.')
  if (asked.generateAudio === false && video.audioCodec !== null) warnings.push('No sound was asked for; the clip has some.')
  return { durationSeconds, aspectRatio, resolution, warnings }
}
