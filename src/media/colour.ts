import type { VideoSample } from 'mediabunny'

/** The shares of red and blue in brightness, by matrix (ITU-T H.273). */
const shares: Record<string, readonly [red: number, blue: number]> = {
  bt709: [0.2126, 0.0722],
  bt470bg: [0.299, 0.114],
  smpte170m: [0.299, 0.114],
  'bt2020-ncl': [0.2627, 0.0593],
}

/** The matrix of a film that names none, as players guess it: BT.709 from 720 lines on, BT.601 below. */
const guessedMatrix = (lines: number): 'bt709' | 'smpte170m' => (lines >= 720 ? 'bt709' : 'smpte170m')

/**
 * What is known of a frame's colour space, by the frame itself or else by its container (`track`), with the matrix guessed
 * when neither names it.
 */
const namedColourSpace = ({ colorSpace: own, codedHeight }: VideoSample, track: VideoColorSpaceInit): VideoColorSpaceInit => ({
  primaries: own.primaries ?? track.primaries ?? null,
  transfer: own.transfer ?? track.transfer ?? null,
  matrix: own.matrix ?? track.matrix ?? guessedMatrix(codedHeight),
  fullRange: own.fullRange ?? track.fullRange ?? false,
})

/**
 * The colour space of a frame that went through the scaler: a matrix that the frame names becomes BT.601, and a frame
 * that names none passes as it is.
 */
export const scaledColourSpace = (sample: VideoSample, track: VideoColorSpaceInit): VideoColorSpaceInit => {
  const before = namedColourSpace(sample, track)
  return sample.colorSpace.matrix === null ? before : { ...before, matrix: 'smpte170m' }
}

/** One plane of a picture, 8 bits a value. */
interface Plane {
  bytes: Uint8Array
  offset: number
  stride: number
}

/** How the planes of a format lie: `I420`, `I422AP10` and the like. */
const describeFormat = (format: string) => ({
  chromaShiftX: format.startsWith('I444') ? 0 : 1,
  chromaShiftY: format.startsWith('I420') ? 1 : 0,
  bits: format.endsWith('P10') ? 10 : format.endsWith('P12') ? 12 : 8,
})

/** Brings a plane of 10 or 12 bits, kept in two bytes a value, to 8. */
const in8Bits = ({ bytes, offset, stride }: Plane, width: number, height: number, bits: number): Plane => {
  if (bits === 8) return { bytes, offset, stride }
  const small = new Uint8ClampedArray(width * height)
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const at = offset + y * stride + 2 * x
      small[y * width + x] = ((bytes[at] ?? 0) + 256 * (bytes[at + 1] ?? 0)) / 2 ** (bits - 8)
    }
  }
  return { bytes: new Uint8Array(small.buffer), offset: 0, stride: width }
}

/** What each of the 256 values comes to, in 65,536ths. */
const tableOf = (of: (value: number) => number): Int32Array =>
  Int32Array.from({ length: 256 }, (_, value) => Math.round(of(value) * 65_536))

/** Room below 0 and above 255 for what the sums come to before they are cut. */
const headroom = 384
const cut = Uint8Array.from({ length: 255 + 2 * headroom }, (_, value) => Math.max(0, Math.min(255, value - headroom)))

interface Picture {
  width: number
  height: number
  brightness: Plane
  blueness: Plane
  redness: Plane
  chromaShiftX: number
  chromaShiftY: number
}

/**
 * Tables and whole numbers, for a frame has up to two million pixels and every clip gets a poster. A function of its own: inside
 * an async one the loop takes three times as long.
 */
const convert = (picture: Picture, { matrix, fullRange }: VideoColorSpaceInit): Uint8ClampedArray<ArrayBuffer> => {
  const { width, height, brightness, blueness, redness, chromaShiftX, chromaShiftY } = picture
  const [red, blue] = shares[matrix ?? ''] ?? [0.2126, 0.0722]
  const green = 1 - red - blue
  const [black, lumaScale, chromaScale] = fullRange ? [0, 1, 1] : [16, 255 / 219, 255 / 224]
  const luma = tableOf((value) => (value - black) * lumaScale + headroom + 0.5)
  const addBlue = tableOf((value) => (value - 128) * chromaScale * 2 * (1 - blue))
  const addRed = tableOf((value) => (value - 128) * chromaScale * 2 * (1 - red))
  const blueFromGreen = tableOf((value) => ((value - 128) * chromaScale * 2 * (1 - blue) * blue) / green)
  const redFromGreen = tableOf((value) => ((value - 128) * chromaScale * 2 * (1 - red) * red) / green)

  const pixels = new Uint8Array(width * height * 4).fill(255)
  let at = 0
  for (let y = 0; y < height; y += 1) {
    const row = brightness.offset + y * brightness.stride
    const blueRow = blueness.offset + (y >> chromaShiftY) * blueness.stride
    const redRow = redness.offset + (y >> chromaShiftY) * redness.stride
    for (let x = 0; x < width; x += 1) {
      const light = luma[brightness.bytes[row + x] ?? 0] ?? 0
      const u = blueness.bytes[blueRow + (x >> chromaShiftX)] ?? 0
      const v = redness.bytes[redRow + (x >> chromaShiftX)] ?? 0
      pixels[at] = cut[(light + (addRed[v] ?? 0)) >> 16] ?? 0
      pixels[at + 1] = cut[(light - (blueFromGreen[u] ?? 0) - (redFromGreen[v] ?? 0)) >> 16] ?? 0
      pixels[at + 2] = cut[(light + (addBlue[u] ?? 0)) >> 16] ?? 0
      at += 4
    }
  }
  return new Uint8ClampedArray(pixels.buffer)
}

/**
 * The pixels of a decoded frame as RGBA, opaque. The libraries' own conversion takes every film for BT.601, which turns the
 * colours of an HD film by up to 25 of 255: too much for a last frame from which the next clip begins.
 */
export const toRgba = async (sample: VideoSample, track: VideoColorSpaceInit): Promise<Uint8ClampedArray<ArrayBuffer>> => {
  const { codedWidth: width, codedHeight: height } = sample
  if (!sample.format?.startsWith('I4')) {
    const pixels = new Uint8ClampedArray(sample.allocationSize({ format: 'RGBA' }))
    await sample.copyTo(pixels, { format: 'RGBA' })
    return pixels
  }
  const bytes = new Uint8Array(sample.allocationSize())
  const layout = await sample.copyTo(bytes)
  const { chromaShiftX, chromaShiftY, bits } = describeFormat(sample.format)
  const planeOf = (index: number, columns: number, rows: number): Plane =>
    in8Bits({ bytes, offset: layout[index]?.offset ?? 0, stride: layout[index]?.stride ?? 0 }, columns, rows, bits)
  const [chromaWidth, chromaHeight] = [(width + chromaShiftX) >> chromaShiftX, (height + chromaShiftY) >> chromaShiftY]
  const brightness = planeOf(0, width, height)
  const blueness = planeOf(1, chromaWidth, chromaHeight)
  const redness = planeOf(2, chromaWidth, chromaHeight)
  return convert({ width, height, brightness, blueness, redness, chromaShiftX, chromaShiftY }, namedColourSpace(sample, track))
}
