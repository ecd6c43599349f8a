import { describe, expect, test } from 'vitest'
import { mapRequest } from '../../../providers/runway/map-request.ts'
import type { ProviderInput } from '../../../src/core/provider.ts'
import type { ResolvedRequest } from '../../../src/core/request.ts'
import { inWords } from '../../../src/core/words/in-words.ts'
import { providerInput } from '../../support/provider-input.ts'
import { requestOf } from './bench.ts'
import { createSchemas } from './schemas.ts'

const [first, last, video] = [providerInput('firstFrame'), providerInput('lastFrame'), providerInput('video')]
const paths = { textToVideo: '/v1/text_to_video', imageToVideo: '/v1/image_to_video', videoToVideo: '/v1/video_to_video' }

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
  return createSchemas[paths[mapped.endpoint]]?.parse(mapped.body)
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
  ])('%s: %o', async (target, fields, inputs, body) => {
    expect(await map(target, fields, inputs)).toEqual({ model: target, ...common, ...body })
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
    ['aleph2', { mode: 'v2v' }, [video, providerInput('referenceImages')], /takes no reference images/],
    ['gen9', {}, [], /cannot do t2v/],
  ])('%s: %o', async (target, fields, inputs, says) => {
    expect(await map(target, fields, inputs)).toMatch(says)
  })
})
