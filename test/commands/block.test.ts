import { describe, expect, test } from 'vitest'
import { timestamp } from '../../src/core/words/timestamp.ts'
import { openHouse } from '../support/open-house.ts'

const mod = { id: 'mod', name: 'Mo', moderator: true }
const weekMs = 7 * 24 * 3_600_000

describe('block', () => {
  test('refuses clips with the reason until it ends', async () => {
    let now = Date.UTC(2026, 10, 21, 12)
    const until = now + weekMs
    const house = await openHouse({ parts: { clock: { now: () => now } } })
    await house.say('t2v', 'a boat')
    const { sentences } = await house.say('block', '<@ann> the same clip forty times. for 7d', mod)
    expect(sentences).toEqual([`Ann is blocked from making clips here until ${timestamp(until)}. /mod unblock undoes this.`])
    const refused = await house.say('t2v', 'a fox')
    expect(refused.sentences).toEqual([
      `You are blocked from making clips here until ${timestamp(until)}. Ask a moderator about it. Reason: the same clip forty times.`,
    ])
    expect(await house.storage.generations.open()).toHaveLength(1)
    now = until
    expect((await house.say('t2v', 'a fox')).sentences).toEqual([])
  })

  test('is for good without a time, and shown with the quota', async () => {
    const house = await openHouse()
    await house.clip()
    expect((await house.say('block', '@ann spam', mod)).sentences).toEqual([
      'Ann is blocked from making clips here. /mod unblock undoes this.',
    ])
    expect((await house.say('quota', 'show @ann', mod)).replies[0]?.post.fields).toContainEqual({
      name: 'Blocked',
      value: 'spam · for good · by Mo',
    })
    expect((await house.storage.audit.page({ platform: 'web', workspace: 'local' }, { after: null })).entries).toMatchObject([
      { action: 'block', actorId: 'mod', target: 'ann', detail: { reason: 'spam', until: null } },
    ])
  })

  test('takes its time as an option too, and the owner of a clip', async () => {
    const house = await openHouse()
    const { id } = await house.clip()
    await house.press('block', id, { reason: 'spam for a week', for: '12h' }, mod)
    const { block: kept } = await house.storage.members.find({ platform: 'web', workspace: 'local', memberId: 'ann' })
    expect(kept).toMatchObject({ reason: 'spam for a week', until: (kept?.at ?? 0) + 12 * 3_600_000 })
  })

  test('tells about an id that nobody has', async () => {
    const house = await openHouse()
    expect((await house.say('block', '@bob spam', mod)).replies[0]?.post.warnings).toEqual([
      'No member with the ID bob has asked for a clip here yet. Check that it is an ID and not a name.',
    ])
  })

  test.each([
    ['', '/mod block needs a member. Example: /mod block @ann spam --for 7d'],
    ['@ann', '/mod block needs a reason. Example: /mod block @ann spam --for 7d'],
    ['@ann spam --for ever', 'for must be a number with m, h, d or w after it, such as 30m or 7d. You gave ever.'],
  ])('%s is not enough', async (line, sentence) => {
    const house = await openHouse()
    expect((await house.say('block', line, mod)).sentences).toEqual([sentence])
  })
})
