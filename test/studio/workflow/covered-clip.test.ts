import { expect, test } from 'vitest'
import type { ModerationAnswer } from '../../../src/net/moderation-service.ts'
import { openHouse } from '../../support/open-house.ts'
import { shippedPolicy } from '../../support/shipped-policy.ts'
import { smallClip } from '../../support/small-clip.ts'

const clip = await smallClip()

/** The post of a clip whose frames are flagged for a category, and how it ended. */
const flaggedFor = async (categories: string[], { cover = [] as string[], ageRestricted = false } = {}) => {
  const policy = await shippedPolicy()
  const answer: ModerationAnswer = { kind: 'flagged', categories }
  const house = await openHouse({
    run: true,
    parts: {
      policy: { ...policy, moderation: { ...policy.moderation, cover } },
      moderationService: { checkText: async () => ({ kind: 'clean' }), checkFrames: async () => answer },
    },
  })
  house.provider.clip = clip
  await house.say('t2v', ageRestricted ? 'a nude on a boat' : 'a boat', { ageRestricted })
  const [id = ''] = await house.finished()
  const { generation } = await house.studio.find(id)
  const posts = [...house.platform.messages.values()].filter(({ generationIds }) => generationIds.includes(id))
  return {
    state: generation.state,
    covered: posts.find(({ kind }) => kind === 'clip')?.media.map(({ spoiler }) => spoiler),
    still: posts.find(({ kind }) => kind === 'batch')?.thumbnail?.spoiler,
  }
}

test('a flagged clip is posted covered for what the policy covers, and not at all for anything else', async () => {
  const shown = { state: 'delivered', covered: [true], still: true }
  expect(await flaggedFor(['violence'], { cover: ['violence'] })).toEqual(shown)
  expect(await flaggedFor(['sexual'], { ageRestricted: true })).toEqual(shown)
  expect(await flaggedFor(['violence', 'hate'], { cover: ['violence'] })).toEqual({ state: 'failed', covered: undefined, still: undefined })
})
