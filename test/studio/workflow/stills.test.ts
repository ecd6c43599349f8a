import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createCanvas, loadImage } from '@napi-rs/canvas'
import { expect, test } from 'vitest'
import { newId } from '../../../src/core/id.ts'
import type { Invocation } from '../../../src/core/platform.ts'
import type { RequestDraft } from '../../../src/core/request.ts'
import { say } from '../../../src/core/words/sentence.ts'
import type { ModerationAnswer } from '../../../src/net/moderation-service.ts'
import { createPublicLinks } from '../../../src/net/public-links.ts'
import { fakeModel, type House, openHouse } from '../../support/open-house.ts'
import { picture } from '../../support/picture.ts'
import { smallClip } from '../../support/small-clip.ts'

const still = fakeModel({ name: 'stills', modes: ['t2i', 'i2i'], mask: true, aspectRatios: ['1:1', '16:9'], resolutions: ['720p'] })
const larger = fakeModel({ name: 'larger', modes: ['upscale-still', 'upscale-video'], seed: false, factors: [2] })

/** A mask: white in its left half. */
const painted = (width: number, height: number): Uint8Array => {
  const context = createCanvas(width, height).getContext('2d')
  context.fillRect(0, 0, width, height)
  context.fillStyle = 'white'
  context.fillRect(0, 0, width / 2, height)
  return context.canvas.toBuffer('image/png')
}

const pixelsOf = async (bytes: Uint8Array): Promise<Uint8ClampedArray> => {
  const image = await loadImage(Buffer.from(bytes))
  const context = createCanvas(image.width, image.height).getContext('2d')
  context.drawImage(image, 0, 0)
  return context.getImageData(0, 0, image.width, image.height).data
}

const invocation = (): Invocation => ({
  id: newId(),
  platform: 'web',
  workspace: 'local',
  member: { id: 'ann', name: 'Ann', roles: [], moderator: false },
  command: 'still',
  input: { kind: 'text', text: '' },
  attachments: [],
  origin: {},
})

/** Asks for one still, by what `/still` asks for. */
const ask = async (house: House, draft: RequestDraft) => {
  await house.studio.submit(invocation(), draft)
  const [id = ''] = await house.finished()
  const post = [...house.platform.messages.values()].findLast(({ generationIds, kind }) => kind !== 'batch' && generationIds.includes(id))
  return { id, post, generation: (await house.studio.find(id)).generation }
}

const keptFile = async (house: House, key: string): Promise<Uint8Array> => {
  const file = await house.storage.mediaStore.borrow(key)
  return readFile(file.path).finally(file.release)
}

test.each([
  ['image/png', 'png'],
  ['image/jpeg', 'jpg'],
] as const)('a still goes the way of a clip, with its recipe in it and not a pixel touched (%s)', async (mediaType, ending) => {
  const house = await openHouse({ run: true, models: [still, fakeModel({ name: 'film', modes: ['i2v'] }), larger] })
  const made = picture(96, 54, mediaType)
  house.provider.clip = made
  const { id, post, generation } = await ask(house, { mode: 't2i', prompt: 'a blue door', seed: 7, aspectRatio: '16:9' })
  expect(generation).toMatchObject({ state: 'delivered', clip: { video: { kind: 'image', mediaType, key: `clips/${id}.${ending}` } } })
  const file = await keptFile(house, `clips/${id}.${ending}`)
  expect(await pixelsOf(file)).toEqual(await pixelsOf(made))
  expect(post).toMatchObject({
    kind: 'clip',
    text: 'a blue door',
    media: [{ fileName: `moodreel-${id}.${ending}`, mediaType, alt: 'a blue door', width: 96, height: 54 }],
  })
  expect(post?.facts.slice(0, 4)).toEqual(['seed 7', 'stills', '16:9', '54p'])
  expect([...(post?.actions ?? []), ...(post?.more ?? [])].map(({ label }) => label)).toEqual([
    ...['Animate', 'Fix', 'More like', 'Reroll', '👍', 'Edit', 'Upscale', 'Show', 'Save', 'Recipe', 'Report', 'Delete'],
  ])
  // Read back from the file, as somebody attaches it.
  const attachment = { url: `media:clips/${id}.${ending}`, name: `moodreel-${id}.${ending}` }
  const { replies } = await house.say('info', '', { attachments: [attachment] })
  expect(replies[0]?.post).toMatchObject({ kind: 'recipe', text: 'a blue door', generationIds: [id] })
  const { replies: table } = await house.say('history', '--csv')
  const csv = Buffer.from(await keptFile(house, table[0]?.post.media[0]?.key ?? '')).toString()
  expect(csv).toContain(`${id},`)
  expect(csv).toContain(',t2i,stills,')
  // How long a still took says nothing of a film of the same model.
  const took = (mode: 't2i' | 't2v') => house.storage.generations.recentSeconds({ model: 'stills', mode }, 20)
  expect([(await took('t2i')).length, await took('t2v')]).toEqual([1, []])
  expect(await house.studio.remove(invocation(), id)).toBe('deleted')
  expect(await house.keeps(`clips/${id}.${ending}`)).toBe(false)
})

