import { readFile, writeFile } from 'node:fs/promises'
import { type HdrFilm, makeHdrFilm, type Rgb, withDolbyVision } from './hdr-films.ts'
import { type Kind, noStill } from './kind.ts'
import { type ReferenceOptions, reference } from './reference-colours.ts'

const size = { width: 160, height: 96 }
const frames = 4

/** Signals of the four quarters, clockwise from the top left: grey, skin, a leaf, the sky; the brightest of them is half of a highlight. */
const signals: readonly Rgb[] = [
  [0.4, 0.4, 0.4],
  [0.6, 0.5, 0.45],
  [0.35, 0.5, 0.3],
  [0.5, 0.6, 0.7],
]
const paint: HdrFilm['paint'] = (x, y) => signals[y < 0.5 ? (x < 0.5 ? 0 : 1) : x < 0.5 ? 3 : 2] ?? [0, 0, 0]

interface Made {
  film: Omit<HdrFilm, 'paint'>
  wanted: ReferenceOptions
  dolbyVision?: { profile: number; compatibility: number }
  /** As a provider's clip; `encoded` by itself. */
  clip?: 'copied' | 'encoded'
}

const film = (name: string, file: string, { film: made, wanted, dolbyVision, clip = 'encoded' }: Made): Kind => {
  const quarters = signals.map((signal) => reference(signal, wanted))
  const channel = (index: 0 | 1 | 2) => quarters.reduce((sum, colour) => sum + colour[index], 0) / quarters.length
  return {
    group: 'Colours, compared with the formulas of the standards',
    name,
    file,
    make: async (path) => {
      await makeHdrFilm(path, { ...size, frames, ...made, paint })
      if (dolbyVision) await writeFile(path, withDolbyVision(await readFile(path), dolbyVision))
    },
    ways: { i2v: noStill, v2v: 'copied', info: 'read', clip },
    truth: { ...size, quarters, meanColour: [channel(0), channel(1), channel(2)], seconds: frames / 10, soundOffsetSeconds: null },
    compared: ['clip'],
  }
}

const hlg = { primaries: 'bt2020', transfer: 'hlg', matrix: 'bt2020' } as const
const pq = { primaries: 'bt2020', transfer: 'pq', matrix: 'bt2020' } as const
const hd = { primaries: 'bt709', transfer: 'bt709', matrix: 'bt709' } as const
const asHlg = { transfer: 'hlg', gamut: 'bt2020' } as const
const asPq = { transfer: 'pq', gamut: 'bt2020' } as const
const asSdr = { transfer: 'bt709', gamut: 'bt709' } as const
const small = { encoder: 'libx264', bits: 8 } as const

/** Films in other colour spaces. */
export const colourKinds: Kind[] = [
  film('HLG, HEVC of 10 bits', 'hlg.mov', { film: hlg, wanted: asHlg }),
  film('HLG in full range', 'hlg-full.mp4', { film: { ...hlg, fullRange: true }, wanted: asHlg }),
  film('HLG, H.264 of 8 bits', 'hlg-8.mp4', { film: { ...hlg, ...small }, wanted: asHlg }),
  film('HLG, AV1', 'hlg-av1.mp4', { film: { ...hlg, encoder: 'libsvtav1' }, wanted: asHlg }),
  film('Dolby Vision 8.4', 'dolby-8-4.mov', { film: hlg, wanted: asHlg, dolbyVision: { profile: 8, compatibility: 4 } }),
  film('PQ, HEVC of 10 bits', 'pq.mp4', { film: pq, wanted: asPq }),
  film('PQ, VP9', 'pq.webm', { film: { ...pq, encoder: 'libvpx-vp9' }, wanted: asPq }),
  film('Dolby Vision 8.1', 'dolby-8-1.mp4', { film: pq, wanted: asPq, dolbyVision: { profile: 8, compatibility: 1 } }),
  film('BT.2020 without HDR', 'wide.mp4', { film: { ...hlg, transfer: 'bt709' }, wanted: { transfer: 'bt709', gamut: 'bt2020' } }),
  film('Display P3', 'p3.mov', { film: { ...hd, primaries: 'p3' }, wanted: { transfer: 'bt709', gamut: 'p3' } }),
  film('BT.709 in full range, HEVC', 'full.mp4', { film: { ...hd, fullRange: true }, wanted: asSdr }),
  film('BT.601 that names nothing, VP9', 'sd.webm', {
    film: { ...hd, matrix: 'bt601', nameless: true, encoder: 'libvpx-vp9', bits: 8 },
    wanted: asSdr,
  }),
  film('BT.709 of 10 bits, H.264', 'ten.mp4', { film: { ...hd, encoder: 'libx264' }, wanted: asSdr }),
  film('BT.709, H.264', 'plain.mp4', { film: { ...hd, ...small }, wanted: asSdr, clip: 'copied' }),
]
