import { expect, test } from 'vitest'
import type { Model } from '../../src/core/model.ts'
import type { Provider } from '../../src/core/provider.ts'
import { isCostlyInput } from '../../src/studio/admission/costly-input.ts'
import { openSpendingHouse, remoteModel, type SpendingHouse } from '../support/spending-house.ts'

/** A shop with every model that anybody names, made by the vendor of the tests, with inputs that cost and inputs that do not. */
const shop = (house: () => SpendingHouse): Provider => ({
  name: 'shop',
  describe: async (name): Promise<Model> =>
    remoteModel({
      name,
      title: name,
      provider: 'shop',
      price: {},
      extras: ['num_outputs', 'num_frames', 'disable_safety_checker', 'guidance_scale', 'style'],
    }),
  submit: async (request, attempt) => {
    const response = await fetch(new URL('/jobs', house().vendor.url), {
      method: 'POST',
      body: JSON.stringify({ attempt: attempt.id, mode: request.request.mode, prompt: request.request.prompt, seed: 1, inputs: [] }),
    })
    return { kind: 'accepted', operation: await response.json() }
  },
  poll: async () => ({ kind: 'failed', error: { class: 'internal', message: 'The shop could not make this clip; try another prompt.' } }),
})

const open = async (unlisted: boolean): Promise<SpendingHouse> => {
  const house: SpendingHouse = await openSpendingHouse({
    limits: { unlisted },
    models: [remoteModel({ price: { usdPerClip: 0.9 } })],
    providers: [shop(() => house)],
  })
  return house
}

test('a model that is not listed is off for those whose tier does not name it, however it is asked for', async () => {
  const house = await open(false)
  const said = async (line: string, presser = {}) => (await house.say('t2v', line, presser)).sentences[0]
  for (let round = 0; round < 20; round += 1) {
    expect(await said(`a boat --model someone/model${round}`)).toMatch(/^You can only use listed models\./)
  }
  expect(await said('a boat --model fal:someone/model/of-theirs')).toMatch(/^You can only use listed models\./)
  expect(await said('a boat --model Someone/Model', { moderator: true, workspace: 'direct:eve' })).toMatch(
    /^You can only use listed models\./,
  )
  expect(house.vendor.jobs).toEqual([])
})

test('where a tier turns them on, they count as for adults, their names are read, and costly inputs are refused', async () => {
  const house = await open(true)
  const said = async (line: string, presser = {}) => (await house.say('t2v', line, presser)).sentences[0]
  expect(await said('a boat --model someone/model', { ageRestricted: false })).toMatch(/is for age-restricted channels only/)
  expect(await said('a boat --model someone/hardcore-porn-xl')).toMatch(/not made here|outside age-restricted|adult|explicit|sexual/i)
  for (const input of ['num_outputs=4', 'num_frames=900', 'disable_safety_checker=true']) {
    expect(await said(`a boat --model someone/model --set ${input}`)).toMatch(/has no input \w+. It has guidance_scale, style\.$/)
  }
  expect(house.vendor.jobs).toEqual([])
  expect(await said('a boat --model someone/model --set guidance_scale=7')).toBeUndefined()
  await house.over()
  // Nobody said what it costs: the operator's price for such a clip, charged although it failed.
  expect([house.vendor.jobs.length, (await house.books()).ledger, (await house.books()).roof]).toEqual([1, 50, { spent: 50, clips: 1 }])
})

test.each([
  ...['num_outputs', 'num_frames', 'n', 'batch_size', 'num_images', 'frames', 'disable_safety_checker', 'safety_tolerance'],
  ...['numOutputs', 'maxFrames', 'video_length', 'num_inference_steps', 'frameCount', 'NumberOfVideos', 'enable-nsfw', 'upscale_factor'],
  ...['hdr', 'exr_export', 'bitrate_mode', 'enable_web_search', 'thinking_level', 'model', 'elements', 'voice_ids'],
  ...['extend_video', 'n_samples', 'numframes', 'moderation', 'sampleCount', 'lora_url', 'output_quality', 'disablesafetychecker'],
])('nobody sets %s for a model that is not listed', (name) => {
  expect(isCostlyInput(name)).toBe(true)
})

test.each(['guidance_scale', 'cfg', 'style', 'sampler', 'motion_bucket_id', 'camera_motion', 'prompt_strength', 'shift', 'go_fast'])(
  '%s costs nothing and may be set',
  (name) => {
    expect(isCostlyInput(name)).toBe(false)
  },
)
