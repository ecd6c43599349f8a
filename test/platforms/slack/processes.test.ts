import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { notice } from '../../../src/core/post.ts'
import { createMemory, createSettings } from '../../../src/storage/settings.ts'
import { openHomes } from '../../support/homes.ts'
import { startSlackBot } from './bot.ts'
import { personOf } from './fake/person.ts'
import { image, openedForm, patient, toldPrivately } from './opened-bot.ts'
import { openFakeSlack } from './scene.ts'

type Options = NonNullable<Parameters<typeof startSlackBot>[1]>

/** A Slack, and what starts a process for its one app, called by requests to an address of its own. */
const setUp = async () => {
  const slack = await openFakeSlack()
  const openHome = await openHomes()
  const start = async ({ changes, ...more }: Options = {}) => {
    const home = await openHome()
    const { inbox, locks, isShared } = home
    const shared = { inbox, locks, isShared, settings: createSettings(home.db, 'settings'), memory: createMemory(home.db, home.flush) }
    const bot = await startSlackBot(slack, { mode: 'http', changes: { ...shared, lookMs: 50, ...changes }, ...more })
    return { home, bot, ada: personOf(slack, bot.http) }
  }
  return { slack, openHome, start }
}

describe('several processes for one app', () => {
  test('what a killed one had taken is done by another one, once', async () => {
    const { slack, start } = await setUp()
    const { promise: killed, resolve: end } = Promise.withResolvers<void>()
    const first = await start({ further: { help: () => killed } })
    onTestFinished(() => end())
    const others = [await start(), await start()]
    await first.ada.command('/help')
    await vi.waitFor(() => expect(first.bot.invocations).toHaveLength(1), patient)
    // What it was at work on is free, as after a SIGKILL.
    await first.home.close()
    await toldPrivately(slack, 'help: {}')
    const taken = others.flatMap(({ bot }) => bot.invocations)
    expect(taken.map(({ id }) => id)).toEqual(first.bot.invocations.map(({ id }) => id))
  })

  test('what Slack delivers again, tells by two events, or is sent twice, to each of them, is done once', async () => {
    const { slack, start } = await setUp()
    const [one, other] = [await start(), await start()]
    const heard = () => [...one.bot.invocations, ...other.bot.invocations].map(({ command }) => command).toSorted()
    await Promise.all([one, other].map(({ ada }) => ada.mention('help', { ts: '1790000600.0001', eventId: 'Ev1' })))
    await vi.waitFor(() => expect(heard()).toEqual(['help']), patient)
    await Promise.all([one, other].map(({ ada }, index) => ada.mention('queue', { ts: '1790000700.0001', eventId: `Ev${2 + index}` })))
    await vi.waitFor(() => expect(heard()).toEqual(['help', 'queue']), patient)

    await one.ada.shortcut('animate', { ts: '1790000800.0001', files: [slack.addFile(image)] })
    const form = await openedForm(one.ada)
    await Promise.all([one, other].map(({ ada }) => ada.submit(form, { prompt: 'slow push-in' })))
    await vi.waitFor(() => expect(heard()).toContain('i2v'), patient)
    // Whoever takes nothing more has done all that it took.
    await Promise.all([one, other].map(({ bot }) => bot.platform.stop()))
    expect(heard()).toEqual(['help', 'i2v', 'queue'])
  })

  test('their messages in one channel keep their distance', async () => {
    const { slack, start } = await setUp()
    const apartMs = 150
    const bots = [await start({ changes: { messageIntervalMs: apartMs } }), await start({ changes: { messageIntervalMs: apartMs } })]
    const cameAt: number[] = []
    // Looks only, and lets all go well.
    slack.always('chat.postMessage', { kind: 'lostCall' }, () => cameAt.push(performance.now()) < 0)
    const thread = { platform: 'slack', workspace: slack.team, channel: slack.channel }
    const send = async (index: number): Promise<unknown> =>
      bots[index % 2]?.bot.platform.post(thread, notice(`message ${index}`), { key: `k${index}`, again: false })
    await Promise.all(Array.from({ length: 4 }, (_, index) => send(index)))
    expect(cameAt).toHaveLength(4)
    // A timer may be a moment early.
    for (const [index, at] of cameAt.slice(1).entries()) expect(at - (cameAt[index] ?? 0)).toBeGreaterThan(apartMs - 5)
  })
})
