import { expect, it, vi } from 'vitest'
import { notice } from '../../../src/core/post.ts'
import { inWords } from '../../../src/core/words/in-words.ts'
import { say } from '../../../src/core/words/sentence.ts'
import { timestamp } from '../../../src/core/words/timestamp.ts'
import type { SlackOptions } from '../../../src/platforms/slack/index.ts'
import { renderPost } from '../../../src/platforms/slack/post/render.ts'
import { englishIn } from '../../support/english-in.ts'
import { startSlackBot } from './bot.ts'
import { personOf } from './fake/person.ts'
import { openedForm, patient } from './opened-bot.ts'
import { openFakeSlack } from './scene.ts'

/** Somebody whose Slack is Korean. */
const open = async (changes: Partial<SlackOptions> = {}) => {
  const slack = await openFakeSlack()
  slack.extra.set('users.info', { ok: true, user: { id: slack.user, name: 'jin', locale: 'ko-KR' } })
  await startSlackBot(slack, {
    changes,
    further: { settings: (respond) => respond.form({ command: 'settings', generationId: '', title: '설정', values: {} }) },
  })
  return { slack, jin: personOf(slack) }
}
/** The answer that only one person sees, as soon as it is there. */
const answered = (slack: Awaited<ReturnType<typeof open>>['slack']): Promise<unknown> =>
  vi.waitFor(() => {
    const [answer] = slack.called('chat.postEphemeral')
    expect(answer).toBeDefined()
    return answer?.body['text']
  }, patient)
const korean = (...line: Parameters<typeof say>): string => inWords(say(...line), 'ko')

it('draws the home in the language of its reader', async () => {
  const { slack, jin } = await open()
  await jin.openHome()
  const home = await vi.waitFor(() => {
    const view = slack.views.find(({ type }) => type === 'home')
    expect(view).toBeDefined()
    return JSON.stringify(view?.blocks)
  }, patient)
  for (const line of ['slack.homeQuota', 'slack.homeSettings', 'slack.open', 'slack.homeHelp', 'slack.homeThreads'] as const) {
    expect(home).toContain(korean(line))
  }
})

it('draws a form in the language of its reader, and again when another model is chosen', async () => {
  const { slack, jin } = await open()
  await jin.command('/v2v')
  const form = await openedForm(jin)
  const words = { submit: { text: '클립 만들기' }, close: { text: '닫기' } }
  expect(form).toMatchObject(words)
  const labels = form.blocks.map(({ label }) => label)
  expect(labels).toMatchObject([{ text: '영상' }, { text: '프롬프트' }, { text: '모델' }, ...Array(labels.length - 3).fill({})])
  expect(JSON.stringify(form.blocks)).toContain('파일당 10MB까지')
  expect(
    englishIn(JSON.stringify(form.blocks.map(({ label, hint }) => [label, hint])), [
      'type',
      'plain_text',
      'emoji',
      'text',
      'false',
      'null',
    ]),
  ).toEqual([])
  await jin.choose(form, 'far')
  await vi.waitFor(() => expect(slack.called('views.update')).toHaveLength(1), patient)
  expect(slack.called('views.update')[0]?.body['view']).toMatchObject(words)
})

it('takes the language that a member chose before that of their Slack', async () => {
  const { slack, jin } = await open({ languageOf: async () => 'en' })
  await jin.shortcut('animate', { ts: '1790000000.5' })
  expect(await answered(slack)).toBe('That message has no image. Choose a message that has one.')
})

it('says in Korean what a shortcut did not find', async () => {
  const { slack, jin } = await open()
  await jin.shortcut('animate', { ts: '1790000000.5' })
  expect(await answered(slack)).toBe(korean('chat.noImage'))
})

it('says in Korean that something is broken', async () => {
  const { slack, jin } = await open({ templatesOf: () => Promise.reject(new Error('a bug')) })
  await jin.command('/i2v')
  expect(await answered(slack)).toBe(korean('common.broken'))
})

it('opens a form in English where nobody tells the language in time', async () => {
  const { jin } = await open({ languageOf: () => new Promise(() => undefined) })
  await jin.command('/i2v')
  expect(await openedForm(jin)).toMatchObject({ submit: { text: 'Make the clip' }, close: { text: 'Cancel' } })
})

it.each([
  ['en', 'A clip', 'The first frame', '<!date^1795307400^{date_short_pretty} at {time}|2026-11-22 00:30 UTC>'],
  ['ko', '클립', '첫 프레임', '<!date^1795307400^{date_short_pretty} {time}|2026-11-22 00:30 UTC>'],
] as const)('draws what a post leaves out and its times in %s', (language, text, alt, time) => {
  const post = { ...notice(''), facts: [timestamp(Date.UTC(2026, 10, 22, 0, 30))], language }
  const drawn = renderPost(post, { poster: { fileId: 'F1', alt: '' } })
  expect(drawn.text).toBe(text)
  expect(JSON.stringify(drawn.blocks)).toContain(alt)
  expect(JSON.stringify(drawn.blocks)).toContain(time)
})
