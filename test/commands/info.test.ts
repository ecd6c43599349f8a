import { describe, expect, test } from 'vitest'
import i2v from '../../commands/i2v.ts'
import info from '../../commands/info.ts'
import t2v from '../../commands/t2v.ts'
import type { Generation } from '../../src/core/generation.ts'
import type { Recipe } from '../../src/core/recipe.ts'
import { admission } from '../support/admission.ts'
import { openHouse } from '../support/open-house.ts'
import { refusal } from '../support/refusal.ts'
import { sampleClip } from '../support/sample-clip.ts'
import { sampleRecipe } from '../support/sample-recipe.ts'
import { smallClip } from '../support/small-clip.ts'
import { say } from './say.ts'

const id = '4k7q0c2m9xwd'
const here = { channel: 'here' }
const { batch, generations } = admission()
const clip = sampleClip(id)
const byId = (fields: Partial<Generation>, workspace?: string) =>
  say(info, id, { found: { generation: { ...(generations[0] as Generation), id, ...fields }, batch }, commands: [t2v, info], workspace })

describe('by id', () => {
  test('shows the recipe of a clip and the line that makes it again', async () => {
    const { replies } = await byId({ clip })
    expect(replies[0]?.post).toMatchObject({
      kind: 'recipe',
      text: 'a paper boat',
      facts: ['seed 42', 'local', '4 s', '16:9', '480p'],
      fields: expect.arrayContaining([
        {
          name: 'To make it again, type',
          value: '/t2v a paper boat --seed 42 --duration 4 --aspect 16:9 --model local --resolution 480p --fps 24 --set "steps=30"',
        },
      ]),
    })
  })

  test('says that a clip is not done, or why there is none', async () => {
    expect((await byId({ state: 'rendering' })).replies[0]?.post).toMatchObject({
      kind: 'notice',
      text: 'The clip 4k7q0c2m9xwd is not done yet (rendering). Its recipe comes with it.',
    })
    const failure = { code: 'provider_failed' as const, message: 'The provider refused the prompt; say it another way.' }
    expect((await byId({ state: 'failed', failure })).replies[0]?.post.text).toBe(failure.message)
  })

  test('knows no clip of another workspace', async () => {
    expect(await refusal(() => byId({ clip }, 'elsewhere'))).toEqual([
      'not_found',
      'There is no clip with the ID 4k7q0c2m9xwd. Copy the ID from the clip’s post.',
    ])
  })
})

test('offers of a clip that was made from a picture what works: its id, and the number of the clip it was made from', async () => {
  const house = await openHouse({ run: true })
  house.provider.clip = await smallClip()
  house.platform.isOneList = true
  await house.say('t2v', 'a boat', here)
  const [first = ''] = await house.finished()
  await house.say('extend', first, here)
  const [second = ''] = await house.finished()
  const posted = [...house.platform.messages.values()].find(({ kind, generationIds: [of] }) => kind === 'clip' && of === second)
  expect(posted?.facts).toContain('from 1')
  const fields = async (of: string) =>
    Object.fromEntries(((await house.say('info', of)).replies[0]?.post.fields ?? []).map(({ name, value }) => [name, value]))
  expect(await fields(second)).toMatchObject({
    'To make it again with another seed, type': `/reroll ${second}`,
    'Made from': '1',
  })
  expect((await fields(first))['To make it again, type']).toMatch(/^\/t2v a boat --seed/)
  await house.say('reroll', second, here)
  const [third = ''] = await house.finished()
  expect((await house.studio.find(third)).generation).toMatchObject({ state: 'delivered', parentId: second })
})

test('offers no line for a file of a clip that is not here and was made from a picture', async () => {
  const inputs: Recipe['inputs'] = [{ role: 'firstFrame', sha256: 'ab'.repeat(32), mediaType: 'image/png' }]
  const recipe = sampleRecipe({ mode: 'i2v', inputs })
  const attachments = [{ url: 'https://cdn.example/a', name: 'boat.mp4' }]
  const found = { generation: { ...(generations[0] as Generation), id }, batch }
  const { replies } = await say(info, '', { attachments, recipe, found, commands: [t2v, i2v], workspace: 'elsewhere' })
  expect(replies[0]?.post.fields?.some(({ name }) => name.startsWith('To make it again'))).toBe(false)
})

describe('by file', () => {
  const attachments = [{ url: 'https://cdn.example/a', name: 'boat.mp4' }]

  test('shows the recipe in it, also of a command that is not here', async () => {
    const { replies } = await say(info, '', { attachments, recipe: sampleRecipe() })
    expect(replies[0]).toMatchObject({ private: true, post: { kind: 'recipe', text: 'a paper boat' } })
    expect(replies[0]?.post.fields?.some(({ name }) => name === 'To make it again, type')).toBe(false)
  })

  test('says so when it carries none', async () => {
    const { replies } = await say(info, '', { attachments, recipe: null })
    expect(replies[0]?.post).toMatchObject({
      kind: 'notice',
      text: 'boat.mp4 has no recipe. Moodreel did not make it, or a platform removed the recipe.',
      facts: expect.arrayContaining(['video/mp4']),
    })
  })

  test('needs one of both, and not both', async () => {
    expect(await refusal(() => say(info, ''))).toEqual(['missing_input', '/info needs the ID of a clip, or the clip as a file.'])
    expect((await refusal(() => say(info, '4k7q0c2m9xwd', { attachments })))[0]).toBe('invalid_option')
  })
})
