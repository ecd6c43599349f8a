import { createCanvas } from '@napi-rs/canvas'
import type { Colour } from './film-reader.ts'
import type { Draw } from './fixtures.ts'

/** What a file can be used for: a picture to begin with, a film to restyle, a question what it is, and what a provider sends. */
export const ways = ['i2v', 'v2v', 'info', 'clip'] as const
export type Way = (typeof ways)[number]

/**
 * What becomes of a file: it is taken as a still `picture`; the packets of its picture are `copied` or its frames `encoded`; it is `read`;
 * or it is refused with a sentence that begins like this.
 */
export type Outcome = 'picture' | 'copied' | 'encoded' | 'read' | { refused: string }

/** What its maker knows of a file, in the upright picture. What is absent is not compared. */
export interface Truth {
  width?: number
  height?: number
  /** Of the first frame: the means of its quarters, clockwise from the top left. */
  quarters?: readonly Colour[]
  /** Of all frames. */
  meanColour?: Colour
  seconds?: number
  /** How much later than the picture the sound begins; null where there is none. */
  soundOffsetSeconds?: number | null
}

export interface Kind {
  group: string
  name: string
  /** The file's name with its ending. */
  file: string
  make(path: string): Promise<void>
  ways: Record<Way, Outcome>
  truth?: Truth
  /** Ways whose results are compared with the truth; all by itself. A copy of an HDR film is as it was, and not what a screen shows. */
  compared?: readonly Way[]
}

export const refused = (sentence: string): { refused: string } => ({ refused: sentence })

/** No film or sound is a still. */
export const noStill = refused('A still picture is needed, and this file is')
/** No picture is a film. */
export const noFilm = refused('A video is needed, and this file is')

const meanOf = (data: Uint8ClampedArray): Colour => {
  const sums: [number, number, number] = [0, 0, 0]
  for (let at = 0; at < data.length; at += 4) for (const index of [0, 1, 2] as const) sums[index] += data[at + index] ?? 0
  const pixels = data.length / 4
  return [sums[0] / pixels, sums[1] / pixels, sums[2] / pixels]
}

/** The colours of frames that are drawn so, from the frame `first` of `count` up to the one before `end`. */
export const coloursOf = (
  draw: Draw,
  width: number,
  height: number,
  count = 1,
  first = 0,
  end = count,
): Required<Pick<Truth, 'quarters' | 'meanColour'>> => {
  const context = createCanvas(width, height).getContext('2d')
  const means: Colour[] = []
  let quarters: Colour[] = []
  for (let index = first; index < end; index += 1) {
    draw(context, width, height, index, count)
    means.push(meanOf(context.getImageData(0, 0, width, height).data))
    if (index > first) continue
    const [x, y] = [Math.floor(width / 2), Math.floor(height / 2)]
    const of = (left: number, top: number, right: number, bottom: number) =>
      meanOf(context.getImageData(left, top, right - left, bottom - top).data)
    quarters = [of(0, 0, x, y), of(x, 0, width, y), of(x, y, width, height), of(0, y, x, height)]
  }
  const channel = (index: 0 | 1 | 2) => means.reduce((sum, mean) => sum + mean[index], 0) / means.length
  return { quarters, meanColour: [channel(0), channel(1), channel(2)] }
}
