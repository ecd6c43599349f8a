import { describe, expect, test } from 'vitest'
import { mapRequest } from '../../../providers/runway/map-request.ts'
import type { Json } from '../../../src/core/json.ts'
import type { ProviderInput } from '../../../src/core/provider.ts'
import type { ResolvedRequest } from '../../../src/core/request.ts'
import { inWords } from '../../../src/core/words/in-words.ts'
import { providerInput } from '../../support/provider-input.ts'
import { requestOf } from './bench.ts'
import { checkCreate } from './check-create.ts'

const [first, last, video] = [providerInput('firstFrame'), providerInput('lastFrame'), providerInput('video')]
const [reference, otherVideo, sound] = [
  providerInput('referenceImages'),
  providerInput('referenceVideos'),
  providerInput('referenceAudios'),
]
const paths = {
  textToVideo: '/v1/text_to_video',
  imageToVideo: '/v1/image_to_video',
  videoToVideo: '/v1/video_to_video',
  textToImage: '/v1/text_to_image',
}

/** The body, which Runway would take; or the sentence. The address of a file is its role. */
const map = async (target: string, fields: Partial<ResolvedRequest>, inputs: ProviderInput[] = []) => {
  const asked: string[] = []
  const mapped = await mapRequest(requestOf(fields, { target, inputs }), async ({ role }) => {
    asked.push(role)
    return `runway://${role}`
  })
  if ('problem' in mapped) {
    expect(asked).toEqual([])
    return inWords(mapped.problem, 'en')
  }
  expect(checkCreate(paths[mapped.endpoint], mapped.body)).toEqual([])
  return mapped.body
}

const common = { promptText: 'a paper boat', seed: 42 }
const [frame, end] = ['runway://firstFrame', 'runway://lastFrame']

