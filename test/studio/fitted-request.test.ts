import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { ProviderErrorClass } from '../../src/core/provider.ts'
import { makeMp4, makePng } from '../media/fixtures.ts'
import { tier } from '../support/admission.ts'
import { fakeModel, openHouse } from '../support/open-house.ts'
import { smallClip } from '../support/small-clip.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

const portrait = join(import.meta.dirname, '../fixtures/media/portrait-90x160.png')

/** A house whose provider makes clips of this size, and where a picture was uploaded. */
const openWith = async (row: Parameters<typeof fakeModel>[0], [width, height]: [number, number], picture = portrait) => {
  const house = await openHouse({ run: true, models: [fakeModel(row)] })
  const path = join(await temporaryFolder(), 'clip.mp4')
  await makeMp4(path, { width, height, fps: 8, durationSeconds: 0.5 })
  house.provider.clip = await readFile(path)
  await house.storage.mediaStore.put('uploads/photo', picture)
  const make = async (line = 'slow push-in') => {
    await house.say('i2v', line, { attachments: [{ url: 'media:uploads/photo', name: 'photo.png' }] })
    const [id = ''] = await house.finished()
    const shown = () => [...house.platform.messages.values()].filter(({ generationIds }) => generationIds.includes(id))
    await expect.poll(() => shown().length).toBe(2)
    const posts = shown()
    const { generation } = await house.studio.find(id)
    return { id, generation, root: posts.find(({ kind }) => kind === 'batch'), post: posts.find(({ kind }) => kind !== 'batch') }
  }
  return { house, make, asked: house.provider.asked }
}

test('a portrait picture without a ratio is asked for in the nearest, and the post and the recipe say which', async () => {
  const { make, asked } = await openWith({ aspectRatios: ['16:9', '9:16', '1:1'] }, [36, 64])
  const { generation, post } = await make()
  expect(asked[0]?.aspectRatio).toBe('9:16')
  expect(post?.facts).toContain('9:16')
  expect(post?.warnings).toEqual([])
  expect(generation.clip?.recipe.settings.aspectRatio).toBe('9:16')
})

test.each<[string, Parameters<typeof fakeModel>[0], [number, number], string | undefined, string[]]>([
  [
    'a model that has only a square',
    { aspectRatios: ['1:1'] },
    [64, 64],
    '1:1',
    ['Your source is 9:16. The nearest that this model makes is 1:1.'],
  ],
  ['a model that makes the source’s shape all the same', { aspectRatios: ['1:1'] }, [36, 64], '1:1', []],
  ['a model that does not heed it', { aspectRatios: ['9:16'] }, [64, 36], '9:16', ['You asked for 9:16. The clip is 16:9.']],
  ['a model that keeps the shape by itself', { aspectRatios: ['1:1'], sourceShape: 'kept' }, [36, 64], undefined, []],
  ['a model without ratios', {}, [36, 64], undefined, []],
])('the shape of a portrait picture with %s', async (_, row, sides, ratio, warnings) => {
  const { make, asked } = await openWith(row, sides)
  const { post } = await make()
  expect(asked[0]?.aspectRatio).toBe(ratio)
  expect(post?.warnings).toEqual(warnings)
})

test('a ratio that is typed wins', async () => {
  const { make, asked } = await openWith({ aspectRatios: ['16:9', '9:16'] }, [64, 36])
  await make('slow push-in --ar 16:9')
  expect(asked[0]?.aspectRatio).toBe('16:9')
})

test('a picture that is smaller than the model takes is scaled up, which is said, and again for the next model', async () => {
  const { make, asked, house } = await openWith({ image: { minSide: 300 } }, [36, 64])
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
  const { make, asked } = await openWith({ image: { minSide: 1000 } }, [36, 64], path)
  expect((await make()).post?.text).toBe('photo.png: This picture is too narrow to be scaled up. Use one that is less long.')
  expect(asked).toEqual([])
})

