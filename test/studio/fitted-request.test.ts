import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { Tier } from '../../src/core/tier.ts'
import { makePng } from '../media/fixtures.ts'
import { tier } from '../support/admission.ts'
import { fakeModel, openHouse } from '../support/open-house.ts'
import { clipOf, smallClip } from '../support/small-clip.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

const portrait = join(import.meta.dirname, '../fixtures/media/portrait-90x160.png')

/** A house with these models, and where a picture was uploaded; the clips that its provider makes are of the size that is asked for. */
const openWith = async (rows: Parameters<typeof fakeModel>[0][], picture = portrait) => {
  const house = await openHouse({ run: true, models: rows.map((row) => fakeModel(row)) })
  await house.storage.mediaStore.put('uploads/photo', picture)
  const make = async (line = 'slow push-in', [width, height] = [36, 64]) => {
    house.provider.clip = await clipOf({ width, height, fps: 8, durationSeconds: 0.5 })
    await house.say('i2v', line, { attachments: [{ url: 'media:uploads/photo', name: 'photo.png' }] })
    const [id = ''] = await house.finished()
    const posts = [...house.platform.messages.values()].filter(({ generationIds }) => generationIds.includes(id))
    const { generation } = await house.studio.find(id)
    return { id, generation, root: posts.find(({ kind }) => kind === 'batch'), post: posts.find(({ kind }) => kind !== 'batch') }
  }
  return { house, make, asked: house.provider.asked }
}

test('a portrait picture without a ratio is asked for in the nearest, and what came otherwise is said', async () => {
  const { make, asked } = await openWith([
    { name: 'many', aspectRatios: ['16:9', '9:16', '1:1'] },
    { name: 'square', aspectRatios: ['1:1'] },
    { name: 'tall', aspectRatios: ['9:16'] },
    { name: 'keeper', aspectRatios: ['1:1'], sourceShape: 'kept' },
    { name: 'bare' },
  ])
  const { generation, post } = await make('slow push-in --model many')
  expect(asked.at(-1)?.aspectRatio).toBe('9:16')
  expect(post?.facts).toContain('9:16')
  expect(post?.warnings).toEqual([])
  expect(generation.clip?.recipe.settings.aspectRatio).toBe('9:16')

  const others: [model: string, came: [number, number], ratio: string | undefined, warnings: string[]][] = [
    ['square', [64, 64], '1:1', ['Your source is 9:16. The nearest that this model makes is 1:1.']],
    // It makes the source's shape all the same.
    ['square', [36, 64], '1:1', []],
    ['tall', [64, 36], '9:16', ['You asked for 9:16. The clip is 16:9.']],
    ['keeper', [36, 64], undefined, []],
    ['bare', [36, 64], undefined, []],
  ]
  for (const [model, came, ratio, warnings] of others) {
    const { post } = await make(`slow push-in --model ${model}`, came)
    expect([model, asked.at(-1)?.aspectRatio, post?.warnings]).toEqual([model, ratio, warnings])
  }

  await make('slow push-in --model many --ar 16:9', [64, 36])
  expect(asked.at(-1)?.aspectRatio).toBe('16:9')
})

test('a picture that is smaller than the model takes is scaled up, which is said, and again for the next model', async () => {
  const { make, asked, house } = await openWith([{ image: { minSide: 300 } }])
  const { generation, root, post, id } = await make()
  const said = 'photo.png was scaled up from 90×160 to 300×533, because plain takes no smaller pictures.'
  expect([generation.inputs[0]?.media.width, generation.inputs[0]?.media.height]).toEqual([300, 533])
  expect(root?.warnings).toContain(said)
  expect(post?.warnings).toContain(said)
  await house.press('reroll', id)
  await house.finished()
  expect(asked[1]?.files[0]?.sha256).toBe(asked[0]?.files[0]?.sha256)
})

test('a picture that is too narrow to be scaled up is named, and nothing is asked of the provider', async () => {
  const path = join(await temporaryFolder(), 'line.png')
  await makePng(path, { width: 2, height: 4000 })
  const { make, asked } = await openWith([{ image: { minSide: 1000 } }], path)
  expect((await make()).post?.text).toBe('photo.png: This picture is too narrow to be scaled up. Use one that is less long.')
  expect(asked).toEqual([])
})