describe('our words become Runway’s', () => {
  test.each<[string, Partial<ResolvedRequest>, ProviderInput[], object]>([
    ['gen4.5', { seed: 0, durationSeconds: 8, aspectRatio: '9:16' }, [], { seed: 0, duration: 8, ratio: '720:1280' }],
    ['gen4.5', { generateAudio: false }, [], { duration: 5, ratio: '1280:720' }],
    ['gen4.5', { mode: 'i2v', durationSeconds: 10 }, [first], { duration: 10, ratio: '1280:720', promptImage: frame }],
    ['gen4.5', { mode: 'i2v', aspectRatio: '21:9' }, [first], { duration: 5, ratio: '1584:672', promptImage: frame }],
    [
      'gen4_turbo',
      { mode: 'i2v', durationSeconds: 5, aspectRatio: '3:4' },
      [first],
      { duration: 5, ratio: '832:1104', promptImage: frame },
    ],
    ['veo3.1', { durationSeconds: 6, resolution: '1080p', aspectRatio: '9:16' }, [], { duration: 6, ratio: '1080:1920' }],
    [
      'veo3.1_fast',
      { generateAudio: false, negativePrompt: 'fog' },
      [],
      { duration: 8, ratio: '1280:720', audio: false, negativePrompt: 'fog' },
    ],
    [
      'veo3.1',
      { mode: 'i2v', generateAudio: true, resolution: '720p' },
      [first, last],
      {
        duration: 8,
        ratio: '1280:720',
        audio: true,
        promptImage: [
          { position: 'first', uri: frame },
          { position: 'last', uri: end },
        ],
      },
    ],
    ['aleph2', { mode: 'v2v' }, [video], { videoUri: 'runway://video' }],
    ['aleph2', { mode: 'v2v', aspectRatio: '1:1' }, [video], { videoUri: 'runway://video', targetAspectRatio: '1:1' }],
    [
      'seedance2',
      { resolution: '2160p', aspectRatio: '21:9', durationSeconds: 15, generateAudio: false },
      [reference, otherVideo, sound],
      {
        duration: 15,
        ratio: '3840:1646',
        audio: false,
        references: [{ uri: 'runway://referenceImages' }],
        referenceVideos: [{ type: 'video', uri: 'runway://referenceVideos' }],
        referenceAudio: [{ type: 'audio', uri: 'runway://referenceAudios' }],
      },
    ],
    [
      'seedance2_5',
      { mode: 'i2v', durationSeconds: 30, resolution: '480p' },
      [first, last],
      {
        duration: 30,
        ratio: '854:480',
        promptImage: [
          { position: 'first', uri: frame },
          { position: 'last', uri: end },
        ],
      },
    ],
    ['seedance2_fast', { resolution: '480p', aspectRatio: '3:4' }, [], { duration: 5, ratio: '560:752' }],
    ['seedance2_mini', { mode: 'i2v' }, [first], { duration: 5, ratio: '1280:720', promptImage: [{ position: 'first', uri: frame }] }],
    [
      'h3_max',
      { durationSeconds: 6, resolution: '480p', expandPrompt: false },
      [],
      { duration: 6, resolution: '480p', promptExpansionMode: 'disabled' },
    ],
    [
      'h3_max',
      { mode: 'i2v', resolution: '768p', expandPrompt: true },
      [first],
      { duration: 5, resolution: '768p', promptExpansionMode: 'balanced', promptImage: [{ position: 'first', uri: frame }] },
    ],
    ['gen4_image', { mode: 't2i', resolution: '720p', aspectRatio: '1:1' }, [], { ratio: '720:720' }],
    [
      'gen4_image',
      { mode: 'i2i', resolution: '1080p' },
      [first, reference],
      { ratio: '1920:1080', referenceImages: [{ uri: frame }, { uri: 'runway://referenceImages' }] },
    ],
    ['gen4_image_turbo', { mode: 'i2i' }, [first], { ratio: '1920:1080', referenceImages: [{ uri: frame }] }],
  ])('%s: %o', async (target, fields, inputs, body) => {
    expect(await map(target, fields, inputs)).toEqual({ model: target, ...common, ...body })
  })

  test.each<[string, Partial<ResolvedRequest>, ProviderInput[], object]>([
    ['wan3', { durationSeconds: 30, resolution: '480p', generateAudio: true }, [], { duration: 30, ratio: '832:480', audio: true }],
    ['wan3_prime', {}, [sound], { ratio: '1280:720', referenceAudio: [{ type: 'audio', uri: 'runway://referenceAudios' }] }],
    ['wan3', { mode: 'i2v', resolution: '1080p' }, [first], { ratio: 'auto_1080p', promptImage: [{ position: 'first', uri: frame }] }],
    ['hailuo3', { resolution: '1440p', aspectRatio: '4:3' }, [], { ratio: '4:3', resolution: '2k' }],
    ['hailuo3', { mode: 'i2v' }, [first], { ratio: 'adaptive', resolution: '768p', promptImage: [{ position: 'first', uri: frame }] }],
    [
      'hailuo3',
      { mode: 'i2v', aspectRatio: '9:16' },
      [first],
      { ratio: '9:16', resolution: '768p', promptImage: [{ position: 'first', uri: frame }] },
    ],
    [
      'gemini_omni_flash_1.1',
      { resolution: '2160p', aspectRatio: '9:16' },
      [reference],
      { ratio: '2160:3840', references: [{ uri: 'runway://referenceImages' }] },
    ],
    ['gemini_omni_flash_1.1', { mode: 'i2v' }, [first], { ratio: '1280:720', promptImage: [{ position: 'first', uri: frame }] }],
    [
      'grok_imagine_1_5',
      { aspectRatio: '3:2' },
      [reference],
      { ratio: '3:2', resolution: '720p', references: [{ uri: 'runway://referenceImages' }] },
    ],
    ['grok_imagine_1_5', { mode: 'i2v', resolution: '1080p' }, [first], { resolution: '1080p', promptImage: frame }],
    ['happyhorse_1_0', { resolution: '1080p', aspectRatio: '4:3' }, [], { ratio: '1662:1248' }],
    ['happyhorse_1_0', { mode: 'i2v', resolution: '720p' }, [first], { resolution: '720p', promptImage: frame }],
  ])('and of a model without a seed none is sent: %s: %o', async (target, fields, inputs, body) => {
    expect(await map(target, fields, inputs)).toEqual({
      model: target,
      promptText: 'a paper boat',
      duration: 5,
      ...body,
    })
  })

  test.each<[string, Partial<ResolvedRequest>, object]>([
    ['is edited', {}, { mode: 'edit' }],
    ['goes on', { continues: true, durationSeconds: 8 }, { mode: 'extend', duration: 8 }],
  ])('a video %s', async (_, fields, body) => {
    const target = 'gemini_omni_flash_1.1'
    expect(await map(target, { mode: 'v2v', ...fields }, [video, reference])).toEqual({
      model: target,
      promptText: 'a paper boat',
      videoUri: 'runway://video',
      references: [{ uri: 'runway://referenceImages' }],
      ...body,
    })
  })

  test.each<[string, number, Json | undefined, object[]]>([
    ['one stands at the first moment', 1, undefined, [{ at: 0 }]],
    ['several are spread from the first moment to the last', 3, undefined, [{ at: 0 }, { at: 0.5 }, { at: 1 }]],
    ['where somebody said', 2, '0, 2.5', [{ seconds: 0 }, { seconds: 2.5 }]],
    ['one number is a second', 1, 3, [{ seconds: 3 }]],
    [
      'and for how long',
      2,
      ['0-2', '4-6'],
      [
        { seconds: 0, range: { start_seconds: 0, end_seconds: 2 } },
        { seconds: 4, range: { start_seconds: 4, end_seconds: 6 } },
      ],
    ],
  ])('reference images of Aleph are keyframes: %s', async (_, count, keyframes, places) => {
    const inputs = [video, ...Array.from({ length: count }, () => reference)]
    const fields = { mode: 'v2v' as const, prompt: '', ...(keyframes !== undefined && { extras: { keyframes } }) }
    expect(await map('aleph2', fields, inputs)).toEqual({
      model: 'aleph2',
      seed: 42,
      videoUri: 'runway://video',
      keyframes: places.map((place) => ({ ...place, uri: 'runway://referenceImages' })),
    })
  })

  test('an empty prompt is left out where it may be', async () => {
    expect(await map('gen4_turbo', { mode: 'i2v', prompt: ' ' }, [first])).not.toHaveProperty('promptText')
  })
})

