import { isDeepStrictEqual } from 'node:util'
import { readBooks } from '../books.ts'
import { apartByMask, firstFrameApart } from './pixels.ts'
import { type Example, example, type Made } from './world.ts'

/** What of a picture that should not change may be another, on average of all colours. */
const mostApart = 4

/**
 * Looks at what the example made, whatever happened on its way: ten stills, four fixes of the third by the mask, one clip that begins with
 * the fixed still; each asked for, made and paid once. `broken` says what of that is not so; the rest is what was measured.
 */
export const checkExample = async ({ made, fileOf, dataDir }: Pick<Example, 'made' | 'fileOf' | 'dataDir'>, mask: Uint8Array) => {
  const broken: string[] = []
  const expected = (what: string, is: unknown, wanted: unknown): void => {
    if (!isDeepStrictEqual(is, wanted)) broken.push(`${what}: ${JSON.stringify(is)} in place of ${JSON.stringify(wanted)}`)
  }
  const all = made()
  const of = (mode: Made['mode']): Made[] => all.filter((one) => one.mode === mode)
  const [stills, fixes, clips] = [of('t2i'), of('i2i'), of('i2v')]
  expected('stills, fixes, clips, all', [stills.length, fixes.length, clips.length, all.length], [10, 4, 1, 15])
  const seeds = Array.from({ length: 10 }, (_, at) => example.seed + at)
  expected(
    'the seeds of the stills',
    stills.map(({ request }) => request.seed),
    seeds,
  )
  for (const { id, state, slot, attempts, entries } of readBooks(dataDir).generations) {
    const accepted = attempts.filter((attempt) => attempt.state === 'accepted').length
    const kinds = entries.map(({ kind }) => kind).toSorted()
    expected(
      `the books of ${id}`,
      { state, slot, accepted, kinds },
      { state: 'delivered', slot: 'released', accepted: 1, kinds: ['hold', 'settle'] },
    )
  }

  const [third, clip] = [stills[2], clips[0]]
  const fixed = fixes.find(({ id }) => id === clip?.parentId)
  if (!third || !clip || !fixed) throw new Error(`the example has no end: ${broken.join('; ')}`)
  expected(
    'what the fixes were made from',
    fixes.map(({ parentId }) => parentId),
    Array(4).fill(third.id),
  )
  expected('what was animated', [clip.request.prompt, clip.request.durationSeconds], [example.motion, example.seconds])

  const before = await fileOf(third)
  const byMask = await Promise.all(fixes.map(async (fix) => apartByMask(before, await fileOf(fix), mask)))
  for (const { outside, inside } of byMask) {
    expected('pixels that differ outside of the mask', outside.changed, 0)
    if (inside.changed * 2 < inside.pixels) broken.push(`only ${inside.changed} of ${inside.pixels} pixels within the mask were made anew`)
  }
  const film = await fileOf(clip)
  const [firstFrame, fromBefore] = [await firstFrameApart(film, await fileOf(fixed)), await firstFrameApart(film, before)]
  if (firstFrame >= mostApart) broken.push(`the first frame is ${firstFrame} from the fixed still`)
  if (fromBefore <= firstFrame + 1) broken.push(`the first frame is as near to the still before it was fixed: ${fromBefore}`)
  return { broken, byMask, firstFrame, fromBefore, stills, fixes, clip, fixed }
}
