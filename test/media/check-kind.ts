import { mkdtemp, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { ALL_FORMATS, EncodedPacketSink, FilePathSource, Input } from 'mediabunny'
import { expect } from 'vitest'
import { MoodreelError } from '../../src/core/errors.ts'
import { finish } from '../../src/media/finish.ts'
import { defaultLimits } from '../../src/media/media-tools.ts'
import { cleanInput, inspectInput } from '../../src/studio/workflow/prepare-input.ts'
import { sampleRecipe } from '../support/sample-recipe.ts'
import { type Colour, readFilm } from './film-reader.ts'
import { type Kind, type Outcome, type Truth, type Way, ways } from './kind.ts'
import type { Figures, Row } from './kinds-page.ts'
import { readPixels } from './read-back.ts'
import type { Bench } from './workbench.ts'

interface Result {
  outcome: Outcome
  /** What was written, where something was. */
  path?: string
}

/** The last bytes of the first packet of a film's picture, or of its sound: what comes before them another container may write otherwise. */
const firstPacket = async (path: string): Promise<Uint8Array> => {
  using input = new Input({ source: new FilePathSource(path), formats: ALL_FORMATS })
  const track = (await input.getPrimaryVideoTrack()) ?? (await input.getPrimaryAudioTrack())
  const packet = track && (await new EncodedPacketSink(track).getFirstPacket())
  return packet?.data.subarray(-48) ?? new Uint8Array(1)
}

const copiedOrEncoded = async (from: string, to: string): Promise<Outcome> => {
  // A picture that moves has no packets to copy.
  using input = new Input({ source: new FilePathSource(from), formats: ALL_FORMATS })
  if (!(await input.canRead()) || (await input.getTracks()).length === 0) return 'encoded'
  return (await readFile(to)).includes(Buffer.from(await firstPacket(from))) ? 'copied' : 'encoded'
}

const asInput = async ({ tools }: Bench, role: 'firstFrame' | 'video', path: string, folder: string): Promise<Result> => {
  const media = tools.forMember('kinds')
  const clean = await cleanInput(media, await inspectInput(media, role, path), path, folder)
  return { outcome: clean.info.kind === 'image' ? 'picture' : await copiedOrEncoded(path, clean.path), path: clean.path }
}

/** `unread` is what the first look has refused. */
const does: Record<Way, (bench: Bench, path: string, folder: string, unread: boolean) => Promise<Result>> = {
  i2v: (bench, path, folder) => asInput(bench, 'firstFrame', path, folder),
  v2v: (bench, path, folder) => asInput(bench, 'video', path, folder),
  info: async ({ tools }, path) => {
    await tools.forMember('kinds').inspect(path)
    return { outcome: 'read' }
  },
  clip: async ({ tools }, path, folder, unread) => {
    const outPath = join(folder, 'clip.mp4')
    const wanted = { outPath, posterPath: join(folder, 'poster.jpg'), posterWidth: 160, recipe: sampleRecipe() }
    // What fails at the first look meets no decoder: it need not cost a child's life here.
    const finished = unread ? await finish({ kind: 'finish', path, ...wanted }, defaultLimits) : await tools.finish(path, wanted)
    if (finished.kind === 'other') return { outcome: { refused: `The provider sent ${finished.found.mediaType} instead of a video` } }
    return { outcome: await copiedOrEncoded(path, outPath), path: outPath }
  },
}

const attempt = async (bench: Bench, way: Way, path: string, unread: boolean): Promise<Result> => {
  const folder = await mkdtemp(join(bench.folder, `${way}-`))
  return await does[way](bench, path, folder, unread).catch((error: unknown) => {
    if (error instanceof MoodreelError && (error.code === 'bad_media' || error.code === 'too_large'))
      return { outcome: { refused: error.userMessage } }
    throw error
  })
}

const apart = (one: readonly Colour[], other: readonly Colour[]): number =>
  Math.max(
    ...one.flatMap((colour, index) =>
      colour.map((value, channel) => Math.abs(Math.min(255, Math.max(0, value)) - (other[index]?.[channel] ?? 0))),
    ),
  )

/** How far a result is from what its maker knows. */
const compare = async (path: string, truth: Truth): Promise<Figures> => {
  if (/\.(png|jpg)$/.test(path)) {
    const { width, height, data } = await readPixels(path)
    expect({ width, height }).toEqual({ width: truth.width ?? width, height: truth.height ?? height })
    const of = (left: number, top: number): Colour => {
      const sums: [number, number, number] = [0, 0, 0]
      const [wide, high] = [Math.floor(width / 2), Math.floor(height / 2)]
      for (let y = top * high; y < (top + 1) * high; y += 1)
        for (let x = left * wide; x < (left + 1) * wide; x += 1)
          for (const index of [0, 1, 2] as const) sums[index] += data[4 * (y * width + x) + index] ?? 0
      return [sums[0] / (wide * high), sums[1] / (wide * high), sums[2] / (wide * high)]
    }
    return { firstFrame: truth.quarters && apart([of(0, 0), of(1, 0), of(1, 1), of(0, 1)], truth.quarters) }
  }
  const read = await readFilm(path)
  // Sizes are even in what is encoded.
  expect([read.width, read.height].map((side, index) => Math.abs(side - ([truth.width, truth.height][index] ?? side)) < 2)).toEqual([
    true,
    true,
  ])
  if (truth.soundOffsetSeconds !== undefined) expect(read.soundBegins === null).toBe(truth.soundOffsetSeconds === null)
  const { soundOffsetSeconds: offset } = truth
  return {
    firstFrame: truth.quarters && apart(read.quarters, truth.quarters),
    meanColour: truth.meanColour && apart([read.meanColour], [truth.meanColour]),
    length: truth.seconds === undefined ? undefined : Math.abs(read.ends - read.begins - truth.seconds),
    soundOffset: typeof offset === 'number' ? Math.abs((read.soundBegins ?? 0) - read.begins - offset) : undefined,
  }
}

/** Limits that every result is under. */
const most: Required<Figures> = { firstFrame: 8, meanColour: 6, length: 0.07, soundOffset: 0.05 }

const worst = (one: Figures, other: Figures): Figures => {
  const of = (name: keyof Figures) =>
    one[name] === undefined && other[name] === undefined ? undefined : Math.max(one[name] ?? 0, other[name] ?? 0)
  return { firstFrame: of('firstFrame'), meanColour: of('meanColour'), length: of('length'), soundOffset: of('soundOffset') }
}

/** Takes a file of a kind each way, expects what its maker knows of it, and returns what came of it. */
export const checkKind = async (bench: Bench, kind: Kind): Promise<Row> => {
  const path = bench.path(kind.file)
  await kind.make(path)
  const outcomes: Partial<Record<Way, Outcome>> = {}
  let figures: Figures = {}
  for (const way of ways) {
    const { outcome, path: written } = await attempt(bench, way, path, typeof outcomes.info === 'object')
    outcomes[way] = outcome
    if (written && kind.truth && (kind.compared ?? ways).includes(way)) figures = worst(figures, await compare(written, kind.truth))
  }
  for (const way of ways) {
    const expected = kind.ways[way]
    const wanted = typeof expected === 'string' ? expected : { refused: expect.stringContaining(expected.refused) }
    expect({ [way]: outcomes[way] }).toEqual({ [way]: wanted })
  }
  for (const name of ['firstFrame', 'meanColour', 'length', 'soundOffset'] as const)
    expect({ [name]: figures[name] ?? 0 }).toSatisfy(() => (figures[name] ?? 0) <= most[name])
  return { kind, outcomes, figures }
}