describe('what Runway does not take is refused before anything is sent', () => {
  test.each<[string, Partial<ResolvedRequest>, ProviderInput[], RegExp]>([
    ['gen4.5', { aspectRatio: '1:1' }, [], /does not make 1:1/],
    ['gen4_turbo', { mode: 'i2v', aspectRatio: '16:10' }, [first], /does not make 16:10/],
    ['gen4_turbo', {}, [], /cannot do t2v/],
    ['gen4.5', { mode: 'i2v' }, [], /needs a first frame\./],
    ['gen4.5', { mode: 'i2v' }, [first, last], /takes no last frame/],
    ['gen4.5', { resolution: '1080p' }, [], /takes no resolution/],
    ['gen4.5', { generateAudio: true }, [], /takes no sound/],
    ['gen4.5', { negativePrompt: 'fog' }, [], /takes no negative prompt/],
    ['gen4.5', { camera: 'orbit' }, [], /takes no camera move/],
    ['gen4.5', { extras: { outputFormat: 'prores' } }, [], /no input outputFormat/],
    ['veo3.1', { durationSeconds: 5 }, [], /takes 8, 4 or 6 as duration\. This request has 5/],
    ['veo3.1', { resolution: '480p' }, [], /does not make 480p/],
    ['aleph2', { mode: 'v2v', durationSeconds: 5 }, [video], /takes no duration/],
    ['aleph2', { mode: 'v2v', aspectRatio: '5:4' }, [video], /does not make 5:4/],
    ['aleph2', { mode: 'v2v', prompt: ' ' }, [video], /needs a prompt/],
    ['aleph2', { mode: 'v2v' }, [video, ...Array.from({ length: 6 }, () => reference)], /at most 5 files as reference images/],
    [
      'aleph2',
      { mode: 'v2v', extras: { keyframes: '0' } },
      [video, reference, reference],
      /one time for each of its 2 reference images.*has 0\./,
    ],
    ['aleph2', { mode: 'v2v', extras: { keyframes: '0,1-2' } }, [video, reference, reference], /as keyframes/],
    ['aleph2', { mode: 'v2v', extras: { keyframes: '3-2' } }, [video, reference], /as keyframes/],
    ['aleph2', { mode: 'v2v', extras: { keyframes: { at: 0 } } }, [video, reference], /as keyframes/],
    ['aleph2', { mode: 'v2v' }, [video, last], /takes no last frame/],
    ['seedance2', {}, [first], /takes no first frame/],
    ['seedance2', { mode: 'i2v' }, [first, reference], /takes no reference images/],
    ['seedance2_fast', { resolution: '1080p' }, [], /does not make 1080p/],
    ['wan3', { mode: 'i2v', aspectRatio: '1:1' }, [first], /takes no aspect ratio/],
    ['h3_max', { aspectRatio: '16:9' }, [], /takes no aspect ratio/],
    ['h3_max', { resolution: '1440p' }, [], /does not make 1440p/],
    ['hailuo3', { aspectRatio: '3:2' }, [], /does not make 3:2/],
    ['grok_imagine_1_5', { resolution: '1080p' }, [reference], /does not make 1080p/],
    ['grok_imagine_1_5', { mode: 'i2v' }, [first, last], /takes no last frame/],
    ['gemini_omni_flash_1.1', { mode: 'v2v', durationSeconds: 5 }, [video], /takes no duration/],
    ['seedance2', { mode: 'v2v' }, [video], /cannot do v2v/],
    ['seedance2', { shots: [{ prompt: 'a' }, { prompt: 'b' }] }, [], /takes no shots/],
    ['wan3', { speech: 'hello' }, [], /takes no speech/],
    ['gen4_image_turbo', { mode: 't2i' }, [], /cannot do t2i/],
    ['gen4_image', { mode: 't2i', resolution: '2160p' }, [], /does not make 2160p/],
    ['gen9', {}, [], /cannot do t2v/],
  ])('%s: %o', async (target, fields, inputs, says) => {
    expect(await map(target, fields, inputs)).toMatch(says)
  })
})

