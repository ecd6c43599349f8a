import { expect, vi } from 'vitest'
import { notice } from '../../../src/core/post.ts'
import { type Bot, type Made, startSlackBot } from './bot.ts'
import { type Person, personOf } from './fake/person.ts'
import type { FakeSlack } from './fake/slack.ts'
import type { FakeView } from './fake/view.ts'
import { openFakeSlack } from './scene.ts'

export const patient = { timeout: 30_000, interval: 20 }

export const image = { name: 'photo.png', mimetype: 'image/png' }
export const video = { name: 'walk.mp4', mimetype: 'video/mp4' }

/** A bot in a Slack, and somebody who uses it. */
export const openBot = async (options: Parameters<typeof startSlackBot>[1] = {}) => {
  const slack = await openFakeSlack()
  const bot = await startSlackBot(slack, options)
  return { slack, bot, ada: personOf(slack, bot.http) }
}

/** The form that stands open: Slack's call comes a moment before it. */
export const openedForm = (person: Person): Promise<FakeView> => vi.waitFor(() => person.form(), patient)

/** The first clip that was asked for, once its thread is open. */
export const asked = (bot: Bot): Promise<Made> =>
  vi.waitFor(() => {
    const [first] = [...bot.made.values()]
    if (!first) throw new Error('nothing was asked for')
    return first
  }, patient)

/** The last of so many clips, once all of them are delivered; there are no others. */
export const delivered = (bot: Bot, count = 1): Promise<Made> =>
  vi.waitFor(() => {
    const made = [...bot.made.values()]
    expect(made.map(({ clip }) => clip !== null)).toEqual(Array(count).fill(true))
    return made.at(-1) as Made
  }, patient)

/** A message of the bot's in a conversation, in whose thread something can be said. */
export const openTalk = async (slack: FakeSlack, bot: Bot, channel = slack.channel) => {
  const origin = { team: slack.team, channel, user: slack.user, at: Date.now() }
  return bot.platform.openThread(origin, { ...notice('some talk'), kind: 'batch' }, { key: `talk in ${channel}`, again: false })
}

/** What was said to one person alone, as soon as one of it has these words. */
export const toldPrivately = (slack: FakeSlack, words: string): Promise<void> =>
  vi.waitFor(
    () => expect(slack.called('chat.postEphemeral').map(({ body }) => body['text'])).toContainEqual(expect.stringContaining(words)),
    patient,
  )
