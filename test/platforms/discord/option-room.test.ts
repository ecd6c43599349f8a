import { expect, test } from 'vitest'
import { z } from 'zod'
import { nativeCommands } from '../../../src/platforms/discord/commands/commands.ts'
import { renderPost } from '../../../src/platforms/discord/post/render.ts'
import { loadCommands } from '../../../src/program/load.ts'
import { sampleModel } from '../../support/sample-model.ts'

const commandSchema = z.object({ name: z.string(), options: z.array(z.object({ name: z.string() })).default([]) })

test.each(['t2v', 'i2v', 'v2v'])('/%s has room for several references, and what is seldom asked for is typed', async (name) => {
  const commands = await loadCommands(undefined)
  const all = nativeCommands([...commands.values()], [sampleModel({ referenceImages: 9 })]).map((one) => commandSchema.parse(one))
  const names = all.find((one) => one.name === name)?.options.map((option) => option.name) ?? []
  expect(names.length).toBeLessThanOrEqual(25)
  expect(names.filter((option) => option.startsWith('ref')).length).toBeGreaterThanOrEqual(3)
  expect(names).toEqual(expect.arrayContaining(['motion', 'loop', 'style', 'speech', 'with']))
  for (const seldom of ['voice', 'expand', 'fps']) expect(names).not.toContain(seldom)
})

const file = (name: string, spoiler?: boolean) => ({
  key: `clips/${name}`,
  mediaType: 'video/mp4',
  sizeBytes: 1,
  fileName: name,
  alt: 'a boat',
  width: 16,
  height: 9,
  durationSeconds: 1,
  ...(spoiler && { spoiler }),
})

test('a flagged clip is covered, and so is its still', () => {
  const post = { kind: 'clip' as const, text: 'a boat', facts: [], warnings: [], actions: [], generationIds: [] }
  const shown = {
    ...post,
    media: [file('one.mp4'), file('two.mp4', true)],
    thumbnail: { ...file('three.jpg', true), mediaType: 'image/jpeg' },
  }
  const drawn = JSON.parse(JSON.stringify(renderPost(shown).body.components))
  expect(drawn[0].components).toMatchObject([
    { type: 12, items: [{ media: { url: 'attachment://one.mp4' } }, { media: { url: 'attachment://two.mp4' }, spoiler: true }] },
    { type: 9, accessory: { media: { url: 'attachment://three.jpg' }, spoiler: true } },
  ])
  expect(drawn[0].components[0].items[0]).not.toHaveProperty('spoiler')
})