describe('the contract server refuses as the vendor’s own types do', () => {
  const good = { model: 'gen4.5', promptText: 'a boat', ratio: '1280:720', duration: 5 }
  test.each<[string, string, object]>([
    ['a name that the types do not have', '/v1/text_to_video', { ...good, fps: 24 }],
    ['a name of another model', '/v1/text_to_video', { ...good, audio: true }],
    [
      'a name inside of another',
      '/v1/video_to_video',
      { model: 'aleph2', videoUri: 'runway://1', keyframes: [{ uri: 'runway://1', at: 0, second: 1 }] },
    ],
    ['a keyframe without a place', '/v1/video_to_video', { model: 'aleph2', videoUri: 'runway://1', keyframes: [{ uri: 'runway://1' }] }],
    ['another type', '/v1/text_to_video', { ...good, duration: '5' }],
    ['a word that is none of the list', '/v1/text_to_video', { ...good, ratio: '16:9' }],
    ['less than is needed', '/v1/text_to_video', { model: 'gen4.5', promptText: 'a boat', ratio: '1280:720' }],
    ['a model of another place', '/v1/text_to_video', { ...good, model: 'gen4_turbo' }],
    ['a number beyond the words beside the types', '/v1/text_to_video', { ...good, duration: 11 }],
    ['no address of a file', '/v1/video_to_video', { model: 'aleph2', videoUri: 'http://x.example/1.mp4' }],
  ])('%s', (_, path, body) => {
    expect(checkCreate(path, good)).toEqual(path.endsWith('text_to_video') ? [] : [expect.anything()])
    expect(checkCreate(path, body)).not.toEqual([])
  })
})
