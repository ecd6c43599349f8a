import { describe, expect, test } from 'vitest'
import upscale from '../../commands/upscale.ts'
import { completeValue } from '../../src/core/options/complete-options.ts'
import { describeOptions } from '../../src/core/options/describe-options.ts'
import { fakeModel, openHouse } from '../support/open-house.ts'
import { sampleClip } from '../support/sample-clip.ts'
import { say } from './say.ts'

const models = [
  fakeModel({ modes: ['t2v', 'i2v', 't2i'] }),
  fakeModel({ name: 'larger', modes: ['upscale-video', 'upscale-still'], seed: false, factors: [2, 4], resolutions: ['720p', '1080p'] }),
]

describe('upscale', () => {
  test.each([
    ['', { factor: 2, resolution: undefined }],
    [' 4x', { factor: 4, resolution: undefined }],
    [' --to x4', { factor: 4, resolution: undefined }],
    [' --to FHD', { factor: undefined, resolution: '1080p' }],
  ])('makes a clip larger, and its words stay with it: ID%s', async (line, size) => {
    const house = await openHouse({ models })
    const { id } = await house.clip({ request: { prompt: 'a boat' } })
    await house.say('upscale', `${id}${line}`)
    const [made] = await house.childrenOf(id)
    expect(made).toMatchObject({ mode: 'upscale-video', model: 'larger', warnings: [] })
    expect(made?.request).toMatchObject({ prompt: 'a boat', video: { url: `media:clips/${id}.mp4`, mediaType: 'video/mp4' } })
    const { factor, resolution } = made?.request ?? {}
    expect({ factor, resolution }).toEqual(size)
  })

  test('makes a still larger as a still', async () => {
    const house = await openHouse({ models })
    const { id } = await house.clip({ request: { mode: 't2i' }, clip: { video: sampleClip('x').poster } })
    await house.press('upscale', id)
    expect(await house.childrenOf(id)).toMatchObject([{ mode: 'upscale-still', request: { firstFrame: { mediaType: 'image/jpeg' } } }])
  })

  test.each([
    ['photo.png', 'upscale-still', 'firstFrame'],
    ['film.mov', 'upscale-video', 'video'],
    ['loop.gif', 'upscale-video', 'video'],
  ])('makes an attached file larger: %s', async (name, mode, role) => {
    const file = { url: 'https://cdn.example/file', name }
    expect((await say(upscale, '2x', { attachments: [file] })).drafts).toMatchObject([{ mode, [role]: file, factor: 2, prompt: '' }])
  })

  test('completes the models that make something larger', () => {
    const model = describeOptions(upscale).find(({ name }) => name === 'model')
    expect(model && completeValue('upscale', model, models, '').map(({ label }) => label)).toEqual(['larger'])
  })

  test.each([
    ['', '/upscale needs the number or ID of a clip, or a file.'],
    ['ID --to 480p', 'larger makes 720p or 1080p. You asked for 480p.'],
    ['ID --to 3x', 'larger makes things 2x or 4x larger. You asked for 3x.'],
    ['ID --to big', 'to must be how many times larger, such as 2x, or a height in pixels, such as 1080p. You gave big.'],
    ['ID --model plain', 'plain cannot make upscale-video. Choose larger.'],
  ])('says why not, before anything is held: %s', async (line, sentence) => {
    const house = await openHouse({ models })
    const { id } = await house.clip()
    const { sentences } = await house.say('upscale', line.replace('ID', id))
    expect(sentences).toEqual([sentence])
    expect(await house.childrenOf(id)).toEqual([])
  })

  test('says that a clip is as large already', async () => {
    const house = await openHouse({ models })
    const { id } = await house.clip({ clip: { video: { ...sampleClip('x').video, width: 1280, height: 720 } } })
    const { sentences } = await house.say('upscale', `${id} --to 720p`)
    expect(sentences).toEqual(['This has 1280×720 pixels, so 720p would not make it larger. Ask for more.'])
  })
})
