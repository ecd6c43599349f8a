import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { readModels } from '../../config/models.ts'
import type { Model } from '../../src/core/model.ts'
import { defineProvider } from '../../src/core/provider.ts'
import { modelTable } from '../../src/program/model-table.ts'
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

const marks = ['<!-- models -->', '<!-- /models -->'] as const

test('the table of docs/providers.md is that of `npm run models -- --table`; `npx vitest run test/program/print-models.test.ts -u` writes it', async () => {
  const path = fileURLToPath(new URL('../../docs/providers.md', import.meta.url))
  const [before, rest = ''] = (await readFile(path, 'utf8')).split(marks[0])
  const after = rest.split(marks[1])[1]
  const { models } = await readModels(undefined)
  await expect(`${before}${marks[0]}\n\n${modelTable(models).join('\n')}\n\n${marks[1]}${after}`).toMatchFileSnapshot(path)
})

test('every system of which people have heard stands in the table, with what is so', async () => {
  const { models } = await readModels(undefined)
  const lines = modelTable(models)
  const lineOf = (name: string): string => lines.find((line) => line.startsWith(`| \`${name}\` `)) ?? ''
  for (const name of [
    'gen4-turbo-runway',
    't2v-01-director-minimax',
    'i2v-01-director-minimax',
    'step-video-t2v',
    'hummingbird-xt',
    'i2v3d',
    'kling-v3',
    'videogen',
  ]) {
    expect(lineOf(name)).toMatch(/^\|( [^|]+ \|){10}$/)
  }
  for (const name of ['sora-2', 'veo-2', 'veo-3', 'whisk-animate']) expect(lineOf(name)).toMatch(/, use `veo-3\.1` \|$/)
})
