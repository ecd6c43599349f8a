import { describe, expect, test } from 'vitest'
import type { ResolvedRequest } from '../../../src/core/request.ts'
import type { Catalogue } from '../../../src/core/words/catalogue.ts'
import { type Sentence, say } from '../../../src/core/words/sentence.ts'
import { newAttempt } from '../../contracts/provider-contract.ts'
import { refused, textInput } from '../../support/provider-input.ts'
import { accept, inputsAt, openBench, requestOf } from './bench.ts'

describe('our workflows', () => {
  const files = {
    i2v: [textInput('firstFrame', 'one', { width: 1200, height: 800 })],
    both: [textInput('firstFrame', 'one'), textInput('lastFrame', 'two')],
  }
  const uploaded = (text: string) => `moodreel/${textInput('firstFrame', text).sha256}.png`

  test('an image is uploaded under its hash and gives the clip its ratio', async () => {
    const { server, provider } = await openBench()
    await accept(provider, requestOf({ mode: 'i2v', resolution: '480p' }, { target: 'wan-2.2-i2v', inputs: files.i2v }))
    expect([...server.uploads]).toEqual([[uploaded('one'), { type: 'image/png', text: 'one' }]])
    expect(inputsAt(server, '97')).toEqual({ image: uploaded('one') })
    expect(inputsAt(server, '98')).toMatchObject({ width: 720, height: 480, start_image: ['97', 0] })
    expect(inputsAt(server, '98')).not.toHaveProperty('end_image')
  })

  test('a last frame is taken when there is one', async () => {
    const { server, provider } = await openBench()
    await accept(provider, requestOf({ mode: 'i2v', aspectRatio: '1:1' }, { target: 'wan-2.2-i2v', inputs: files.both }))
    expect(inputsAt(server, '99')).toEqual({ image: uploaded('two') })
    expect(inputsAt(server, '98')).toMatchObject({ width: 480, height: 480, end_image: ['99', 0] })
  })

  test.each(['ltx-2-t2v', 'ltx-2-i2v'])('%s begins at half the size, in steps of eight frames', async (target) => {
    const { server, provider } = await openBench()
    const inputs = target === 'ltx-2-i2v' ? files.i2v : []
    const shape = { durationSeconds: 4, fps: 30, aspectRatio: '16:9', resolution: '720p', extras: { steps: 30 } }
    await accept(provider, requestOf({ ...shape, generateAudio: true }, { target, inputs }))
    expect(inputsAt(server, '43')).toMatchObject({ width: 640, height: 352, length: 121 })
    expect(inputsAt(server, '51')).toMatchObject({ frames_number: 121, frame_rate: 30 })
    expect(inputsAt(server, '97')).toMatchObject({ fps: 30, audio: ['96', 0] })
    expect(inputsAt(server, '9')).toMatchObject({ steps: 30 })
  })

  test('no sound means no sound track', async () => {
    const { server, provider } = await openBench()
    await accept(provider, requestOf({ generateAudio: false }, { target: 'ltx-2-t2v' }))
    expect(inputsAt(server, '97')).not.toHaveProperty('audio')
  })

  test.each<[Partial<ResolvedRequest>, number]>([
    [{ durationSeconds: 1 }, 17],
    [{ durationSeconds: 2.5 }, 41],
    [{ durationSeconds: 5 }, 81],
    [{ durationSeconds: 0.01 }, 5],
  ])('%o makes %i frames', async (fields, length) => {
    const { server, provider } = await openBench()
    await accept(provider, requestOf(fields))
    expect(inputsAt(server, '59')).toMatchObject({ length })
  })

  test('a video is drawn anew, as many frames as it has', async () => {
    const { server, provider } = await openBench()
    const of = (durationSeconds: number) => textInput('video', 'film', { durationSeconds, fps: 24, width: 1920, height: 1080 })
    const request = (seconds: number) =>
      requestOf({ mode: 'v2v', resolution: '480p' }, { target: 'wan-2.1-vace-v2v', inputs: [of(seconds)] })
    await accept(provider, request(3))
    expect(inputsAt(server, '145')).toEqual({ file: `moodreel/${of(3).sha256}.mp4` })
    expect(inputsAt(server, '49')).toMatchObject({ width: 848, height: 480, length: 69 })
    expect(refused(await provider.submit(request(6), newAttempt())).message).toEqual(
      say('model.mostFrames', { model: 'plain', frames: 144, most: 121 }),
    )
  })

  test('a very long or tall picture makes no giant', async () => {
    const { server, provider } = await openBench()
    const inputs = [textInput('firstFrame', 'one', { width: 100, height: 4000 })]
    await accept(provider, requestOf({ mode: 'i2v' }, { target: 'wan-2.2-i2v', inputs }))
    expect(inputsAt(server, '98')).toMatchObject({ width: 480, height: 1120 })
  })
})

describe('what the workflow has no slot for is refused before anything is begun', () => {
  const model = 'plain'
  const no = (part: keyof Catalogue['part']) => say('model.takesNo', { model, part: say(`part.${part}`) })
  test.each<[Partial<ResolvedRequest>, Parameters<typeof requestOf>[1], Sentence]>([
    [{ fps: 30 }, {}, no('fps')],
    [{ strength: 0.5 }, {}, no('strength')],
    [{ camera: 'orbit' }, {}, no('camera')],
    [{ motion: 'low' }, {}, no('motion')],
    [{ loop: true }, {}, no('loop')],
    [{ speech: 'Hi' }, {}, no('speech')],
    [{ expandPrompt: false }, {}, no('expandPrompt')],
    [{ shots: [{ prompt: 'a' }, { prompt: 'b' }] }, {}, no('shots')],
    [{ extras: { steps: 30 } }, {}, say('model.noInput', { model, input: 'steps' })],
    [{ extras: { constructor: 30 } }, {}, say('model.noInput', { model, input: 'constructor' })],
    [{ generateAudio: false }, {}, say('model.alwaysSound', { model })],
    [{}, { inputs: [textInput('firstFrame')] }, no('firstFrame')],
    [{}, { inputs: [textInput('referenceImages')] }, no('referenceImages')],
    [{}, { inputs: [textInput('style')] }, no('style')],
    [{}, { inputs: [textInput('referenceVideos')] }, no('referenceVideos')],
    [{}, { target: 'wan-2.2-i2v' }, say('model.needs', { model, part: say('part.firstFrame') })],
    [{}, { target: 'nobody' }, say('provider.noWorkflow', { workflow: 'nobody' })],
  ])('%o %o', async (fields, row, message) => {
    const { server, provider } = await openBench()
    expect(refused(await provider.submit(requestOf(fields, row), newAttempt())).message).toEqual(message)
    expect(server.heard).toEqual([])
  })
})
