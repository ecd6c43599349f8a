/**
 * How the light of a film becomes the signal of a BT.709 screen, by the standards' own curves. Everything is computed on
 * R, G and B from 0 to 1, as the film's signal holds them.
 *
 * HLG: inverse OETF and OOTF of ITU-R BT.2100 for a screen of 1000 cd/m² (gamma 1.2). PQ: EOTF of BT.2100.
 * Both are then mapped by the EETF of ITU-R BT.2390 (section 5.4) from the brightest that the film was made for to 203 cd/m², the
 * reference white of ITU-R BT.2408, which is white on an SDR screen. So everything up to half of that white stays where the
 * camera put it: grey cards and faces look as in an SDR film (method A of BT.2446 renders them a third darker, method C a third
 * brighter and cuts highlights off), and highlights are rolled off, not clipped. It works on each of R, G and B, as BT.2390
 * allows, so that bright colours turn pale as on film instead of leaving the screen's range. BT.2020 becomes BT.709 in linear
 * light by the matrix of BT.2087, cut at the edge of the smaller gamut; what is written is the inverse of BT.1886 (gamma 2.4).
 */
export type Rgb = readonly [red: number, green: number, blue: number]

type Matrix = readonly [Rgb, Rgb, Rgb]

/** Reference white of HDR (BT.2408), in cd/m². */
const referenceWhite = 203
/** The screen that HLG is looked at on, and the mastering screen of PQ that names none, in cd/m². */
export const usualPeak = 1000
const hlgGamma = 1.2
const screenGamma = 2.4

/** By linear light, from BT.2020 (ITU-R BT.2087) and from P3 with D65 (SMPTE EG 432-1). */
const toBt709Gamut: Record<string, Matrix> = {
  bt2020: [
    [1.660491, -0.587641, -0.07285],
    [-0.12455, 1.1329, -0.008349],
    [-0.018151, -0.100579, 1.11873],
  ],
  smpte432: [
    [1.22494, -0.22494, 0],
    [-0.042057, 1.042057, 0],
    [-0.019638, -0.078636, 1.098274],
  ],
}

const clamp = (value: number): number => Math.min(1, Math.max(0, value))

const [m1, m2, c1, c2, c3] = [2610 / 16384, (2523 / 4096) * 128, 3424 / 4096, (2413 / 4096) * 32, (2392 / 4096) * 32]

/** PQ: cd/m² of a signal, and back. */
const pqLight = (signal: number): number => {
  const power = clamp(signal) ** (1 / m2)
  return 10_000 * (Math.max(0, power - c1) / (c2 - c3 * power)) ** (1 / m1)
}
const pqSignal = (light: number): number => {
  const power = (Math.max(0, light) / 10_000) ** m1
  return ((c1 + c2 * power) / (1 + c3 * power)) ** m2
}

/** HLG: the light before the camera, 0 to 1. */
const hlgScene = (signal: number): number =>
  signal <= 0.5 ? Math.max(0, signal) ** 2 / 3 : (Math.exp((signal - 0.55991073) / 0.17883277) + 0.28466892) / 12

/** The EETF of BT.2390 with black at 0: cd/m² of the film to a share of the SDR screen's white. */
const rollOff = (peak: number): ((light: number) => number) => {
  const top = pqSignal(peak)
  const target = pqSignal(referenceWhite) / top
  if (target >= 1) return (light) => clamp(light / referenceWhite)
  const knee = 1.5 * target - 0.5
  return (light) => {
    const signal = clamp(pqSignal(light) / top)
    if (signal < knee) return light / referenceWhite
    const t = (signal - knee) / (1 - knee)
    const spline = (2 * t ** 3 - 3 * t ** 2 + 1) * knee + (t ** 3 - 2 * t ** 2 + t) * (1 - knee) + (3 * t ** 2 - 2 * t ** 3) * target
    return clamp(pqLight(spline * top) / referenceWhite)
  }
}

const srgbLight = (signal: number): number => (signal <= 0.04045 ? signal / 12.92 : ((signal + 0.055) / 1.055) ** 2.4)
const srgbSignal = (light: number): number => (light <= 0.0031308 ? 12.92 * light : 1.055 * light ** (1 / 2.4) - 0.055)

/** The share of an SDR screen's light that each of R, G and B of a film's signal is, in the film's own gamut. */
const decoding = (transfer: string | null, peak: number): ((signal: Rgb) => Rgb) => {
  if (transfer === 'pq') {
    const map = rollOff(peak)
    const light = (signal: number) => map(pqLight(signal))
    return ([red, green, blue]) => [light(red), light(green), light(blue)]
  }
  if (transfer === 'hlg') {
    const map = rollOff(usualPeak)
    return (signal) => {
      const [red, green, blue] = [hlgScene(signal[0]), hlgScene(signal[1]), hlgScene(signal[2])]
      const gain = usualPeak * (0.2627 * red + 0.678 * green + 0.0593 * blue) ** (hlgGamma - 1)
      return [map(gain * red), map(gain * green), map(gain * blue)]
    }
  }
  const light = transfer === 'iec61966-2-1' ? srgbLight : (signal: number) => signal ** screenGamma
  return ([red, green, blue]) => [light(red), light(green), light(blue)]
}

/** What is to be known of a film's colours for this. */
export interface FilmColours {
  primaries: string | null
  transfer: string | null
  /** Of the screen that a PQ film was made on, in cd/m². */
  peak: number
}

/** Whether a signal is one of BT.709 already, or so near that every player takes it for one (SD of old has other reds by a hair). */
export const isBt709 = ({ primaries, transfer }: Omit<FilmColours, 'peak'>): boolean =>
  transfer !== 'pq' && transfer !== 'hlg' && !(primaries && primaries in toBt709Gamut)

/** The way from a film's R, G and B to those of BT.709. */
export const toBt709 = ({ primaries, transfer, peak }: FilmColours): ((signal: Rgb) => Rgb) => {
  const decode = decoding(transfer, peak)
  const encode = transfer === 'iec61966-2-1' ? srgbSignal : (light: number) => light ** (1 / screenGamma)
  // HDR that names no primaries is BT.2020: there is no other with these curves.
  const matrix = toBt709Gamut[primaries ?? (transfer === 'pq' || transfer === 'hlg' ? 'bt2020' : '')]
  return (signal) => {
    const light = decode(signal)
    if (!matrix) return [encode(light[0]), encode(light[1]), encode(light[2])]
    const mix = (row: Rgb) => encode(clamp(row[0] * light[0] + row[1] * light[1] + row[2] * light[2]))
    return [mix(matrix[0]), mix(matrix[1]), mix(matrix[2])]
  }
}
