import type { Rgb } from './hdr-films.ts'

/**
 * What a film looks like on an SDR screen, computed in double precision from the formulas of the standards as they are printed, without
 * anything of the bot's: no table, no rounding, another order.
 */
const perChannel = ([r, g, b]: Rgb, each: (value: number) => number): Rgb => [each(r), each(g), each(b)]

/** ITU-R BT.2100-2, table 4: PQ, to and from cd/m². */
const m1 = 0.1593017578125
const m2 = 78.84375
const c1 = 0.8359375
const c2 = 18.8515625
const c3 = 18.6875
const pqEotf = (e: number): number => 10000 * (Math.max(e ** (1 / m2) - c1, 0) / (c2 - c3 * e ** (1 / m2))) ** (1 / m1)
const pqInverse = (light: number): number => {
  const y = (light / 10000) ** m1
  return ((c1 + c2 * y) / (1 + c3 * y)) ** m2
}

/** ITU-R BT.2100-2, table 5: HLG on a screen of 1000 cd/m² with black at 0. */
const hlgToScreen = (signal: Rgb): Rgb => {
  const [a, b] = [0.17883277, 1 - 4 * 0.17883277]
  const c = 0.5 - a * Math.log(4 * a)
  const scene = perChannel(signal, (e) => (e <= 1 / 2 ? e ** 2 / 3 : (Math.exp((e - c) / a) + b) / 12))
  const brightness = 0.2627 * scene[0] + 0.678 * scene[1] + 0.0593 * scene[2]
  return perChannel(scene, (light) => 1000 * brightness ** 0.2 * light)
}

/** ITU-R BT.2390-11, 5.4.1: from a screen of `from` cd/m² to one of `to`, both with black at 0. */
const eetf = (light: number, from: number, to: number): number => {
  const e1 = Math.min(1, pqInverse(light) / pqInverse(from))
  const maxLum = pqInverse(to) / pqInverse(from)
  if (maxLum >= 1) return light
  const ks = 1.5 * maxLum - 0.5
  const t = (e1 - ks) / (1 - ks)
  const p = (2 * t ** 3 - 3 * t ** 2 + 1) * ks + (t ** 3 - 2 * t ** 2 + t) * (1 - ks) + (-2 * t ** 3 + 3 * t ** 2) * maxLum
  return pqEotf((e1 < ks ? e1 : p) * pqInverse(from))
}

/** Primaries as CIE x and y with the white D65 (BT.709, BT.2020, SMPTE EG 432-1), from which the matrix follows. */
const gamuts = {
  bt709: [0.64, 0.33, 0.3, 0.6, 0.15, 0.06],
  bt2020: [0.708, 0.292, 0.17, 0.797, 0.131, 0.046],
  p3: [0.68, 0.32, 0.265, 0.69, 0.15, 0.06],
}
type Matrix = [Rgb, Rgb, Rgb]
const apply = (m: Matrix, v: Rgb): Rgb =>
  [0, 1, 2].map((row) => [0, 1, 2].reduce((sum, at) => sum + (m[row]?.[at] ?? 0) * (v[at] ?? 0), 0)) as Rgb
const inverse = ([[a, b, c], [d, e, f], [g, h, i]]: Matrix): Matrix => {
  const det = a * (e * i - f * h) - b * (d * i - f * g) + c * (d * h - e * g)
  return [
    [(e * i - f * h) / det, (c * h - b * i) / det, (b * f - c * e) / det],
    [(f * g - d * i) / det, (a * i - c * g) / det, (c * d - a * f) / det],
    [(d * h - e * g) / det, (b * g - a * h) / det, (a * e - b * d) / det],
  ]
}
const toXyz = (gamut: keyof typeof gamuts): Matrix => {
  const [rx = 0, ry = 0, gx = 0, gy = 0, bx = 0, by = 0] = gamuts[gamut]
  const columns: Matrix = [
    [rx / ry, gx / gy, bx / by],
    [1, 1, 1],
    [(1 - rx - ry) / ry, (1 - gx - gy) / gy, (1 - bx - by) / by],
  ]
  const s = apply(inverse(columns), [0.3127 / 0.329, 1, (1 - 0.3127 - 0.329) / 0.329])
  return columns.map((row) => row.map((value, at) => value * (s[at] ?? 0))) as Matrix
}

export interface ReferenceOptions {
  transfer: 'hlg' | 'pq' | 'bt709'
  gamut: keyof typeof gamuts
  /** Of the screen that a PQ film was made on, in cd/m². */
  peak?: number
}

/** The R, G and B of BT.709, 0 to 255, that a signal R'G'B' is to become. */
export const reference = (signal: Rgb, { transfer, gamut, peak = 1000 }: ReferenceOptions): Rgb => {
  const screen: Rgb =
    transfer === 'bt709'
      ? perChannel(signal, (e) => 203 * e ** 2.4)
      : transfer === 'hlg'
        ? perChannel(hlgToScreen(signal), (light) => eetf(light, 1000, 203))
        : perChannel(signal, (e) => eetf(pqEotf(e), peak, 203))
  const inBt709 = apply(inverse(toXyz('bt709')), apply(toXyz(gamut), screen))
  return perChannel(inBt709, (light) => 255 * Math.min(1, Math.max(0, light / 203)) ** (1 / 2.4))
}
