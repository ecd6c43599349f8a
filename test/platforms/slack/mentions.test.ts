import { expect, it, vi } from 'vitest'
import { notice } from '../../../src/core/post.ts'
import { channel, member } from '../../../src/core/words/mention.ts'
import { say } from '../../../src/core/words/sentence.ts'
import { renderPages, renderPost, wordForSlack } from '../../../src/platforms/slack/post/render.ts'
import { openBot, patient } from './opened-bot.ts'

const line = say('member.line', { pieces: [member('U0123ANN', 'Ann <3'), channel('C0123CATS')] })
const given = { ...notice(line), facts: [line], fields: [{ name: line, value: line }] }

it('names a member in what is posted to a channel, where a mention would call them', async () => {
  const { slack, bot, ada } = await openBot()
  bot.answer = given
  await ada.command('/quota')
  const [answer] = await vi.waitFor(() => {
    const answers = slack.called('chat.postEphemeral')
    expect(answers).toHaveLength(1)
    return answers
  }, patient)
  const all = JSON.stringify(answer?.body)
  expect(all.split('<@U0123ANN> · <#C0123CATS>')).toHaveLength(6)
  expect(all).not.toMatch(/[\uE000-\uE006]|"type":"plain_text"/)

  const posted = JSON.stringify(renderPost(given))
  expect(posted.split('Ann &lt;3 · <#C0123CATS>')).toHaveLength(6)
  expect(posted).not.toMatch(/<@|[\uE000-\uE006]/)
  expect(renderPages(wordForSlack(given))).toEqual([renderPost(given)])
})

it('mentions a member in a card of the moderators, also when it was put into words before', () => {
  const card = { ...given, kind: 'report' as const }
  expect(renderPost(card).text).toBe('<@U0123ANN> · <#C0123CATS>')
  expect(renderPages(wordForSlack(card))).toEqual([renderPost(card)])
})

it('never cuts a mention in two, and shows a name on a button', () => {
  const mentioned = { mentions: true }
  for (let length = 2950; length < 3010; length += 1) {
    const { blocks } = renderPost(
      notice(say('moderator.removedBy', { name: say('member.line', { pieces: ['x'.repeat(length), member('U1', 'Ann')] }) })),
      mentioned,
    )
    expect(JSON.stringify(blocks)).toContain('<@U1>')
  }
  const { blocks } = renderPost({ ...notice('a'), actions: [{ command: 'a', argument: 'b', label: member('U1', 'Ann') }] }, mentioned)
  expect(JSON.stringify(blocks)).toContain('"text":"Ann"')
})

it('names who has no id of Slack’s', () => {
  expect(renderPost(notice(member('moodreel', 'Moodreel')), { mentions: true }).text).toBe('Moodreel')
})
