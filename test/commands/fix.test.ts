import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createCanvas, loadImage } from '@napi-rs/canvas'
import { describe, expect, test } from 'vitest'
import fix from '../../commands/fix.ts'
import { newId } from '../../src/core/id.ts'
import { readOptions } from '../../src/core/options/read-options.ts'
import type { Attachment } from '../../src/core/request.ts'
import { say } from '../../src/core/words/sentence.ts'
import { fakeModel, type House, openHouse } from '../support/open-house.ts'
import { sampleClip } from '../support/sample-clip.ts'

const models = [
  fakeModel({ name: 'stills', modes: ['t2i', 'i2i'], mask: true, price: { usdPerClip: 0.05 } }),
  fakeModel({ name: 'fill', modes: ['i2i'], mask: 'needed' }),
  fakeModel({ name: 'words', modes: ['t2i', 'i2i'] }),
]

/** A still that was made by a model, 96 by 54. */
const still = (house: House, model = 'stills') =>
  house.clip({ request: { mode: 't2i', prompt: 'a hill', model }, clip: { video: { ...sampleClip('x').poster, width: 96, height: 54 } } })

/** A mask that is attached: its upper third is white. */
const attach = async (house: House, width = 96, height = 54): Promise<Attachment> => {
  const context = createCanvas(width, height).getContext('2d')
  context.fillRect(0, 0, width, height)
  context.fillStyle = 'white'
  context.fillRect(0, 0, width, height / 3)
  const [key, path] = [`uploads/${newId()}`, join(house.storage.workPath, newId())]
  await writeFile(path, context.canvas.toBuffer('image/png'))
  await house.storage.mediaStore.put(key, path)
  return { url: `media:${key}`, name: 'sky.png', mediaType: 'image/png' }
}

/** How much of a mask that was kept is white. */
const whiteOf = async (house: House, { url = '' }: { url?: string } = {}): Promise<number> => {
  const { path, release } = await house.storage.mediaStore.borrow(url.slice('media:'.length))
  const image = await loadImage(path).finally(release)
  const context = createCanvas(image.width, image.height).getContext('2d')
  context.drawImage(image, 0, 0)
  const { data } = context.getImageData(0, 0, image.width, image.height)
  return data.filter((value, at) => at % 4 === 0 && value === 255).length / (image.width * image.height)
}

