import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createCanvas, loadImage } from '@napi-rs/canvas'
import { expect, test } from 'vitest'
import { newId } from '../../../src/core/id.ts'
import type { Platform } from '../../../src/core/platform.ts'
import { say } from '../../../src/core/words/sentence.ts'
import { createCanvasLinks } from '../../../src/net/canvas-links.ts'
import { fakeModel, type House, openHouse } from '../../support/open-house.ts'
import { sampleClip, sampleInput } from '../../support/sample-clip.ts'

const stills = fakeModel({ name: 'stills', modes: ['t2i', 'i2i'], mask: true, aspectRatios: ['16:9'] })
/** It takes no small pictures. */
const large = fakeModel({ name: 'large', modes: ['i2i'], mask: 'needed', image: { minSide: 108 } })
/** It repaints all of a picture, and knows no mask. */
const edits = fakeModel({ name: 'edits', modes: ['i2i'] })

type Kind = 'image/png' | 'image/jpeg'

/** A picture in which no two pixels beside each other are alike. */
const grain = (seed: number, [width, height] = [97, 55], kind: Kind = 'image/png', alpha = 255): Uint8Array => {
  const context = createCanvas(width ?? 1, height ?? 1).getContext('2d')
  const image = context.createImageData(width ?? 1, height ?? 1)
  let state = seed * 7919
  for (let at = 0; at < image.data.length; at += 4) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    image.data.set([state >>> 24, (state >>> 16) & 255, (state >>> 8) & 255, alpha], at)
  }
  context.putImageData(image, 0, 0)
  return kind === 'image/png' ? context.canvas.toBuffer(kind) : context.canvas.toBuffer(kind, 90)
}

const read = async (bytes: Uint8Array) => {
  const image = await loadImage(Buffer.from(bytes))
  const context = createCanvas(image.width, image.height).getContext('2d')
  context.drawImage(image, 0, 0)
  return { width: image.width, height: image.height, data: context.getImageData(0, 0, image.width, image.height).data }
}

const keptFile = async (house: House, key: string): Promise<Uint8Array> => {
  const file = await house.storage.mediaStore.borrow(key)
  return readFile(file.path).finally(file.release)
}

const fileOf = async (house: House, id: string) => {
  const { generation } = await house.studio.find(id)
  const bytes = await keptFile(house, generation.clip?.video.key ?? '')
  return { generation, bytes, ...(await read(bytes)) }
}

/** How many pixels of the upper third of a still of 97 by 55 differ, and how many beneath. */
const differing = (before: { data: Uint8ClampedArray }, after: { data: Uint8ClampedArray; width: number; height: number }) => {
  expect([after.width, after.height]).toEqual([97, 55])
  const rows = { above: 0, beneath: 0 }
  for (let at = 0; at < 97 * 55; at++) {
    const isSame = [0, 1, 2, 3].every((part) => before.data[4 * at + part] === after.data[4 * at + part])
    if (!isSame) rows[at < 97 * 18 ? 'above' : 'beneath'] += 1
  }
  return rows
}

const sky = '--field top-left --field top --field top-right'

const makeStill = async (house: House, picture: Uint8Array): Promise<string> => {
  house.provider.clip = picture
  await house.say('still', 'a hill --takes 1')
  const [id = ''] = await house.finished()
  return id
}

