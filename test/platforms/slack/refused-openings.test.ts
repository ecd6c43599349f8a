import { expect, test } from 'vitest'
import type { MoodreelError } from '../../../src/core/errors.ts'
import { notice } from '../../../src/core/post.ts'
import { startSlackBot } from './bot.ts'
import { brokenAnswers, error } from './common-errors.ts'
import { openFakeSlack } from './scene.ts'

/** A bot that opens the thread of a batch, as the studio does it: again every half minute, until it is there or is refused. */
const setUp = async () => {
  let now = Date.now()
  const slack = await openFakeSlack()
  const bot = await startSlackBot(slack, { changes: { clock: { now: () => now }, readPauseMs: 0, messageIntervalMs: 0 } })
  const origin = { team: slack.team, channel: slack.channel, user: slack.user, at: now }
  const open = async (tries: number): Promise<string[]> => {
    const codes: string[] = []
    for (let again = false; codes.length < tries; again = true) {
      try {
        await bot.platform.openThread(origin, { ...notice('a fox'), kind: 'batch' }, { key: 'root', again })
        return [...codes, 'opened']
      } catch (fault) {
        codes.push((fault as MoodreelError).code)
        if (codes.at(-1) === 'not_allowed') return codes
        now += 30_000
      }
    }
    return codes
  }
  return { slack, open }
}

test.each(['msg_too_long', 'invalid_blocks', 'msg_blocks_too_long', 'message_limit_exceeded', 'draft_not_found', 'a_code_of_tomorrow'])(
  'a first message that Slack refuses for good by %s ends within two minutes, and the one who asked is told',
  async (code) => {
    const { slack, open } = await setUp()
    slack.always('chat.postMessage', error(code))
    expect(await open(10)).toEqual(['delivery_failed', 'delivery_failed', 'not_allowed'])
  },
)

test.each(['msg_too_long', 'message_limit_exceeded', 'a_code_of_tomorrow'])('one refusal by %s is no end', async (code) => {
  const { slack, open } = await setUp()
  slack.fault('chat.postMessage', error(code))
  expect((await open(3)).at(-1)).toBe('opened')
})

test.each(Object.entries(brokenAnswers))('what is no answer of Slack’s is waited out: %s', async (_, fault) => {
  const { slack, open } = await setUp()
  slack.always('chat.postMessage', fault)
  expect(await open(8)).toEqual(Array(8).fill('delivery_failed'))
  slack.heal()
  expect(await open(1)).toEqual(['opened'])
})
