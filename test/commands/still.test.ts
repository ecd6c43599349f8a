import { describe, expect, test } from 'vitest'
import { wideTiers } from '../support/admission.ts'
import { fakeModel, openHouse } from '../support/open-house.ts'

const models = [
  fakeModel({
    name: 'stills',
    modes: ['t2i', 'i2i'],
    aspectRatios: ['1:1', '16:9'],
    referenceImages: 3,
    style: true,
    negativePrompt: true,
  }),
  fakeModel({ name: 'film', modes: ['t2v'] }),
]
const photo = { url: 'https://cdn.example/photo.png', name: 'photo.png', mediaType: 'image/png' }

/** What was asked of the studio by a line. */
const asked = async (line: string, attachments = [] as (typeof photo)[]) => {
  const house = await openHouse({ models, parts: { tiers: wideTiers } })
  await house.say('consent', '--yes')
  const { sentences } = await house.say('still', line, { attachments })
  const open = await house.storage.generations.open()
  const records = await Promise.all(open.map(({ id }) => house.storage.generations.find(id)))
  return { sentences, requests: records.flatMap((record) => record?.generation.request ?? []) }
}

describe('still', () => {
  test('asks for four stills of a model that makes such, each with a seed of its own', async () => {
    const { requests } = await asked('a keeper --seed 7 --ar 16:9 --no "text"')
    expect(requests.map(({ mode, model, seed, aspectRatio, negativePrompt }) => [mode, model, seed, aspectRatio, negativePrompt])).toEqual(
      [7, 8, 9, 10].map((seed) => ['t2i', 'stills', seed, '16:9', 'text']),
    )
  })

  test('asks for ten at most', async () => {
    expect((await asked('a keeper --takes 10')).requests).toHaveLength(10)
    const { requests, sentences } = await asked('a keeper --takes 11')
    expect(requests).toEqual([])
    expect(sentences[0]).toContain('10')
  })

  test('begins with a picture where there is one, and takes others as references and for their look', async () => {
    const other = { ...photo, url: 'https://cdn.example/look.png', name: 'look.png' }
    const { requests } = await asked('a keeper --takes 1 --style 2', [photo, other])
    expect(requests).toMatchObject([{ mode: 'i2i', firstFrame: { name: 'photo.png' }, style: { name: 'look.png' } }])
  })
})

test('of clips there are four at most, also where one is made again', async () => {
  const house = await openHouse({ models })
  const { id } = await house.clip({ request: { model: 'film' } })
  expect((await house.say('reroll', `${id} --takes 5`)).sentences[0]).toMatch(/4 clips at most/)
  expect(await house.childrenOf(id)).toEqual([])
})