test('a seed beyond the model’s is folded aloud, and kept as it was used', async () => {
  const { make, asked } = await openWith({ maxSeed: 999 }, [64, 36])
  const { generation, root, post } = await make('slow push-in --seed 1234')
  expect(asked[0]?.seed).toBe(234)
  expect(root?.warnings).toEqual(['plain takes seeds up to 999. 234 is used in place of 1234.'])
  expect(post?.facts[0]).toBe('seed 234')
  expect(generation.clip?.recipe).toMatchObject({ seedRequested: 234, seedUsed: 234 })
})

test.each([
  [99, ['You asked for seed 42. The provider used 99.'], 99],
  // Nobody could ask for it again.
  [18_446_744_073_709, ['You asked for seed 42. The provider used 18446744073709.'], 42],
  [42, [], 42],
])('a seed that the vendor answers is shown: %d', async (seed, warnings, again) => {
  const house = await openHouse({ run: true })
  const clip = await smallClip()
  house.provider.clip = clip
  house.provider.poll = async () => ({ kind: 'succeeded', outputs: [{ url: 'fake:clip' }], seed })
  await house.say('t2v', 'a boat --seed 42')
  const [id = ''] = await house.finished()
  const post = [...house.platform.messages.values()].find(({ kind, generationIds }) => kind === 'clip' && generationIds.includes(id))
  expect(post?.facts[0]).toBe(`seed ${seed}`)
  expect(post?.warnings).toEqual(warnings)
  await house.press('edit', id, { prompt: 'a ship' })
  await house.finished()
  expect(house.provider.asked[1]?.seed).toBe(again)
})

test.each<[ProviderErrorClass, boolean]>([
  ['invalid_input', true],
  ['moderation', true],
  ['internal', true],
  ['resource', false],
  ['auth', false],
  ['credits', false],
  ['expired', false],
])('a vendor’s reason for %s stands in the post: %s', async (kind, stands) => {
  const house = await openHouse({ run: true })
  house.provider.submit = async () => ({
    kind: 'rejected',
    error: { class: kind, message: 'The provider refused it.', reason: 'Prompt must be at most 2500 characters' },
  })
  await house.say('t2v', 'a boat')
  const [id = ''] = await house.finished()
  const told = 'The provider refused it. The provider’s reason: “Prompt must be at most 2500 characters”.'
  const said = () => [...house.platform.messages.values()].find((one) => one.kind === 'failure' && one.generationIds.includes(id))?.text
  // The batch's first message may tell the end before the post does.
  await expect.poll(said).toBe(stands ? told : 'The provider refused it.')
})

test.each([
  [{ min: 2, max: 15, step: 1, default: 5 }, 4.5, 4],
  [{ min: 1, max: 10, default: 4 }, 2.5, 2.5],
  [{ min: 1, max: 10, step: 0.5, default: 4 }, 2.7, 2.5],
  [{ min: 1, max: 10, default: 4 }, 60, 4],
])('the default of %o where %d s are the most is %d s', async (duration, longestSeconds, seconds) => {
  const limited = { ...tier, longestSeconds }
  const house = await openHouse({ run: true, models: [fakeModel({ duration })], parts: { tiers: { default: limited, all: [limited] } } })
  house.provider.clip = await smallClip()
  await house.say('t2v', 'a boat')
  await house.finished()
  expect(house.provider.asked).toMatchObject([{ durationSeconds: seconds }])
})

test('a default lies within what the tier allows; what is asked for beyond it is refused', async () => {
  const limited = { ...tier, longestSeconds: 5, highestResolution: '720p' }
  const row = fakeModel({ resolutions: ['1080p', '720p'], duration: [8, 4] })
  const house = await openHouse({ run: true, models: [row], parts: { tiers: { default: limited, all: [limited] } } })
  house.provider.clip = await smallClip()
  await house.say('t2v', 'a boat')
  await house.finished()
  expect(house.provider.asked).toMatchObject([{ durationSeconds: 4, resolution: '720p' }])
  expect((await house.say('t2v', 'a boat --resolution 1080p')).sentences).toEqual(['You can use up to 720p. Choose a lower resolution.'])
  expect((await house.say('t2v', 'a boat --duration 8')).sentences).toEqual(['Your clips can be 5 s long at most. Ask for a shorter one.'])
})
