import { describe, expect, test } from 'vitest'
import type { AgeRestricted } from '../../src/core/policy.ts'
import type { ModerationAnswer } from '../../src/net/moderation-service.ts'
import { fakeModel, openHouse } from '../support/open-house.ts'
import { shippedPolicy } from '../support/shipped-policy.ts'

const explicit = 'Explicit content is not allowed in this channel. Describe the scene without it.'
const minors = 'Sexual content with children, or with anybody who looks like a child, is never allowed here.'
const unchecked = 'Prompts cannot be checked right now. Try again in a few minutes.'
const flagged = 'This prompt is not allowed here. Change it and try again.'

describe('every text of a request is read', () => {
  test.each([
    ['the negative prompt', 'a boat --no "a nude"', explicit],
    ['an input of the provider’s own', 'a boat --set style="a nude"', explicit],
    ['a word over two such inputs', 'a boat --set style="a nu" --set mood="de person"', explicit],
    ['a word over prompt and the second of them', 'a boat and nu --set style=soft --set mood="de people"', explicit],
    ['a word over prompt and negative prompt', 'a boat and nu --no "de people"', explicit],
    ['a word over negative prompt and prompt', 'ked people --no "na"', explicit],
    ['a group over prompt and negative prompt', 'a child in a park --no "erotic"', minors],
    ['what was shown and not what is stored', 'a nu\u202eed\u202c on a boat', explicit],
    ['what isolates make of it', '\u2067de\u200fnu\u2069 on a boat', explicit],
  ])('%s', async (_, words, sentence) => {
    const house = await openHouse({ models: [fakeModel({ extras: ['style', 'mood'], negativePrompt: true })] })
    expect((await house.say('t2v', words)).sentences).toEqual([sentence])
  })
})

describe('where adults are', () => {
  const service = (answer: ModerationAnswer) => ({ checkText: async () => answer, checkFrames: async () => answer })

  const say = async (
    lift: AgeRestricted['lift'],
    answer: ModerationAnswer | null,
    { prompt = 'a nude on a boat', ageRestricted = true, whenDown = 'open' as 'open' | 'closed' } = {},
  ) => {
    const policy = await shippedPolicy()
    const house = await openHouse({
      parts: {
        policy: { ...policy, ageRestricted: { ...policy.ageRestricted, lift }, moderation: { ...policy.moderation, whenDown } },
        moderationService: answer && service(answer),
      },
    })
    return (await house.say('t2v', prompt, { ageRestricted })).sentences
  }
  const clean: ModerationAnswer = { kind: 'clean' }
  const down: ModerationAnswer = { kind: 'down', cause: 'HTTP 500' }
  const found = (...categories: string[]): ModerationAnswer => ({ kind: 'flagged', categories })

  test('the rules count as elsewhere without a service', async () => expect(await say('with-service', null)).toEqual([explicit]))

  test('a service lifts them, and only there', async () => {
    expect(await say('with-service', clean)).toEqual([])
    expect(await say('with-service', clean, { ageRestricted: false })).toEqual([explicit])
  })

  test('a service that does not answer refuses there, though elsewhere it lets pass', async () => {
    expect(await say('with-service', down)).toEqual([unchecked])
    expect(await say('with-service', down, { prompt: 'a boat', ageRestricted: false })).toEqual([])
    expect(await say('with-service', down, { prompt: 'a boat', ageRestricted: false, whenDown: 'closed' })).toEqual([unchecked])
  })

  test('its word on what is lifted does not count there, and on anything else it does', async () => {
    expect(await say('with-service', found('sexual'))).toEqual([])
    expect(await say('with-service', found('sexual', 'sexual/minors'))).toEqual([flagged])
    expect(await say('with-service', found())).toEqual([flagged])
    expect(await say('with-service', found('sexual'), { prompt: 'a boat', ageRestricted: false })).toEqual([flagged])
  })

  test('always lifts without a service, never not even with one', async () => {
    expect(await say('always', null)).toEqual([])
    expect(await say('always', down)).toEqual([])
    expect(await say('never', clean)).toEqual([explicit])
    expect(await say('never', found('sexual'), { prompt: 'a boat' })).toEqual([flagged])
  })

  test('no lift is for children', async () => {
    expect(await say('always', null, { prompt: 'a nude, 14 yo' })).toEqual([minors])
    expect(await say('with-service', clean, { prompt: 'a nude, 14 yo' })).toEqual([minors])
  })
})