describe('fix', () => {
  test('asks by a form, with the place by words, by fields or by a mask', async () => {
    const house = await openHouse({ models })
    const { id } = await still(house)
    const { forms } = await house.press('fix', id)
    expect(forms).toMatchObject([
      { command: 'fix', generationId: id, title: 'Fix a part of the still', values: { prompt: '' }, needs: ['prompt'] },
    ])
    expect(forms[0]?.price).toEqual({ credits: 20, perSecond: null })
    expect(await house.childrenOf(id)).toEqual([])
  })

  test.each([
    ['--change the sky --into a storm at dusk', 'Change the sky into a storm at dusk. Keep everything else exactly as it is.'],
    [
      '--change "the sky" --where above the hills --into a storm',
      'Change the sky, above the hills into a storm. Keep everything else exactly as it is.',
    ],
    ['--into make it night', 'make it night'],
  ])('by words is four stills of that still, without a mask: %s', async (line, prompt) => {
    const house = await openHouse({ models })
    const { id } = await still(house)
    const { sentences } = await house.say('fix', `${id} ${line}`)
    expect(sentences).toEqual([])
    const made = await house.childrenOf(id)
    expect(made).toHaveLength(4)
    expect(new Set(made.map(({ request }) => request.seed)).size).toBe(4)
    for (const { mode, model, request } of made) {
      expect({ mode, model, prompt: request.prompt, mask: request.mask }).toEqual({ mode: 'i2i', model: 'stills', prompt, mask: undefined })
      expect(request.firstFrame?.url).toBe(`media:${(await house.studio.find(id)).generation.clip?.video.key}`)
    }
  })

  test.each([
    ['--field top-left --field top', 2 / 9],
    ['--field "top left"', 1 / 9],
    ['--field middle --invert', 8 / 9],
  ])('by fields has a mask of its own: %s', async (line, share) => {
    const house = await openHouse({ models })
    const { id } = await still(house)
    const { sentences } = await house.say('fix', `${id} --into a storm ${line} --takes 1`)
    expect(sentences).toEqual([])
    const [made, ...more] = await house.childrenOf(id)
    expect([made?.request.prompt, more]).toEqual(['a storm', []])
    expect(await whiteOf(house, made?.request.mask)).toBeCloseTo(share)
  })

  test('takes fields in another language, and several from one field of a form', async () => {
    expect(readOptions(fix, { input: { kind: 'text', text: '3 --into 폭풍 --field "왼쪽 위"' }, attachments: [] })).toMatchObject({
      field: ['top-left'],
    })
    const values = { id: '3', prompt: 'a storm', field: 'top-left middle' }
    expect(readOptions(fix, { input: { kind: 'values', values }, attachments: [] })).toMatchObject({ field: ['top-left', 'middle'] })
  })

  test('by an attached mask takes that, in the size of the still', async () => {
    const house = await openHouse({ models })
    const { id } = await still(house)
    await house.say('fix', `${id} --change the sky --into a storm`, { attachments: [await attach(house, 192, 108)] })
    const [made] = await house.childrenOf(id)
    expect(made?.request).toMatchObject({
      prompt: 'the sky: a storm',
      mask: { name: 'sky.png', url: expect.stringMatching(/^media:inputs[/]/) },
    })
    expect(await whiteOf(house, made?.request.mask)).toBeCloseTo(1 / 3)
  })

  test('is made by another model where its own cannot, which is said', async () => {
    const house = await openHouse({ models })
    const { id } = await still(house, 'gone')
    await house.say('fix', `${id} --into a storm --field top`)
    const [masked] = await house.childrenOf(id)
    expect(masked).toMatchObject({
      model: 'fill',
      warnings: [say('fit.otherModelMakes', { model: 'gone', mode: 'i2i', other: 'fill' })],
    })
    const filled = await still(house, 'fill')
    await house.say('fix', `${filled.id} --into a storm`)
    expect((await house.childrenOf(filled.id))[0]?.model).not.toBe('fill')
  })

  test.each([
    ['--into a storm --field top --where above', 'Say where in one way: in words, by fields, by a mask, or drawn on the page.'],
    ['--into a storm --invert', 'Everything but what? Name a field or attach a mask.'],
    ['--into a storm --field top --takes 5', 'takes must be a whole number from 1 to 4. You gave 5.'],
    ['--into a storm --field up', expect.stringMatching(/^field must be one of top left, top, .* You gave up\.$/)],
  ])('says why not, before anything is held: %s', async (line, sentence) => {
    const house = await openHouse({ models })
    const { id } = await still(house)
    const { sentences } = await house.say('fix', `${id} ${line}`)
    expect(sentences).toEqual([sentence])
    expect(await house.childrenOf(id)).toEqual([])
  })

  test('refuses a mask of another shape before anything is held', async () => {
    const house = await openHouse({ models })
    const { id } = await still(house)
    const { sentences } = await house.say('fix', `${id} --into a storm`, { attachments: [await attach(house, 54, 54)] })
    expect(sentences).toEqual(['This mask has 54×54 pixels and the still 96×54. Make the mask in the size of the still, or in its shape.'])
    expect(await house.childrenOf(id)).toEqual([])
  })

  test('looks at who asks, and where, before a mask is fetched or made', async () => {
    const house = await openHouse({ models })
    const { id } = await still(house)
    const mod = { id: 'mo', name: 'Mo', moderator: true }
    const tries = async () => [
      ...(await house.say('fix', `${id} --into a storm`, { attachments: [await attach(house)] })).sentences,
      ...(await house.say('fix', `${id} --into a storm --field top`)).sentences,
      ...(await house.say('fix', `${id} --draw`)).sentences,
    ]
    const three = (sentence: string) => [sentence, sentence, sentence]
    await house.say('block', '@ann spam', mod)
    expect(await tries()).toEqual(three('You are blocked from making clips here. Ask a moderator about it. Reason: spam'))
    await house.say('unblock', '@ann', mod)
    await house.say('queue', 'pause moving house', mod)
    expect(await tries()).toEqual(three('Making clips is paused here. Try again later. Reason: moving house'))
    expect(await Array.fromAsync(house.storage.mediaStore.list('inputs/'))).toEqual([])
    await house.say('queue', 'resume', mod)
    expect((await house.say('fix', `${id} --into a storm --field top`)).sentences).toEqual([])
  })

  test('takes thirty masks an hour of which nothing comes, and any number of others', async () => {
    const clock = { ahead: 0, now: () => Date.now() + clock.ahead }
    const house = await openHouse({ models, parts: { clock } })
    const { id } = await still(house)
    const ask = async (more = '') => (await house.say('fix', `${id} --into a storm --field top --takes 1 ${more}`)).sentences
    for (let at = 0; at < 3; at += 1) expect(await ask()).toEqual([])
    for (let at = 0; at < 30; at += 1) expect(await ask('--model nobody')).toEqual([expect.stringContaining('nobody')])
    expect(await ask()).toEqual(['You sent 30 masks within an hour of which no still came. Try again in 60 min.'])
    expect((await house.say('fix', `${id} --into a storm --takes 1`)).sentences).toEqual([])
    clock.ahead += 3_660_000
    expect(await ask()).toEqual([])
  })

  test('of a still that is too large goes by words alone, which is said before anything is fetched', async () => {
    const house = await openHouse({ models })
    const video = { ...sampleClip('x').poster, width: 4097, height: 4096 }
    const { id } = await house.clip({ request: { mode: 't2i', prompt: 'a hill', model: 'stills' }, clip: { video } })
    const sentence =
      'This still has 4097×4096 pixels. A mask or fields work on stills of up to 16 megapixels, so say in words what is to change, and where.'
    expect((await house.say('fix', `${id} --into a storm --field top`)).sentences).toEqual([sentence])
    expect((await house.say('fix', `${id} --into a storm`, { attachments: [await attach(house)] })).sentences).toEqual([sentence])
    expect((await house.say('fix', `${id} --draw`)).sentences).toEqual([sentence])
    expect(await Array.fromAsync(house.storage.mediaStore.list('inputs/'))).toEqual([])
    expect(await house.childrenOf(id)).toEqual([])
    expect((await house.say('fix', `${id} --change the sky --into a storm`)).sentences).toEqual([])
  })

  test('does not go on without words', async () => {
    const house = await openHouse({ models })
    const { id } = await still(house)
    const sentence = 'A fix needs words. Say what should be there instead.'
    expect((await house.press('fix', id, { prompt: ' ', field: 'top' })).sentences).toEqual([sentence])
    expect((await house.say('fix', id, { attachments: [await attach(house)] })).sentences).toEqual([sentence])
    expect(await house.childrenOf(id)).toEqual([])
  })

  test('is for stills alone', async () => {
    const house = await openHouse({ models: [fakeModel(), ...models] })
    const { id } = await house.clip()
    const { sentences } = await house.say('fix', `${id} --into a storm`)
    expect(sentences).toEqual(['Only stills can be fixed, and that is a clip. Fix the still before it moves, or use /edit.'])
  })

  test('gives the one who asks a link to draw the mask, where they reach the bot', async () => {
    const house = await openHouse({ models })
    const { id } = await still(house)
    const { replies } = await house.say('fix', `${id} --draw`)
    expect(replies).toMatchObject([
      { isPrivate: true, post: { links: [{ label: 'Draw the mask', url: expect.stringMatching(/^[/]canvas[/][\w-]+[.][\w-]+$/) }] } },
    ])
    const { sentences } = await house.say('fix', `${id} --draw --field top`)
    expect(sentences).toEqual(['Say where in one way: in words, by fields, by a mask, or drawn on the page.'])
  })
})
