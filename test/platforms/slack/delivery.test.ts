import { expect, it, vi } from 'vitest'
import { notice } from '../../../src/core/post.ts'
import { patient } from '../../support/patient.ts'
import type { FakeSlack } from './fake/slack.ts'
import { asked, delivered, openBot } from './opened-bot.ts'

/** What people see of clips: the files in the thread, and the posts about them. */
const seen = async (slack: FakeSlack) => {
  const roots = await slack.messages()
  const replies = await Promise.all(roots.map(({ ts }) => slack.messages({ thread: ts })))
  const files = replies.flat().filter((message) => message.files.length > 0).length
  return { roots: roots.length, files, posts: replies.flat().length - files }
}
const once = { roots: 1, files: 1, posts: 1 }

it('shows one clip when Slack shows the file late, and the post about it only then', async () => {
  const { slack, bot, ada } = await openBot({ changes: { lookWaitsMs: Array.from({ length: 20 }, () => 10) } })
  slack.sharing.push({ kind: 'late', looks: 6 })
  await ada.command('/t2v', 'a fox')
  const made = await delivered(bot)
  expect(await seen(slack)).toEqual(once)
  const [file, post] = await slack.messages({ thread: made.root.message ?? '' })
  expect([file?.files.length, post?.files.length]).toEqual([1, 0])
})

it('sends a file once more when Slack never shows it, and shows one', async () => {
  const { slack, bot, ada } = await openBot()
  slack.sharing.push({ kind: 'never' })
  await ada.command('/t2v', 'a fox')
  await delivered(bot)
  expect(await seen(slack)).toEqual(once)
  expect(slack.called('files.delete').length).toBe(1)
  // The third is the still of the first message.
  await expect.poll(() => slack.called('files.getUploadURLExternal').length).toBe(3)
})

it.each([
  ['chat.postMessage', 'lostAnswer'],
  ['chat.postMessage', 'lostCall'],
  ['files.completeUploadExternal', 'lostAnswer'],
  ['files.completeUploadExternal', 'lostCall'],
  ['files.getUploadURLExternal', 'lostAnswer'],
  ['files.info', 'lostAnswer'],
] as const)('shows one root, one file and one post when %s has a %s', async (method, kind) => {
  const { slack, bot, ada } = await openBot()
  slack.fault(method, { kind })
  await ada.command('/t2v', 'a fox')
  await delivered(bot)
  expect(await seen(slack)).toEqual(once)
})

it('shows one post about a clip when the answer to that very post is lost', async () => {
  const { slack, bot, ada } = await openBot()
  bot.held = true
  await ada.command('/t2v', 'a fox')
  const made = await asked(bot)
  slack.fault('chat.postMessage', { kind: 'lostAnswer' })
  await bot.deliver(made)
  expect(await seen(slack)).toEqual(once)
})

it('goes on where it was when the process ends between completing a file and knowing that it is shown', async () => {
  const { slack, bot, ada } = await openBot()
  bot.held = true
  await ada.command('/t2v', 'a fox')
  const made = await asked(bot)
  // The first process gets no further: nothing that it asks about the file is answered.
  slack.fault('files.info', ...Array.from({ length: 4 }, () => ({ kind: 'lostCall' as const })))
  const key = `clip:${made.generationId}`
  await expect(bot.platform.post(made.thread, bot.clipPost(made), { key, again: false })).rejects.toMatchObject({ code: 'delivery_failed' })
  slack.faults.clear()
  await bot.restart()
  await bot.deliver(structuredClone(made))
  expect(await seen(slack)).toEqual(once)
})

it('waits as long as Slack asks, and posts once', async () => {
  const { slack, bot, ada } = await openBot()
  slack.fault('chat.postMessage', { kind: 'rateLimited', seconds: 1 })
  slack.fault('chat.update', { kind: 'rateLimited', seconds: 0 }, { kind: 'rateLimited', seconds: 0 })
  await ada.command('/t2v', 'a fox')
  await delivered(bot)
  expect(await seen(slack)).toEqual(once)
})