test.each([
  ['a PNG', grain(1), grain(2)],
  ['a JPEG', grain(1, [97, 55], 'image/jpeg'), grain(2)],
  ['a PNG, where the answer is a JPEG', grain(1), grain(2, [97, 55], 'image/jpeg')],
  ['a PNG, where the answer is smaller', grain(1), grain(2, [96, 48])],
  ['a JPEG, where the answer is larger', grain(1, [97, 55], 'image/jpeg'), grain(2, [194, 110])],
  ['a PNG that shows through', grain(1, [97, 55], 'image/png', 160), grain(2)],
])('of %s not one pixel outside of the mask is another’s', async (_, picture, answer) => {
  const house = await openHouse({ run: true, models: [stills] })
  const id = await makeStill(house, picture)
  house.provider.clip = answer
  await house.say('fix', `${id} --into a storm ${sky} --takes 1`)
  const [fixed = ''] = await house.finished()
  const after = await fileOf(house, fixed)
  expect(after.generation).toMatchObject({ state: 'delivered', parentId: id, mode: 'i2i', clip: { video: { mediaType: 'image/png' } } })
  const rows = differing(await fileOf(house, id), after)
  expect(rows.beneath).toBe(0)
  expect(rows.above).toBeGreaterThan(0.9 * 97 * 18)
  // What the model got is the still and a mask of its size, as pictures without loss.
  const sent = house.provider.asked.at(-1)?.files ?? []
  expect(sent.map(({ role }) => role)).toEqual(['firstFrame', 'mask'])
  const [frame, mask] = await Promise.all(sent.map(({ bytes }) => read(bytes)))
  expect([mask?.width, mask?.height]).toEqual([97, 55])
  if (!_.includes('shows through')) expect(frame?.data).toEqual((await fileOf(house, id)).data)
  // Its recipe is in the file, with what it was made of.
  const { replies } = await house.say('info', '', { attachments: [{ url: `media:clips/${fixed}.png`, name: 'fixed.png' }] })
  expect(replies[0]?.post).toMatchObject({ kind: 'recipe', text: 'a storm', generationIds: [fixed] })
})

test('a fix that is made again, or of a still that was deleted meanwhile, is as exact', async () => {
  const house = await openHouse({ run: true, models: [stills] })
  const id = await makeStill(house, grain(1, [97, 55], 'image/jpeg'))
  const before = await fileOf(house, id)
  house.provider.clip = null
  await house.say('fix', `${id} --into a storm ${sky} --takes 1`)
  await house.until(() => house.provider.asked.length).toBe(2)
  await house.press('delete', id)
  house.provider.clip = grain(2)
  const [fixed = ''] = await house.finished()
  expect(differing(before, await fileOf(house, fixed)).beneath).toBe(0)
  house.provider.clip = grain(3)
  await house.press('reroll', fixed)
  const [again = ''] = await house.finished()
  expect(again).not.toBe(fixed)
  const after = await fileOf(house, again)
  expect(after.generation).toMatchObject({ state: 'delivered', parentId: fixed })
  expect(differing(before, after).beneath).toBe(0)
})

test('a model that takes no small pictures gets still and mask larger, and the fix has the size of the still', async () => {
  const house = await openHouse({ run: true, models: [stills, large] })
  const id = await makeStill(house, grain(1))
  house.provider.clip = grain(2, [190, 108])
  await house.say('fix', `${id} --into a storm ${sky} --takes 1 --model large`)
  const [fixed = ''] = await house.finished()
  const sent = await Promise.all((house.provider.asked.at(-1)?.files ?? []).map(({ bytes }) => read(bytes)))
  expect(sent.map(({ width, height }) => [width, height])).toEqual([
    [190, 108],
    [190, 108],
  ])
  expect(differing(await fileOf(house, id), await fileOf(house, fixed)).beneath).toBe(0)
})

test('a fix of a still that is too large is not made again by its mask, and nothing is paid', async () => {
  const house = await openHouse({ run: true, models: [stills] })
  const size = { width: 4200, height: 4200 }
  const path = join(house.storage.workPath, newId())
  await writeFile(path, createCanvas(size.width, size.height).toBuffer('image/png'))
  await house.storage.mediaStore.put('inputs/large.png', path)
  const inputs = (['firstFrame', 'mask'] as const).map((role) => {
    const { media } = sampleInput(role, 'large.png')
    return { role, media: { ...media, ...size, mediaType: 'image/png' } }
  })
  const { id } = await house.clip({ request: { mode: 'i2i', model: 'stills' }, inputs })
  await house.press('reroll', id)
  const [again = ''] = await house.finished()
  expect((await house.studio.find(again)).generation).toMatchObject({
    state: 'failed',
    failure: { message: { given: { problem: { say: 'media.tooLargeForMask', given: { ...size, megapixels: 16 } } } } },
  })
  expect(house.provider.asked).toEqual([])
})

