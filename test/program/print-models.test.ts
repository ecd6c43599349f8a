import { expect, test } from 'vitest'
import { z } from 'zod'
import { readModels } from '../../config/models.ts'
import type { Model } from '../../src/core/model.ts'
import { defineProvider } from '../../src/core/provider.ts'
import { printModels } from '../../src/program/print-models.ts'
import { quietLog } from '../support/quiet-log.ts'
import { sampleModel } from '../support/sample-model.ts'

const cloud = defineProvider({
  name: 'cloud',
  setup: 'Set CLOUD_KEY.',
  settings: z.object({ CLOUD_KEY: z.string().optional() }),
  create: ({ CLOUD_KEY }) =>
    CLOUD_KEY === undefined
      ? null
      : {
          name: 'cloud',
          submit: async () => ({ kind: 'unknown', reason: 'only a name' }),
          poll: async () => ({ kind: 'queued' }),
          inspect: async ({ name }) =>
            name === 'gone'
              ? { kind: 'unavailable', reason: 'the vendor took it away' }
              : { kind: 'available', drift: ['it takes no seed'] },
        },
})

const print = async (rows: Model[], environment: Record<string, string>): Promise<string[]> => {
  const lines: string[] = []
  const tools = { log: quietLog, publicUrl: undefined, print: (line: string) => void lines.push(line.replace(/ {2,}/g, ' | ')) }
  await printModels({ rows, definitions: new Map([['cloud', cloud]]) }, environment, tools)
  return lines
}

test('prints each model with its modes, its price and whether it is available', async () => {
  const rows = [
    sampleModel({
      name: 'there',
      provider: 'cloud',
      price: { usdPerSecond: 0.1, cases: [{ when: { resolution: '480p' }, usdPerSecond: 0.05 }] },
    }),
    sampleModel({ name: 'gone', provider: 'cloud', price: { usdPerClip: 0.5 } }),
  ]
  expect(await print(rows, { CLOUD_KEY: 'key' })).toEqual([
    'model | modes | grade | provider | price | state',
    'there | t2v i2v v2v | standard | cloud | 10 credits per second, other for some settings | available; it takes no seed',
    'gone | t2v i2v v2v | standard | cloud | 50 credits per clip | unavailable: the vendor took it away',
  ])
  expect((await print(rows, {}))[2]).toContain('unavailable: the provider cloud is not set up')
})

test('our own catalogue says what became of the models that people still ask for', async () => {
  const { models } = await readModels(undefined)
  const lines = await print(models, {})
  for (const name of ['sora-2', 'veo-2', 'veo-3', 'whisk-animate']) {
    expect(lines.find((line) => line.startsWith(`${name} |`))).toMatch(/\| - \| unavailable: .*; use veo-3\.1$/)
  }
})
