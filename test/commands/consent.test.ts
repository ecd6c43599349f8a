import { describe, expect, test } from 'vitest'
import type { Attachment } from '../../src/core/request.ts'
import { fakeModel, openHouse } from '../support/open-house.ts'
import { shippedPolicy } from '../support/shipped-policy.ts'

const picture: Attachment = { url: 'media:uploads/face.png', name: 'face.png', mediaType: 'image/png' }

describe('consent', () => {
  test('is asked for before the first clip from a picture, given by a button, and written down once', async () => {
    const likeness = { ask: true, sentence: 'They all agree.' }
    const parts = { policy: { ...(await shippedPolicy()), likeness } }
    const house = await openHouse({ parts, models: [fakeModel({ modes: ['i2v'] })] })
    const animate = () => house.say('i2v', 'she waves', { attachments: [picture] })

    expect((await animate()).sentences).toEqual([
      'Before your first clip from a picture or a video, confirm this with /consent: “They all agree.”',
    ])
    const { replies } = await house.say('consent', '')
    expect(replies).toMatchObject([
      {
        isPrivate: true,
        post: {
          text: '“They all agree.” If this is true, press I confirm or type /consent --yes.',
          actions: [{ command: 'consent', argument: 'yes' }],
        },
      },
    ])
    for (let press = 0; press < 2; press += 1) {
      expect((await house.press('consent', 'yes')).sentences).toEqual(['Confirmed. You can now make clips from pictures and videos.'])
    }
    expect((await house.storage.audit.page({ platform: 'web', workspace: 'local' }, { after: null })).entries).toMatchObject([
      { action: 'consent', actorId: 'ann', detail: { sentence: 'They all agree.' } },
    ])
    expect((await house.say('consent', '')).sentences).toEqual([expect.stringMatching(/^You already confirmed this: “They all agree.”/)])
    expect((await animate()).sentences).toEqual([])
  })
})
