import { expect, test } from 'vitest'
import { MoodreelError } from '../../../src/core/errors.ts'
import { newId } from '../../../src/core/id.ts'
import { inWords } from '../../../src/core/words/in-words.ts'
import { admission, tier } from '../../support/admission.ts'
import { fakeModel, openHouse } from '../../support/open-house.ts'

const models = [fakeModel({ modes: ['t2v', 't2i'], price: { usdPerClip: 0.01 } })]

const submits = async (limits: Partial<typeof tier>) => {
  const one = { ...tier, inFlight: 50, ...limits }
  const house = await openHouse({ models, parts: { tiers: { default: one, all: [one] } } })
  const submit = (mode: 't2i' | 't2v', takes = 1): Promise<string> =>
    house.studio
      .submit(
        {
          id: newId(),
          ...{ platform: 'web', workspace: 'local', member: { id: 'ann', name: 'Ann', roles: [], moderator: false } },
          ...{ command: 'still', input: { kind: 'text', text: '' }, attachments: [], origin: {} },
        },
        { mode, prompt: 'a keeper', takes },
      )
      .then(
        () => 'made',
        (error: unknown) => (error instanceof MoodreelError ? inWords(error.sentence, 'en') : Promise.reject(error)),
      )
  const quota = () => {
    const { batch, periods, now } = admission({ now: Date.now() })
    return house.storage.ledger.quota(batch, one, periods, now)
  }
  return { house, submit, quota }
}

test('ten stills that a member asks for in one instant are as many as there is room for, and each no is told in stills', async () => {
  const { submit, quota } = await submits({ clipsPerDay: 1 })
  const answers = await Promise.all(Array.from({ length: 10 }, () => submit('t2i')))
  expect(answers.filter((answer) => answer === 'made')).toHaveLength(5)
  for (const answer of answers) expect(answer).toMatch(/^made$|^You have 0 of 5 stills left today, and this needs 1\. Your limit resets /)
  expect(await quota()).toMatchObject({ today: { clips: 0, stills: 5 }, creditsLeft: 95 })
})

test('what stills leave of a day is told in whole clips, and what clips leave of it in stills', async () => {
  const { submit } = await submits({ clipsPerDay: 2 })
  expect(await submit('t2i', 4)).toBe('made')
  expect(await submit('t2v', 2)).toMatch(/^You have 1 of 2 clips left today, and this needs 2\./)
  expect(await submit('t2v')).toBe('made')
  expect(await submit('t2i', 4)).toMatch(/^You have 1 of 10 stills left today, and this needs 4\./)
  expect(await submit('t2i')).toBe('made')
})