test('a picture where a film was asked for is no clip, and the other way round', async () => {
  const house = await openHouse({ run: true, models: [still, fakeModel({ name: 'film', modes: ['t2v'] })] })
  house.provider.clip = await smallClip()
  expect((await ask(house, { mode: 't2i', prompt: 'a door' })).generation).toMatchObject({
    state: 'failed',
    failure: { code: 'provider_failed', message: say('failure.unusable') },
  })
  house.provider.clip = picture(64, 36)
  expect((await ask(house, { mode: 't2v', prompt: 'a door' })).generation).toMatchObject({
    state: 'failed',
    failure: { code: 'provider_failed', message: say('failure.unusable') },
  })
})

test('the moderation service sees the still itself, and what it flags is not kept', async () => {
  const seen: Uint8Array[] = []
  const checkFrames = async (frames: readonly Uint8Array[]): Promise<ModerationAnswer> => {
    seen.push(...frames)
    return { kind: 'flagged', categories: ['violence'] }
  }
  const moderationService = { checkText: async (): Promise<ModerationAnswer> => ({ kind: 'clean' }), checkFrames }
  const house = await openHouse({ run: true, models: [still], parts: { moderationService } })
  house.provider.clip = picture(96, 54)
  const { id, generation } = await ask(house, { mode: 't2i', prompt: 'a door' })
  expect(generation).toMatchObject({ state: 'failed', clip: null, failure: { message: say('failure.flagged') } })
  const [frame] = await Promise.all(seen.map((bytes) => loadImage(Buffer.from(bytes))))
  expect([seen.length, frame?.width, frame?.height]).toEqual([1, 96, 54])
  expect(await house.keeps(`clips/${id}.png`)).toBe(false)
})

test('a still that no chat takes is linked to by its own name', async () => {
  const publicLinks = createPublicLinks({ publicUrl: 'https://clips.example.org', secret: 'secret', now: Date.now })
  const house = await openHouse({ run: true, models: [still], publicLinks })
  house.provider.clip = picture(96, 54)
  house.platform.takesBytes = 0
  const { id, post } = await ask(house, { mode: 't2i', prompt: 'a door' })
  expect(post?.links).toEqual([{ label: 'Open the still', url: expect.stringMatching(`^https://clips.example.org/clips/${id}.png[?]`) }])
})

test('a mask goes to the provider with its picture, in the picture’s size and only of its shape', async () => {
  const house = await openHouse({ run: true, models: [still] })
  house.provider.clip = picture(64, 64)
  const keep = async (key: string, bytes: Uint8Array) => {
    const path = join(house.storage.workPath, newId())
    await writeFile(path, bytes)
    await house.storage.mediaStore.put(key, path)
    return { url: `media:${key}`, name: `${key.slice(key.lastIndexOf('/') + 1)}.png` }
  }
  await house.say('consent', '--yes')
  const firstFrame = await keep('uploads/photo', picture(64, 64))
  const mask = await keep('uploads/mask', painted(32, 32))
  const { generation } = await ask(house, { mode: 'i2i', prompt: 'a red door', firstFrame, mask })
  expect(generation.state).toBe('delivered')
  expect(house.provider.asked.at(-1)?.files.map(({ role }) => role)).toEqual(['firstFrame', 'mask'])
  expect(house.provider.asked.at(-1)?.resolution).toBeUndefined()
  const [, handed] = await Promise.all((house.provider.asked.at(-1)?.files ?? []).map(({ bytes }) => loadImage(Buffer.from(bytes))))
  expect([handed?.width, handed?.height]).toEqual([64, 64])
  const other = await keep('uploads/wide', painted(64, 32))
  expect((await ask(house, { mode: 'i2i', prompt: 'a red door', firstFrame, mask: other })).generation.failure).toMatchObject({
    code: 'bad_media',
    message: say('media.ofFile', { file: 'wide.png', problem: say('media.maskOtherShape', { mask: '64×32', image: '64×64' }) }),
  })
})

test('an upscale makes a still of a still, of which the provider is told no words', async () => {
  const house = await openHouse({ run: true, models: [still, larger] })
  house.provider.clip = picture(96, 54)
  const { id } = await ask(house, { mode: 't2i', prompt: 'a blue door' })
  house.provider.clip = picture(192, 108)
  await house.press('upscale', id)
  const [child = ''] = await house.finished()
  const { generation } = await house.studio.find(child)
  expect(generation).toMatchObject({ mode: 'upscale-still', parentId: id, clip: { video: { width: 192, height: 108 } } })
  expect(generation.clip?.recipe).toMatchObject({ prompt: 'a blue door', settings: { factor: 2 }, seedUsed: null })
  expect(house.provider.asked.at(-1)).toMatchObject({ prompt: '', factor: 2, mode: 'upscale-still' })
})
