import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sampleRecipe } from '../support/sample-recipe.ts'
import { type HdrFilm, makeHdrFilm, type Rgb } from './hdr-films.ts'
import { readPixels, readVideoTags } from './read-back.ts'
import { type ReferenceOptions, reference } from './reference-colours.ts'
import { type Bench, openBench } from './workbench.ts'

let bench: Bench
beforeAll(async () => {
  bench = await openBench()
})
afterAll(() => bench[Symbol.asyncDispose]())

/** Greys from black to the brightest above, and below them all hues, from pale to full and from dark to bright. */
const chart =
  (most: number) =>
  (x: number, y: number): Rgb => {
    if (y < 0.25) return [x * most, x * most, x * most]
    const hue = (share: number): number => 0.5 + 0.5 * Math.cos(2 * Math.PI * (x - share))
    const [level, depth] = [most * (0.2 + 0.8 * ((y - 0.25) / 0.75)), y < 0.6 ? 0.4 : 0.8]
    return [level * (1 - depth + depth * hue(0)), level * (1 - depth + depth * hue(1 / 3)), level * (1 - depth + depth * hue(2 / 3))]
  }

/** The mean difference of a picture to the reference, over all pixels and colours, in 255ths. */
const difference = async (path: string, paint: HdrFilm['paint'], options: ReferenceOptions): Promise<number> => {
  const { width, height, data } = await readPixels(path)
  let sum = 0
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const wanted = reference(paint((x + 0.5) / width, (y + 0.5) / height), options)
      for (const at of [0, 1, 2] as const) sum += Math.abs((data[4 * (y * width + x) + at] ?? 0) - wanted[at])
    }
  }
  return sum / (3 * width * height)
}

const hlg = { primaries: 'bt2020', transfer: 'hlg', matrix: 'bt2020' } as const
const pq = { primaries: 'bt2020', transfer: 'pq', matrix: 'bt2020' } as const
const hd = { primaries: 'bt709', transfer: 'bt709', matrix: 'bt709' } as const
const asHlg = { transfer: 'hlg', gamut: 'bt2020' } as const
const asPq = { transfer: 'pq', gamut: 'bt2020' } as const
const asSdr = { transfer: 'bt709', gamut: 'bt709' } as const

interface Case {
  file: string
  film: Omit<HdrFilm, 'paint'>
  /** The brightest signal in it. */
  most: number
  wanted: ReferenceOptions
}

/** A master of 4000 cd/m²: its brightest is signal 0.9026, and all of it has to find room on the screen. */
const master4000 = 'hdr10=1:master-display=G(8500,39850)B(6550,2300)R(35400,14600)WP(15635,16450)L(40000000,50)'

/** Colour spaces. That each codec, Dolby Vision and both ranges keep to them is told in `kinds-colour.ts`. */
const cases: Record<string, Case> = {
  HLG: { file: 'hlg.mov', film: hlg, most: 1, wanted: asHlg },
  'HLG that calls itself BT.2020 and names HLG beside it': {
    file: 'atc.mov',
    film: { ...hlg, transfer: 'none', x265: 'atc-sei=18' },
    most: 1,
    wanted: asHlg,
  },
  'PQ of 1000 cd/m²': { file: 'pq.mp4', film: pq, most: 0.75, wanted: asPq },
  'PQ of 4000 cd/m²': { file: 'pq4000.mp4', film: { ...pq, x265: master4000 }, most: 0.9, wanted: { ...asPq, peak: 4000 } },
  'BT.2020 without HDR': {
    file: 'wide.mp4',
    film: { ...hlg, transfer: 'bt709' },
    most: 1,
    wanted: { transfer: 'bt709', gamut: 'bt2020' },
  },
  'Display P3': { file: 'p3.mov', film: { ...hd, primaries: 'p3' }, most: 1, wanted: { transfer: 'bt709', gamut: 'p3' } },
  'BT.709 in full range': { file: 'full.mp4', film: { ...hd, encoder: 'libx264', bits: 8, fullRange: true }, most: 1, wanted: asSdr },
  'SD that names nothing': {
    file: 'sd.mp4',
    film: { ...hd, matrix: 'bt601', nameless: true, encoder: 'libx264', bits: 8 },
    most: 1,
    wanted: asSdr,
  },
  'HD that names nothing': {
    file: 'hd.mp4',
    film: { ...hd, nameless: true, encoder: 'libx264', bits: 8, width: 160, height: 720, frames: 2 },
    most: 1,
    wanted: asSdr,
  },
  'odd sides': { file: 'odd.webm', film: { ...hlg, encoder: 'libvpx-vp9', width: 161, height: 97 }, most: 1, wanted: asHlg },
}

describe('the colours of a film', () => {
  // A difference of 6 is what may remain; table, rounding and coding leave less than half of it.
  test.each(Object.entries(cases))('%s: a frame and the clip for posting are as the standards say', async (_, made) => {
    const [path, still, clip, shown] = [bench.path(made.file), bench.path('still.png'), bench.path('clip.mp4'), bench.path('shown.png')]
    const paint = chart(made.most)
    await makeHdrFilm(path, { ...made.film, paint })
    await bench.tools.frame(path, still, { at: 'first' })
    expect(await difference(still, paint, made.wanted)).toBeLessThan(2.5)
    await bench.tools.fit(path, clip, { limitBytes: 10e6 })
    await bench.tools.frame(clip, shown, { at: 'last' })
    expect(await difference(shown, paint, made.wanted)).toBeLessThan(3.5)
  })

  test('what is encoded says in its container and in its stream that it is BT.709', async () => {
    await makeHdrFilm(bench.path('tags.mov'), { ...hlg, paint: chart(1) })
    await bench.tools.fit(bench.path('tags.mov'), bench.path('tagged.mp4'), { limitBytes: 10e6 })
    const { container, stream } = await readVideoTags(bench.path('tagged.mp4'))
    const wanted = { primaries: 'bt709', transfer: 'bt709', matrix: 'bt709', fullRange: false }
    expect([container, stream]).toEqual([wanted, wanted])
  })

  test('HLG that a phone would play as it is, were it not for its colours, is encoded before it is posted', async () => {
    await makeHdrFilm(bench.path('camera.mp4'), { ...hlg, encoder: 'libx264', bits: 8, paint: chart(1) })
    await bench.tools.tag(bench.path('camera.mp4'), bench.path('posted.mp4'), sampleRecipe())
    expect((await readVideoTags(bench.path('posted.mp4'))).container).toMatchObject({ transfer: 'bt709' })
  })

  test('a film for /v2v keeps the colours that it has, and their names', async () => {
    await makeHdrFilm(bench.path('kept.mov'), { ...hlg, paint: chart(1) })
    await bench.tools.cleanTracks(bench.path('kept.mov'), bench.path('clean.mov'))
    const { container, stream } = await readVideoTags(bench.path('clean.mov'))
    const wanted = { primaries: 'bt2020', transfer: 'hlg', matrix: 'bt2020-ncl', fullRange: false }
    expect([container, stream]).toEqual([wanted, wanted])
  })

  test('a contact sheet has them too', async () => {
    await makeHdrFilm(bench.path('sheet.mov'), { ...hlg, paint: () => [0.75, 0.75, 0.75] })
    await bench.tools.contactSheet(bench.path('sheet.mov'), bench.path('sheet.jpg'), { columns: 2, rows: 1, width: 160 })
    const [white] = reference([0.75, 0.75, 0.75], asHlg)
    expect(Math.abs((await readPixels(bench.path('sheet.jpg'))).at(0.75, 0.5)[0] - white)).toBeLessThan(3)
  })
})