test('an answer that is no picture is asked for anew, and then the fix fails', async () => {
  const house = await openHouse({ run: true, models: [stills] })
  const id = await makeStill(house, grain(1))
  house.provider.clip = new TextEncoder().encode('no picture at all')
  await house.say('fix', `${id} --into a storm ${sky} --takes 1`)
  const [fixed = ''] = await house.finished()
  expect((await house.studio.find(fixed)).generation).toMatchObject({ state: 'failed', failure: { code: 'provider_failed' } })
})

test('a model that knows no mask paints all anew, and only what the mask shows is taken over', async () => {
  const house = await openHouse({ run: true, models: [stills, edits] })
  const id = await makeStill(house, grain(1))
  house.provider.clip = grain(2, [194, 110])
  await house.say('fix', `${id} --change the sky --into a storm ${sky} --takes 1 --model edits`)
  const [fixed = ''] = await house.finished()
  const asked = house.provider.asked.at(-1)
  expect([asked?.prompt, asked?.files.map(({ role }) => role)]).toEqual([
    'Change the sky into a storm. Keep everything else exactly as it is.',
    ['firstFrame'],
  ])
  const after = await fileOf(house, fixed)
  expect(after.generation.warnings).toEqual([say('fit.maskByUs', { model: 'edits' })])
  const rows = differing(await fileOf(house, id), after)
  expect([rows.beneath, rows.above > 0.9 * 97 * 18]).toEqual([0, true])
})

test('by words alone what the model made is the fix', async () => {
  const house = await openHouse({ run: true, models: [stills, edits] })
  const id = await makeStill(house, grain(1))
  const answer = grain(2)
  house.provider.clip = answer
  await house.say('fix', `${id} --change the sky --into a storm --model edits --takes 1`)
  const [fixed = ''] = await house.finished()
  expect((await fileOf(house, fixed)).data).toEqual((await read(answer)).data)
})

test('four tries stand beside the original as one round, and each shows what was before', async () => {
  const house = await openHouse({ run: true, models: [stills] })
  Object.assign(house.platform, { stills: 'tiles' } satisfies Pick<Platform, 'stills'>)
  const id = await makeStill(house, grain(1))
  house.provider.clip = grain(2)
  await house.say('fix', `${id} --into a storm ${sky}`)
  const ids = await house.finished()
  expect(ids).toHaveLength(4)
  const round = [...house.platform.messages.values()].find(({ generationIds }) => generationIds.includes(ids[0] ?? ''))
  expect(round?.tiles?.map(({ generationId, number }) => [generationId, number])).toEqual([
    [null, '0'],
    ...ids.map((one, at) => [one, round?.tiles?.[at + 1]?.number]),
  ])
  expect(round?.tiles?.[0]).toMatchObject({ key: `clips/${id}.png`, alt: 'The original: a hill' })
  const shown = await house.press('show', ids[2] ?? '')
  const [still, beside, ...more] = shown.replies[0]?.post.media ?? []
  expect([still?.key, more]).toEqual([`clips/${ids[2]}.png`, []])
  expect(beside).toMatchObject({
    mediaType: 'image/jpeg',
    alt: expect.stringMatching(/^Before, marked 0, and after, marked \d+: a storm$/),
  })
  const both = await read(await keptFile(house, beside?.key ?? ''))
  expect([both.width, both.height]).toEqual([97, 116])
  // The still itself is no fix.
  const { replies } = await house.press('show', id)
  expect(replies[0]?.post.media).toHaveLength(1)
})

test('the large view of a still has the way to draw a mask, where members reach it', async () => {
  const canvasLinks = createCanvasLinks({ publicUrl: 'https://clips.example.org', secret: 'a secret', now: Date.now })
  const house = await openHouse({ run: true, models: [stills, fakeModel()], parts: { canvasLinks } })
  const id = await makeStill(house, grain(1))
  const links = async (of: string) => (await house.press('show', of)).replies[0]?.post.links ?? []
  expect(await links(id)).toEqual([
    { label: 'Draw the mask', url: expect.stringMatching(/^https:[/][/]clips[.]example[.]org[/]canvas[/]/) },
  ])
  expect(await links((await house.clip()).id)).toEqual([])
  // None of one that is too large for a mask.
  const video = { ...sampleClip('x').poster, width: 5000, height: 4000 }
  expect(await links((await house.clip({ request: { mode: 't2i', model: 'stills' }, clip: { video } })).id)).toEqual([])
})
