import { expect, it, vi } from 'vitest'
import type { Responder } from '../../../../src/core/platform.ts'
import { notice } from '../../../../src/core/post.ts'
import { say } from '../../../../src/core/words/sentence.ts'
import type { FakeMessage } from '../fake/slack.ts'
import { image, openBot, openedForm, patient, video } from '../opened-bot.ts'

const refuse = (respond: Responder): Promise<void> =>
  respond.reply({ ...notice('You have no credits left today.'), kind: 'failure' }, { private: true })

/** A form that was sent and came to nothing, and the message that says so. */
const refused = async (opened: Awaited<ReturnType<typeof openBot>>): Promise<FakeMessage> =>
  vi.waitFor(() => {
    const last = opened.slack.called('chat.postEphemeral').at(-1)
    if (!last) throw new Error('nothing was refused')
    return { ...last.body, ts: '1790000001.0001' } as unknown as FakeMessage
  }, patient)

it('a form that was refused after it closed opens again as it was sent, with its files', async () => {
  const opened = await openBot({ further: { i2v: refuse } })
  const { slack, bot, ada } = opened
  await ada.command('/i2v', 'slow push-in')
  await ada.submit(await openedForm(ada), { prompt: 'slow push-in, fog', takes: '2', image: [slack.addFile(image)] })
  const message = await refused(opened)
  expect(message.text).toContain('You have no credits left today.')
  expect(JSON.stringify(message.blocks)).toContain('What you typed is kept.')
  await ada.press(message, 'Open the form again')
  // A call is known of a moment before what it did is.
  await vi.waitFor(() => expect(slack.views).toHaveLength(2), patient)
  const form = await openedForm(ada)
  const field = (name: string) => form.blocks.find(({ block_id }) => block_id?.split(':')[0] === name)
  expect(field('prompt')?.element).toMatchObject({ initial_value: 'slow push-in, fog' })
  expect(field('takes')?.element).toMatchObject({ initial_value: '2' })
  expect(field('image')).toMatchObject({ optional: true })
  expect(JSON.stringify(form.blocks)).toContain('photo.png')
  await ada.submit(form, {})
  await vi.waitFor(() => expect(bot.invocations).toHaveLength(2), patient)
  expect(bot.invocations[1]).toMatchObject({
    command: 'i2v',
    input: { values: { prompt: 'slow push-in, fog', takes: '2', image: [{ name: 'photo.png' }] } },
  })
})

it('keeps the file that a form was opened for', async () => {
  const opened = await openBot({ further: { v2v: refuse } })
  const { slack, bot, ada } = opened
  await ada.shortcut('restyle', { ts: '1790000000.5', files: [slack.addFile(video)] })
  await ada.submit(await openedForm(ada), { prompt: 'as an oil painting' })
  await ada.press(await refused(opened), 'Open the form again')
  await vi.waitFor(() => expect(slack.views).toHaveLength(2), patient)
  await ada.submit(await openedForm(ada), {})
  await vi.waitFor(() => expect(bot.invocations).toHaveLength(2), patient)
  expect(bot.invocations[1]).toMatchObject({ command: 'v2v', attachments: [{ name: 'walk.mp4' }] })
})

it('what is kept no longer is said, also after a restart without a store', async () => {
  const opened = await openBot({ further: { i2v: refuse } })
  const { slack, bot, ada } = opened
  await ada.command('/i2v', 'slow push-in')
  await ada.submit(await openedForm(ada), { image: [slack.addFile(image)] })
  const message = await refused(opened)
  await bot.restart()
  await ada.press(message, 'Open the form again')
  await vi.waitFor(
    () => expect(slack.called('chat.postEphemeral').at(-1)?.body['text']).toContain('What you typed in that form is no longer here.'),
    patient,
  )
})

it.each([
  ['duration', say('fit.lengths', { model: 'Local', lengths: [4, 8], asked: 5 }), 'duration:local'],
  ['aspect', say('fit.aspects', { model: 'Local', ratios: ['16:9'], asked: '1:1' }), 'aspect:local'],
  ['nothing of it', say('limits.questionClosed'), 'prompt:'],
])('what is wrong with %s stands beneath it', async (_name, problem, block) => {
  const { bot, ada } = await openBot({ changes: { priceOf: async () => ({ problem }) } })
  await ada.command('/t2v', 'a fox')
  await ada.command('/t2v')
  const { payload } = await ada.submit(await openedForm(ada), { prompt: 'a fox' })
  expect(Object.keys((payload as { errors: object }).errors)).toEqual([block])
  expect(bot.invocations).toHaveLength(1)
})
