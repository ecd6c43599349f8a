import { expect, it, vi } from 'vitest'
import type { Responder } from '../../../../src/core/platform.ts'
import { notice, type Post } from '../../../../src/core/post.ts'
import { loadCommands } from '../../../../src/program/load.ts'
import { patient } from '../../../support/patient.ts'
import { error } from '../common-errors.ts'
import { delivered, openBot } from '../opened-bot.ts'

const told = new Set(['quota', 'queue', 'history', 'settings'])
type Further = Record<string, (respond: Responder) => Promise<void>>

const open = async (further: Further = {}) => {
  const { slack, bot, ada } = await openBot({ further })
  /** The home once it was drawn so often: its headings, and all of it as text. */
  const home = (times: number) =>
    vi.waitFor(() => {
      const drawn = slack.views.filter(({ type }) => type === 'home')
      expect(slack.called('views.publish')).toHaveLength(times)
      expect(drawn).toHaveLength(times)
      const blocks = drawn.at(-1)?.blocks ?? []
      const headings = blocks.filter(({ type }) => type === 'header').map((block) => JSON.stringify(block['text']))
      return { blocks, headings: headings.map((text) => /"text":"([^"]*)"/.exec(text)?.[1]), text: JSON.stringify(blocks) }
    }, patient)
  return { slack, bot, ada, home }
}

const clip = (generationId: string): Post => ({
  ...notice(`clip ${generationId}`),
  kind: 'clip',
  facts: ['seed 42', 'local', '4 s'],
  actions: [
    { command: 'info', argument: generationId, label: 'Recipe' },
    { command: 'reroll', argument: generationId, label: 'Reroll' },
  ],
  generationIds: [generationId],
})

it('shows what there is: the quota, and no headings of commands that are not there', async () => {
  const { ada, home } = await open()
  await ada.openHome()
  const { headings, text } = await home(1)
  expect(headings).toContain('What you have left')
  expect(headings.length).toBe(
    (await loadCommands(undefined))
      .keys()
      .filter((name) => told.has(name))
      .toArray().length,
  )
  expect(text).toContain('quota: {}')
  expect(text).toContain('no slash commands in threads')
})

it('shows the queue, the recent clips with their recipes, and the preferences as soon as their commands exist', async () => {
  const { ada, home, bot } = await open({
    queue: (respond) => respond.reply(notice('one clip, about 40 s')),
    history: async (respond) => {
      for (const id of ['aaa', 'bbb']) await respond.reply(clip(id))
    },
    settings: async (respond) => {
      await respond.reply(notice('Model: local'))
      await respond.form({ command: 'settings', generationId: '', title: 'Preferences', values: {} })
    },
  })
  await ada.openHome()
  const { headings, text } = await home(1)
  expect(headings).toEqual(['What you have left', 'Your queue', 'Your recent clips', 'Your settings'])
  for (const words of ['about 40 s', 'clip aaa', 'seed 42 · local · 4 s', 'm1:run:info:aaa:', 'm1:run:info:bbb:', 'Model: local']) {
    expect(text).toContain(words)
  }
  expect(bot.invocations.every(({ origin }) => JSON.stringify(origin).includes('"thread":null'))).toBe(true)
})

it('is drawn again when a button on it was worked on, and runs the command for the one who pressed', async () => {
  let left = 2
  const { slack, ada, home, bot } = await open({ history: (respond) => respond.reply({ ...clip('aaa'), text: `${left} clips` }) })
  await ada.openHome()
  expect((await home(1)).text).toContain('2 clips')
  left = 1
  await ada.pressAtHome('Recipe')
  expect((await home(2)).text).toContain('1 clips')
  const pressed = bot.invocations.find(({ command }) => command === 'info')
  expect(pressed).toMatchObject({ input: { values: { id: 'aaa' } }, origin: { channel: slack.user }, member: { id: slack.user } })
})

it('opens the form of the preferences by a press, for a home has no other way', async () => {
  const { slack, ada, home } = await open({
    settings: (respond) => respond.form({ command: 'settings', generationId: '', title: 'Preferences', values: {} }),
  })
  await ada.openHome()
  await home(1)
  await ada.pressAtHome('Open')
  await vi.waitFor(() => expect(ada.form().callback_id).toBe('m1:form:settings::'), patient)
  expect(slack.called('views.open')).toHaveLength(1)
})

it('offers to set the bot up to those who run the workspace, as long as something of it is left', async () => {
  const action = { command: 'setup', argument: 'budget', label: 'Set a budget' }
  let isLeft = true
  const setup = (respond: Responder): Promise<void> =>
    respond.reply({ ...notice('a card'), actions: [{ ...action, ...(isLeft && { style: 'primary' as const }) }] })
  const { slack, ada, home } = await open({ setup })
  await ada.openHome()
  const { headings, text } = await home(1)
  expect(headings[0]).toBe('Set up')
  expect(text).toContain('sets it up in five steps')
  await ada.pressAtHome('Set up')
  await home(2)
  // At a home nothing can be replaced.
  await vi.waitFor(
    () => expect(slack.called('chat.postMessage').at(-1)?.body).toMatchObject({ channel: slack.user, text: 'a card' }),
    patient,
  )
  isLeft = false
  await ada.openHome()
  expect((await home(3)).headings).not.toContain('Set up')
})

it('asks nobody else whether the bot is to be set up', async () => {
  const { slack, ada, home, bot } = await open()
  slack.always('users.info', error('internal_error'))
  await ada.openHome()
  await home(1)
  expect(bot.invocations.map(({ command }) => command)).not.toContain('setup')
})

it('stays within what Slack takes however much there is to tell, and says where the rest is', async () => {
  const many = async (respond: Responder): Promise<void> => {
    for (let n = 0; n < 60; n += 1) await respond.reply(clip(`c${n}`))
  }
  const { ada, home } = await open({ queue: many, history: many, settings: many })
  await ada.openHome()
  const { blocks, text } = await home(1)
  expect(blocks.length).toBeLessThanOrEqual(100)
  expect(text).toContain('See all: /history')
})

it('brings a clip that was made again from the home into a direct message', async () => {
  const { slack, ada, home, bot } = await open({ history: (respond) => respond.reply(clip('4k7q0c2m9xwd')) })
  await ada.openHome()
  await home(1)
  await ada.pressAtHome('Reroll')
  const made = await delivered(bot)
  expect(made.thread.channel).toMatch(/^D/)
  const files = (await slack.messages({ channel: made.thread.channel, thread: made.root.message })).filter(({ files }) => files.length > 0)
  expect(files).toHaveLength(1)
})
