import { AvFrameVideoSampleResource, toAvFrame } from '@mediabunny/server'
import { VideoSample } from 'mediabunny'
import { AV_FRAME_DATA_MASTERING_DISPLAY_METADATA } from 'node-av/constants'
import { Frame } from 'node-av/lib'
import { usualPeak } from './colour-curves.ts'
import { type ColourPlan, createColourGraphs, type PlaneColours } from './colour-graph.ts'

/** What everything that is encoded here is, and is tagged as. */
export const bt709: VideoColorSpaceInit = { primaries: 'bt709', transfer: 'bt709', matrix: 'bt709', fullRange: false }

/** What is said of the colours of a film or a picture, by the names that WebCodecs has for them. What is absent is not said. */
export interface NamedColours {
  primaries?: string | null
  transfer?: string | null
  matrix?: string | null
  fullRange?: boolean | null
}

type Matrix = PlaneColours['matrix']
const matrices: ReadonlySet<unknown> = new Set<Matrix>(['bt709', 'bt470bg', 'smpte170m', 'bt2020-ncl'])
const isMatrix = (name: unknown): name is Matrix => matrices.has(name)

/** The matrix of a film that names none, as players guess it: BT.709 from 720 lines on, BT.601 below. */
const guessedMatrix = (primaries: unknown, lines: number): Matrix => {
  if (primaries === 'bt2020') return 'bt2020-ncl'
  return lines >= 720 ? 'bt709' : 'smpte170m'
}

/** Where `AVMasteringDisplayMetadata` of FFmpeg holds the brightest of the screen, as a fraction, and whether it does. */
const mastering = { peak: 72, hasPeak: 84 } as const

/** The screen that a film was made on, in cd/m²; null where it does not say. */
const masteredPeak = (frame: Frame): number | null => {
  const bytes = frame.getSideData(AV_FRAME_DATA_MASTERING_DISPLAY_METADATA)
  if (!bytes || bytes.length < mastering.hasPeak + 4 || bytes.readInt32LE(mastering.hasPeak) === 0) return null
  const peak = bytes.readInt32LE(mastering.peak) / bytes.readInt32LE(mastering.peak + 4)
  return peak >= 100 && peak <= 10_000 ? peak : null
}

/** Reads the colours of a track's frames. */
export interface FilmColourReader extends Disposable {
  /** The pixels of a frame as RGBA in BT.709, opaque, of the size given, which is not turned. */
  toRgba(sample: VideoSample, width: number, height: number): Promise<Uint8ClampedArray<ArrayBuffer>>
  /** A frame as yuv420p in BT.709, of the size given, which is not turned; both even. The caller closes it. */
  toFilm(sample: VideoSample, width: number, height: number): Promise<VideoSample>
}

/**
 * Brings frames to BT.709, whatever they come in: SD, full range, ten bits, BT.2020 and P3, HLG and PQ (Dolby Vision 8.1 and 8.4
 * are such films to everyone who does not read its metadata). `track` is what the container says of the colours; a frame that says
 * something itself is believed first. The libraries' own conversions take every film for SDR in BT.601.
 */
export const readFilmColours = (track: NamedColours): FilmColourReader => {
  const graphs = createColourGraphs()
  let peak: number | null = null

  const convert = async (sample: VideoSample, plan: ColourPlan): Promise<Frame> => {
    const frame = new Frame()
    frame.alloc()
    await toAvFrame(sample, frame)
    peak ??= masteredPeak(frame)
    const own = sample.colorSpace
    const primaries = own.primaries ?? track.primaries ?? null
    const matrix = own.matrix ?? track.matrix
    const colours = {
      primaries,
      transfer: own.transfer ?? track.transfer ?? null,
      matrix: isMatrix(matrix) ? matrix : guessedMatrix(primaries, sample.codedHeight),
      fullRange: own.fullRange ?? track.fullRange ?? false,
      peak: peak ?? usualPeak,
    }
    return await graphs.convert(frame, colours, plan)
  }

  return {
    async toRgba(sample, width, height) {
      const frame = await convert(sample, { width, height, as: 'still' })
      const pixels = new Uint8ClampedArray(frame.toBuffer())
      frame.free()
      return pixels
    },
    async toFilm(sample, width, height) {
      const { timestamp, duration, rotation, flip } = sample
      const frame = await convert(sample, { width, height, as: 'film' })
      return new VideoSample(new AvFrameVideoSampleResource(frame), { timestamp, duration, rotation, flip })
    },
    [Symbol.dispose]: () => graphs[Symbol.dispose](),
  }
}
