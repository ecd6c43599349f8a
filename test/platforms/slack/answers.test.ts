import { expect, it, vi } from 'vitest'
import { notice } from '../../../src/core/post.ts'
import { error } from './common-errors.ts'
import { openBot, patient } from './opened-bot.ts'

/** One moment for all: two answers may fall into it. */
const open = () => openBot({ changes: { clock: { now: () => 1_790_000_000_000 } } })

it('answers in words where Slack does not take the picture of an answer', async () => {
  const { slack, bot, ada } = await open()
  bot.answer = { ...notice('Your month'), media: [{ ...(await bot.file('chart.png', 100)), mediaType: 'image/png' }] }
  slack.always('files.getUploadURLExternal', error('file_uploads_disabled'))
  await ada.command('/quota')
  const [answer] = await vi.waitFor(() => {
    const answers = slack.called('chat.postEphemeral')
    expect(answers).toHaveLength(1)
    return answers
  }, patient)
  expect(answer?.body).toMatchObject({ text: 'Your month', blocks: [{ type: 'section' }] })
})

it('answers in words where Slack refuses how an answer is drawn', async () => {
  const { slack, bot, ada } = await open()
  bot.answer = { ...notice('Your month'), facts: ['3 of 10 clips'], links: [{ label: 'More', url: 'https://example.org/' }] }
  slack.fault('chat.postEphemeral', error('invalid_blocks'))
  await ada.command('/quota')
  await vi.waitFor(() => expect(slack.called('chat.postEphemeral')).toHaveLength(2), patient)
  expect(slack.called('chat.postEphemeral')[1]?.body).toMatchObject({ text: 'Your month\n3 of 10 clips\nMore: https://example.org/' })
  expect(slack.responses).toEqual([])
})

it('gives each of two answers its file, also in one millisecond', async () => {
  const { slack, bot, ada } = await open()
  bot.answer = { ...notice('Your clips'), media: [{ ...(await bot.file('clips.csv', 100)), mediaType: 'text/csv' }] }
  await Promise.all([ada.command('/usage'), ada.command('/usage')])
  await vi.waitFor(() => expect(slack.called('files.completeUploadExternal')).toHaveLength(2), patient)
})

it('gives a chart in the answer itself and a table as a file in a direct message', async () => {
  const { slack, bot, ada } = await open()
  const chart = { ...(await bot.file('chart.png', 100)), mediaType: 'image/png' }
  const table = { ...(await bot.file('clips.csv', 100)), mediaType: 'text/csv' }
  bot.answer = { ...notice('Your month'), media: [chart, table] }
  await ada.command('/quota')
  await vi.waitFor(() => expect(slack.called('files.completeUploadExternal')).toHaveLength(2), patient)
  const [answer] = slack.called('chat.postEphemeral')
  expect(answer?.body['blocks']).toContainEqual(expect.objectContaining({ type: 'image', slack_file: { id: expect.any(String) } }))
  expect(slack.called('files.completeUploadExternal')[1]?.body['channel_id']).toMatch(/^D/)
  expect(await slack.messages()).toEqual([])
})
