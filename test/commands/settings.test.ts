import { describe, expect, test } from 'vitest'
import { fakeModel, openHouse } from '../support/open-house.ts'

const models = [
  fakeModel({ duration: [4, 6], aspectRatios: ['16:9', '9:16'] }),
  fakeModel({ name: 'wan', duration: [4, 6], aspectRatios: ['16:9', '9:16'] }),
]

describe('settings', () => {
  test('are taken when a command says nothing else', async () => {
    const house = await openHouse({ models })
    const { replies } = await house.say('settings', '--model wan --aspect 9:16')
    expect(replies[0]).toMatchObject({ isPrivate: true, post: { text: 'Saved. What you give with a command still comes first.' } })
    await house.say('settings', '--duration 6 --language ko')
    await house.say('t2v', 'a boat')
    await house.say('t2v', 'a fox --model plain --ar 16:9 --duration 4')
    const [boat, fox] = await Promise.all((await house.storage.generations.open()).map(({ id }) => house.studio.find(id)))
    expect(boat?.generation.request).toMatchObject({ model: 'wan', aspectRatio: '9:16', durationSeconds: 6 })
    expect(fox?.generation.request).toMatchObject({ model: 'plain', aspectRatio: '16:9', durationSeconds: 4 })
  })

  test('are shown, and cleared', async () => {
    const house = await openHouse({ models })
    await house.say('settings', '--model wan --duration 6 --language en --notify never')
    const shown = await house.say('settings', '')
    expect(shown.sentences).toEqual(['Your default settings. Name one to change it, or add --clear to remove them all.'])
    expect(shown.replies[0]?.post.fields?.map(({ value }) => value)).toEqual([
      'wan',
      'chosen for each clip',
      '6 s',
      'English',
      '100 credits',
      'never',
    ])
    const cleared = await house.say('settings', '--clear --duration 4')
    expect(cleared.replies[0]?.post.fields?.map(({ value }) => value)).toEqual([
      'chosen for each clip',
      'chosen for each clip',
      '4 s',
      'as in your chat app',
      '100 credits',
      'when a clip took over a minute',
    ])
  })

  test('take no model that is not there', async () => {
    const house = await openHouse({ models })
    expect((await house.say('settings', '--model nothing')).sentences).toEqual([
      'The model nothing is not available. /models lists the models.',
    ])
  })
})
