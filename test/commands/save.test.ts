import { expect, test } from 'vitest'
import { createPublicLinks } from '../../src/net/public-links.ts'
import { fakeModel, type House, openHouse } from '../support/open-house.ts'
import { picture } from '../support/picture.ts'

const models = [fakeModel({ name: 'stills', modes: ['t2i'] })]

const made = async (house: House): Promise<string> => {
  house.provider.clip = picture(96, 54)
  await house.say('still', 'a keeper --takes 1')
  return (await house.finished())[0] ?? ''
}

test('gives the file itself, which has its recipe inside', async () => {
  const house = await openHouse({ run: true, models })
  const id = await made(house)
  const { replies } = await house.press('save', id)
  expect(replies).toMatchObject([{ isPrivate: true, post: { media: [{ fileName: `moodreel-${id}.png`, asFile: true }] } }])
  const { key = '' } = replies[0]?.post.media[0] ?? {}
  const { replies: recipe } = await house.say('info', '', { attachments: [{ url: `media:${key}`, name: 'still.png' }] })
  expect(recipe[0]?.post).toMatchObject({ kind: 'recipe', text: 'a keeper', generationIds: [id] })
  expect(recipe[0]?.post.fields?.at(-1)?.value).toMatch(/^\/still a keeper .*--takes 1/)
})

test('gives a link to what is too large, and says so where there is none', async () => {
  const publicLinks = createPublicLinks({ publicUrl: 'https://clips.example.org', secret: 'secret', now: Date.now })
  const linked = await openHouse({ run: true, models, publicLinks })
  const id = await made(linked)
  linked.platform.fileLimitBytes = async () => 1
  expect((await linked.press('save', id)).replies[0]?.post.links).toEqual([
    { label: 'Save', url: expect.stringMatching(`^https://clips.example.org/clips/${id}.png[?]`) },
  ])
  const house = await openHouse({ run: true, models })
  const other = await made(house)
  house.platform.fileLimitBytes = async () => 1
  expect((await house.press('save', other)).sentences).toEqual([
    'The file is too large to be sent here. The operator has it, and can set PUBLIC_URL so that files are linked.',
  ])
})
