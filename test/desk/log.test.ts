import { expect, test } from 'vitest'
import { MoodreelError } from '../../src/core/errors.ts'
import { type House, openHouse } from '../support/open-house.ts'

const mod = { id: 'mod', name: 'Mo', moderator: true, manager: true }
const down = new MoodreelError('delivery_failed', 'The chat is down.')

const logged = ({ platform }: House): string[] =>
  [...platform.messages.entries()].filter(([key]) => key.startsWith('log:')).map(([, { text, facts }]) => `${text} | ${facts.join(' · ')}`)

test('the log channel shows the audit as it is written, from when it was set', async () => {
  const house = await openHouse()
  await house.say('block', '@ann before', mod)
  await house.say('workspace', '--log #mod-log', mod)
  await house.say('block', '@ann spam', mod)
  for (let time = 0; time < 3; time += 1) await house.say('block', '@ann spam', { id: 'eve', name: 'Eve' })
  await expect
    .poll(() => logged(house))
    .toEqual([
      expect.stringMatching(/^Change the workspace settings \| Log channel: mod-log \(was none\) · by Mo · /),
      expect.stringMatching(/^Block a member \| ann · spam · for good · by Mo · /),
      // Once an hour, as in the audit.
      expect.stringMatching(/^Refused: Block a member \| ann · by Eve · /),
    ])
  await house.say('workspace', '--off log', mod)
  await house.say('unblock', '@ann', mod)
  expect(logged(house)).toHaveLength(3)
})

test('a log channel that is away keeps nobody from anything, and gets all of it in order', async () => {
  let now = Date.now()
  const house = await openHouse({ parts: { clock: { now: () => now } } })
  await house.say('workspace', '--log #mod-log', mod)
  await expect.poll(() => logged(house)).toHaveLength(1)
  house.platform.faults.push({ call: 'post', when: 'before', error: down, times: Number.POSITIVE_INFINITY })
  await house.say('block', '@ann spam', mod)
  expect((await house.say('unblock', '@ann', mod)).sentences[0]).toContain('ann can make clips again.')
  expect(logged(house)).toHaveLength(1)
  house.platform.faults.length = 0
  now += 3_600_000
  await house.start()
  await expect
    .poll(() => logged(house).map((line) => line.split(' |')[0]))
    .toEqual(['Change the workspace settings', 'Block a member', 'Unblock a member'])
})