it('shows what was typed as it was typed and calls nobody', async () => {
  const { slack, bot, ada } = await openBot()
  const typed = '<!channel> <@U1> & *x*'
  await ada.command('/t2v', typed)
  const made = await delivered(bot)
  expect(made.prompt).toBe(typed)
  const messages = [...(await slack.messages()), ...(await slack.messages({ thread: made.root.message ?? '' }))]
  const shown = messages.filter(({ blocks }) => blocks.length > 0)
  expect(shown.length).toBe(2)
  for (const message of shown) {
    const text = { type: 'plain_text', text: '&lt;!channel&gt; &lt;@U1&gt; &amp; *x*', emoji: false }
    expect(message.blocks).toContainEqual({ type: 'section', text })
    expect(JSON.stringify(message)).not.toMatch(/<[!@#]/)
  }
})

it('reads what an event says in Slack’s own form as the person typed it', async () => {
  const { bot, ada } = await openBot()
  await ada.mention('t2v &lt;!channel&gt; &amp; <https://a.example/x|a.example/x>')
  const made = await delivered(bot)
  expect(made.prompt).toBe('<!channel> & https://a.example/x')
})

it.each([
  [{ kind: 'error', error: 'not_in_channel' }, '/invite @moodreel'],
  [{ kind: 'error', error: 'is_archived' }, 'archived'],
  [{ kind: 'error', error: 'missing_scope', needed: 'chat:write' }, 'chat:write'],
  [{ kind: 'error', error: 'team_access_not_granted' }, 'org admin'],
] as const)('tells the person privately, before anything is spent, that %o', async (fault, words) => {
  const { slack, bot, ada } = await openBot()
  slack.fault('chat.postMessage', fault)
  // Where the bot is no member it cannot whisper either.
  slack.fault('chat.postEphemeral', { kind: 'error', error: 'not_in_channel' })
  await ada.command('/t2v', 'a fox')
  await vi.waitFor(() => expect(slack.responses.length).toBe(1), patient)
  expect(slack.responses[0]).toMatchObject({ response_type: 'ephemeral', text: expect.stringContaining(words) })
  expect(bot.made.size).toBe(0)
  expect(await slack.messages()).toEqual([])
})

it('tells by a direct message what a form cannot tell in a channel without the bot', async () => {
  const { slack, ada } = await openBot()
  await ada.command('/t2v')
  const form = await vi.waitFor(() => ada.form(), patient)
  slack.fault('chat.postMessage', { kind: 'error', error: 'channel_not_found' })
  slack.fault('chat.postEphemeral', { kind: 'error', error: 'channel_not_found' })
  await ada.submit(form, { prompt: 'a fox' })
  await vi.waitFor(() => expect(slack.called('chat.postMessage').at(-1)?.body).toMatchObject({ channel: slack.user }), patient)
  expect(slack.called('chat.postMessage').at(-1)?.body['text']).toContain('/invite @moodreel')
})

it('refuses before anything is posted when the token lacks the scope to upload, until it is installed again', async () => {
  const { slack, bot, ada } = await openBot()
  const all = slack.scopes
  slack.scopes = all.filter((scope) => scope !== 'files:write')
  await bot.restart()
  await ada.command('/t2v', 'a fox')
  await vi.waitFor(() => expect(bot.refused).toEqual([expect.stringContaining('files:write')]), patient)
  expect(slack.called('chat.postMessage')).toEqual([])
  slack.scopes = all
  await ada.command('/t2v', 'a hare')
  await delivered(bot)
})

it('lets a finished clip pass the bars of others, and edits no faster than a channel takes', async () => {
  const { slack, bot } = await openBot({ changes: { messageIntervalMs: 40 } })
  const root = { platform: 'slack', channel: slack.channel, message: '' }
  const { root: first } = await bot.platform.openThread(
    { team: slack.team, channel: slack.channel, user: slack.user, at: Date.now() },
    { ...notice('a fox'), kind: 'batch' },
    { key: 'root', again: false },
  )
  const bar = { ...notice('a fox'), kind: 'batch' as const, progress: [{ generationId: 'g', stage: 'rendering' }] }
  const edits = Array.from({ length: 5 }, () => bot.platform.edit({ ...root, message: first.message }, bar))
  const from = slack.calls.length
  await bot.platform.post({ platform: 'slack', workspace: slack.team, channel: slack.channel, thread: first.message }, notice('done'), {
    key: 'k',
    again: false,
  })
  const updates = slack.calls.slice(from).filter(({ method }) => method === 'chat.update').length
  expect(updates).toBeLessThanOrEqual(1)
  await Promise.all(edits)
})

it('takes a clip away: its post, its file, and its still on the first message', async () => {
  const { slack, bot, ada } = await openBot()
  await ada.command('/t2v', 'a fox')
  const made = await delivered(bot)
  if (!made.clip) throw new Error('there is no clip')
  await vi.waitFor(async () => expect((await slack.messages())[0]?.blocks[0]?.type).toBe('image'), patient)
  await bot.platform.remove(made.clip)
  await bot.platform.remove(made.clip)
  // The first message is drawn again without it.
  const batch = { ...notice('a fox'), kind: 'batch' as const, facts: ['deleted'], batchId: `batch-${made.generationId}` }
  await bot.platform.edit(made.root, batch)
  expect((await slack.messages())[0]?.blocks.map(({ type }) => type)).toEqual(['section', 'context'])
  expect(slack.called('files.delete').length).toBeGreaterThanOrEqual(2)
  const left = await slack.messages({ thread: made.root.message })
  expect(left.flatMap(({ files }) => files)).toEqual([])
  expect(left.filter(({ blocks }) => blocks.length > 0)).toEqual([])
})
