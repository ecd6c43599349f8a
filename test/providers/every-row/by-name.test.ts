import { describe, expect, test } from 'vitest'
import { readModels } from '../../../config/models.ts'
import { tierSchema } from '../../../src/core/tier.ts'
import { createFakeProvider } from '../../support/fake-provider.ts'
import { openHouse } from '../../support/open-house.ts'

const { models } = await readModels(undefined)
const everybody = [...new Set(models.map(({ provider }) => provider))]
const tier = tierSchema.parse({
  name: 'default',
  clipsPerDay: 1_000,
  inFlight: 500,
  queued: 500,
  longestSeconds: 60,
  creditsPerMonth: 1_000_000,
})

/** The bot of an operator who has set up these providers; nothing is made. */
const openFor = async (providers: readonly string[]) => {
  const house = await openHouse({
    models,
    parts: { providers: new Map(providers.map((name) => [name, createFakeProvider(name)])), tiers: { default: tier, all: [tier] } },
  })
  await house.say('settings', '--ask-above 100000')
  /** The model that makes what somebody asks for by a name, or the one sentence that they are answered. */
  return async (command: string, name: string): Promise<string> => {
    const attachments =
      command === 't2v'
        ? []
        : [command === 'i2v' ? { url: 'https://cdn.example/1', name: '1.png' } : { url: 'https://cdn.example/2', name: '2.mp4' }]
    const known = new Set((await house.storage.generations.open()).map(({ id }) => id))
    const { sentences } = await house.say(command, `a paper boat --model "${name}"`, { attachments })
    const made = (await house.storage.generations.open()).filter(({ id }) => !known.has(id))
    expect([sentences.length, made.length]).toContain(1)
    expect(sentences.length + made.length).toBe(1)
    return sentences[0] ?? (await house.studio.find(made[0]?.id ?? '')).generation.model
  }
}

const sora = 'sora-2 is not available: OpenAI shut Sora down on 2026-09-24. Use veo-3.1 instead.'
const veo2 = 'veo-2 is not available: Google retired Veo 2 on 2026-06-30. Use veo-3.1 instead.'
const veo3 = 'veo-3 is not available: Google retired Veo 3 on 2026-06-30. Use veo-3.1 instead.'
const whisk = 'whisk-animate is not available: Google offers no API for it, but /i2v makes the same from an image. Use veo-3.1 instead.'

/** What people type of the systems that they know, and who makes it or what they are told where every provider is set up. */
const table: readonly (readonly [command: string, name: string, answer: string])[] = [
  ['t2v', 'sora', sora],
  ['t2v', 'Sora 2', sora],
  ['t2v', 'OpenAI Sora', sora],
  ['t2v', 'veo2', veo2],
  ['t2v', 'Google Veo 2', veo2],
  ['t2v', 'veo 3', veo3],
  ['i2v', 'Veo-3', veo3],
  ['t2v', 'Veo 3.1', 'veo-3.1'],
  ['i2v', 'veo', 'veo-3.1'],
  ['i2v', 'gen-4', 'gen4-turbo'],
  ['i2v', 'Runway Gen-4', 'gen4-turbo'],
  ['t2v', 'gen 4', 'gen-4.5'],
  ['t2v', 'T2V-01-Director', 'video-01-director'],
  ['i2v', 'i2v 01 director', 'video-01-director'],
  ['t2v', 'step video', 'step-video-t2v'],
  ['t2v', 'Step-Video-T2V', 'step-video-t2v'],
  ['t2v', 'hummingbird', 'hummingbird-xt'],
  ['i2v', 'AMD Hummingbird', 'hummingbird-xt'],
  ['i2v', 'whisk animate', whisk],
  ['i2v', 'Google Whisk Animate', whisk],
  ['i2v', 'I2V3D', 'i2v3d'],
  ['t2v', 'Kling 3.0', 'kling-v3'],
  ['i2v', 'kling', 'kling-v3'],
  ['t2v', 'VideoGen', 'videogen'],
]

describe('every system that people ask for by a name of theirs', () => {
  test('makes a clip, or says in one sentence what to take', async () => {
    const ask = await openFor(everybody)
    for (const [command, name, answer] of table) expect([command, name, await ask(command, name)]).toEqual([command, name, answer])
  })

  test('is made by whoever offers the same, where only that one is set up', async () => {
    const ask = await openFor(['local', 'minimax', 'veo', 'kling'])
    expect(await ask('t2v', 'T2V-01-Director')).toBe('t2v-01-director-minimax')
    expect(await ask('i2v', 'I2V-01-Director')).toBe('i2v-01-director-minimax')
    expect(await ask('t2v', 'veo 3.1')).toBe('veo-3.1-vertex')
    expect(await ask('t2v', 'kling 3')).toBe('kling-v3-kling')
    expect(await ask('t2v', 'sora')).toBe(sora.replace('veo-3.1', 'veo-3.1-vertex'))
  })

  test('says what to take where nobody is set up', async () => {
    const ask = await openFor(['local'])
    for (const [command, name] of table) {
      expect([name, await ask(command, name)]).toEqual([name, expect.stringMatching(/^\S+ is not available: .+\. Use local instead\.$/)])
    }
  })
})