test('a seed beyond the model’s is folded aloud, and kept as it was used', async () => {
  const { make, asked } = await openWith([{ maxSeed: 999 }])
  const { generation, root, post } = await make('slow push-in --seed 1234')
  expect(asked[0]?.seed).toBe(234)
  expect(root?.warnings).toEqual(['plain takes seeds up to 999. 234 is used in place of 1234.'])
  expect(post?.facts[0]).toBe('seed 234')
  expect(generation.clip?.recipe).toMatchObject({ seedRequested: 234, seedUsed: 234 })
})

test('a seed that the vendor answers is shown, and asked for again where it can be', async () => {
  const house = await openHouse({ run: true })
  house.provider.clip = await smallClip()
  for (const [seed, warnings, again] of [
    [99, ['You asked for seed 42. The provider used 99.'], 99],
    // Nobody could ask for it again.
    [18_446_744_073_709, ['You asked for seed 42. The provider used 18446744073709.'], 42],
    [42, [], 42],
  ] as const) {
    house.provider.poll = async () => ({ kind: 'succeeded', outputs: [{ url: 'fake:clip' }], seed })
    await house.say('t2v', 'a boat --seed 42')
    const [id = ''] = await house.finished()
    const post = [...house.platform.messages.values()].find(({ kind, generationIds }) => kind === 'clip' && generationIds.includes(id))
    expect(post?.facts[0]).toBe(`seed ${seed}`)
    expect(post?.warnings).toEqual(warnings)
    await house.press('edit', id, { prompt: 'a ship' })
    await house.finished()
    expect(house.provider.asked.at(-1)?.seed).toBe(again)
  }
})

test('a vendor’s reason stands in the post', async () => {
  const house = await openHouse({ run: true })
  const reason = 'Prompt must be at most 2500 characters'
  house.provider.submit = async () => ({ kind: 'rejected', error: { class: 'invalid_input', message: 'The provider refused it.', reason } })
  await house.say('t2v', 'a boat')
  const [id = ''] = await house.finished()
  const post = [...house.platform.messages.values()].find((one) => one.kind === 'failure' && one.generationIds.includes(id))
  expect(post?.text).toBe(`The provider refused it. The provider’s reason: “${reason}”.`)
})

/** A house whose members may ask for so much; nothing is made. */
const openLimited = async (limits: Partial<Tier>, row: Parameters<typeof fakeModel>[0]) => {
  const limited = { ...tier, ...limits }
  const house = await openHouse({ models: [fakeModel(row)], parts: { tiers: { default: limited, all: [limited] } } })
  const admitted = async () => {
    await house.say('t2v', 'a boat')
    const [open] = await house.storage.generations.open()
    return (await house.studio.find(open?.id ?? '')).generation.request
  }
  return { house, admitted }
}

test.each([
  [{ min: 2, max: 15, step: 1, default: 5 }, 4.5, 4],
  [{ min: 1, max: 10, default: 4 }, 2.5, 2.5],
  [{ min: 1, max: 10, step: 0.5, default: 4 }, 2.7, 2.5],
  [{ min: 1, max: 10, default: 4 }, 60, 4],
])('the default of %o where %d s are the most is %d s', async (duration, longestSeconds, seconds) => {
  const { admitted } = await openLimited({ longestSeconds }, { duration })
  expect(await admitted()).toMatchObject({ durationSeconds: seconds })
})

test('a default lies within what the tier allows; what is asked for beyond it is refused', async () => {
  const row = { resolutions: ['1080p', '720p'], duration: [8, 4] }
  const { house, admitted } = await openLimited({ longestSeconds: 5, highestResolution: '720p' }, row)
  expect(await admitted()).toMatchObject({ durationSeconds: 4, resolution: '720p' })
  expect((await house.say('t2v', 'a boat --resolution 1080p')).sentences).toEqual(['You can use up to 720p. Choose a lower resolution.'])
  expect((await house.say('t2v', 'a boat --duration 8')).sentences).toEqual(['Your clips can be 5 s long at most. Ask for a shorter one.'])
})
