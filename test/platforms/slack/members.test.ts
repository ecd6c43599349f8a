import { expect, it, vi } from 'vitest'
import { patient } from '../../support/patient.ts'
import { startSlackBot } from './bot.ts'
import { error } from './common-errors.ts'
import { personOf } from './fake/person.ts'
import { openFakeSlack } from './scene.ts'

it.each(['users.info', 'usergroups.list'])('takes rights from nobody for minutes because Slack once did not answer %s', async (method) => {
  const slack = await openFakeSlack()
  let now = Date.now()
  const bot = await startSlackBot(slack, { changes: { clock: { now: () => now } } })
  const ada = personOf(slack)
  const heard = async (count: number) => {
    await ada.command('/quota')
    await vi.waitFor(() => expect(bot.invocations).toHaveLength(count), patient)
    const { moderator, roles } = bot.invocations.at(-1)?.member ?? { moderator: null, roles: [] }
    return { moderator, roles: roles.length }
  }
  slack.fault(method, error('access_denied'))
  expect(await heard(1)).not.toEqual({ moderator: true, roles: 2 })
  // A crowd asks once for that moment, not once each.
  expect(await heard(2)).not.toEqual({ moderator: true, roles: 2 })
  expect(slack.called(method)).toHaveLength(1)
  now += 20_000
  expect(await heard(3)).toEqual({ moderator: true, roles: 2 })
  // What was told is believed for minutes.
  now += 4 * 60_000
  await heard(4)
  expect(slack.called(method)).toHaveLength(2)
})

it('lets nobody be more than a guest whom Slack does not tell of, and who was none stays none', async () => {
  const slack = await openFakeSlack()
  let now = Date.now()
  const bot = await startSlackBot(slack, { changes: { clock: { now: () => now } } })
  const ada = personOf(slack)
  const heard = async (count: number) => {
    await ada.command('/quota')
    await vi.waitFor(() => expect(bot.invocations).toHaveLength(count), patient)
    return bot.invocations.at(-1)?.member
  }
  slack.always('users.info', error('internal_error'))
  expect(await heard(1)).toMatchObject({ guest: true, moderator: false })
  slack.heal()
  now += 20_000
  expect((await heard(2))?.guest).toBeUndefined()
  slack.always('users.info', error('internal_error'))
  now += 6 * 60_000
  const later = await heard(3)
  expect([later?.guest, later?.moderator]).toEqual([undefined, false])
})
