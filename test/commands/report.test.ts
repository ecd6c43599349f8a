import { describe, expect, test } from 'vitest'
import { type House, openHouse } from '../support/open-house.ts'

const mod = { id: 'mod', name: 'Mo', moderator: true }
const bea = { id: 'bea', name: 'Bea' }

const reported = async (): Promise<{ house: House; id: string }> => {
  const house = await openHouse()
  house.platform.homeChannel = 'moderators'
  const { id } = await house.clip()
  await house.press('report', id, { words: 'that is my face' }, bea)
  return { house, id }
}

describe('report', () => {
  test('asks by a form what is wrong', async () => {
    const house = await openHouse()
    const { id } = await house.clip()
    expect((await house.press('report', id, {}, bea)).forms).toEqual([
      { command: 'report', generationId: id, title: 'Report the clip', values: { reason: 'other', words: '' }, needs: ['reason'] },
    ])
    expect((await house.press('report', id, { reason: '', words: ' ' }, bea)).sentences).toEqual([
      'A report needs a reason. Choose one, or say what is wrong with the clip.',
    ])
  })

  test('shows the clip to the moderators, once for each member', async () => {
    const { house, id } = await reported()
    const again = await house.say('report', `${id} that is my face`, bea)
    expect(again.replies).toMatchObject([{ isPrivate: true, post: { text: 'Thank you. The moderators will look at this clip.' } }])
    const posts = [...house.platform.messages.entries()].filter(([key]) => key.startsWith('report:'))
    expect(posts).toMatchObject([
      [
        `report:${id}`,
        {
          text: '1 report of a clip by Ann',
          facts: ['“that is my face” Bea'],
          fields: [
            { name: 'Reasons', value: 'other 1' },
            { name: 'Prompt', value: 'a sunset' },
          ],
          actions: [{ label: 'Remove' }, { label: 'Remove and block 24 h' }, { label: 'Warn' }, { label: 'Dismiss' }],
        },
      ],
    ])
  })

  test.each([
    ['real-person', { reason: 'real-person', words: '' }],
    ['rights that is my song', { reason: 'rights', words: 'that is my song' }],
    ['that is my song', { reason: 'other', words: 'that is my song' }],
  ])('%s is a reason', async (line, said) => {
    const house = await openHouse()
    const { id } = await house.clip()
    await house.say('report', `${id} ${line}`, bea)
    expect((await house.storage.cases.find(id))?.reports).toMatchObject([said])
  })

  test('a moderator removes it', async () => {
    const { house, id } = await reported()
    expect((await house.press('delete', id, {}, mod)).sentences).toEqual(['The clip is deleted.'])
    const { entries } = await house.storage.audit.page({ platform: 'web', workspace: 'local' }, { after: null })
    expect(entries).toMatchObject([
      { action: 'delete', actorId: 'mod', target: id, detail: { member: 'ann' } },
      { action: 'report', actorId: 'bea', target: id, detail: { reason: 'other', words: 'that is my face' } },
    ])
  })

  test('a moderator blocks its owner, also when it is removed already', async () => {
    const { house, id } = await reported()
    await house.press('delete', id, {}, mod)
    const { forms } = await house.press('block', id, {}, mod)
    expect(forms).toEqual([{ command: 'block', generationId: id, title: 'Block Ann', values: { reason: '' }, needs: ['reason'] }])
    await house.press('block', id, { reason: 'faces of others' }, mod)
    expect((await house.say('t2v', 'a boat')).sentences).toEqual([
      'You are blocked from making clips here. Ask a moderator about it. Reason: faces of others',
    ])
  })

  test('a moderator dismisses it', async () => {
    const { house, id } = await reported()
    expect((await house.press('dismiss', id, {}, mod)).sentences).toEqual(['The report is dismissed. The clip stays.'])
    expect((await house.storage.audit.page({ platform: 'web', workspace: 'local' }, { after: null })).entries[0]).toMatchObject({
      action: 'dismiss',
      target: id,
    })
  })

  test('is kept where there is no channel for it', async () => {
    const house = await openHouse()
    const { id } = await house.clip()
    expect((await house.press('report', id, { words: 'spam' }, bea)).sentences).toEqual([
      expect.stringContaining('Your report is saved. The moderators’ channel cannot be reached at the moment'),
    ])
    expect((await house.storage.audit.page({ platform: 'web', workspace: 'local' }, { after: null })).entries).toMatchObject([
      { action: 'report' },
    ])
  })

  test('of a clip that is not here is none', async () => {
    const { house, id } = await reported()
    const { sentences } = await house.press('report', id, { words: 'spam' }, { ...bea, workspace: 'elsewhere' })
    expect(sentences).toEqual([`There is no clip with the ID ${id}. Copy the ID from the clip’s post.`])
  })
})
