import { expect, it, vi } from 'vitest'
import { delivered, openBot, patient } from './opened-bot.ts'

it('what is seldom done with a clip is in one menu beside its buttons, and a choice is its command', async () => {
  const { slack, bot, ada } = await openBot()
  await ada.command('/t2v', 'a paper boat')
  const made = await delivered(bot)
  const act = (command: string, label: string) => ({ command, argument: '4k7q0c2m9xwd', label })
  const post = {
    kind: 'clip' as const,
    number: '2',
    text: 'a paper boat',
    facts: [],
    warnings: [],
    media: [],
    generationIds: ['4k7q0c2m9xwd'],
  }
  const more = [act('info', 'Recipe'), act('report', 'Report'), act('delete', 'Delete')]
  await bot.platform.post(made.thread, { ...post, actions: [act('reroll', 'Reroll')], more }, { key: 'clip:menu', again: false })
  const message = (await slack.messages({ thread: made.thread.thread ?? '' })).at(-1)
  if (!message) throw new Error('no message')
  expect(message.blocks[0]).toMatchObject({ type: 'section', text: { text: '2 · a paper boat' } })
  await ada.pick(message, 'Delete')
  await vi.waitFor(
    () =>
      expect(bot.invocations).toContainEqual(
        expect.objectContaining({
          command: 'delete',
          input: { kind: 'values', values: { id: '4k7q0c2m9xwd' } },
          thread: made.thread.thread,
        }),
      ),
    patient,
  )
})

it('a longer menu is a select, for an overflow menu has five entries at most', async () => {
  const { bot, slack } = await openBot()
  const more = Array.from({ length: 6 }, (_, index) => ({ command: `c${index}`, argument: '4k7q0c2m9xwd', label: `C ${index}` }))
  const origin = { team: slack.team, channel: slack.channel, user: slack.user, at: Date.now() }
  const root = { kind: 'batch' as const, text: 'x', facts: [], warnings: [], media: [], generationIds: [], actions: [], more }
  await bot.platform.openThread(origin, root, { key: 'root:menu', again: false })
  const [message] = await slack.messages()
  expect(message?.blocks.at(-1)).toMatchObject({
    type: 'actions',
    elements: [{ type: 'static_select', placeholder: { text: 'More…' }, options: expect.objectContaining({ length: 6 }) }],
  })
})
