import { randomUUID } from 'node:crypto'
import { personOf } from '../test/platforms/slack/fake/person.ts'
import { appToken, botToken, type FakeSlack, startFakeSlack } from '../test/platforms/slack/fake/slack.ts'
import { manifestScopes } from '../test/platforms/slack/manifest-scopes.ts'
import { atRate } from './at-rate.ts'
import { startBareBot } from './bare-bot.ts'
import type { Measurement } from './measure.ts'
import { percentile } from './numbers.ts'

const warmUps = 20
const commands = 100
const perSecond = 20
/** The bare bot and our own in turn, so that both meet the same other work of the machine. */
const rounds = 3
/** What is aimed at, as a multiple of the bare bot's. */
const aimedTimes = 1.5

/** From the moment that Slack sends a command to the moment that it has the acknowledgement, in milliseconds. */
const acksMs = async (start: (slack: FakeSlack) => Promise<{ kill(): Promise<void> }>): Promise<number[]> => {
  const slack = await startFakeSlack({ scopes: await manifestScopes() })
  const bot = await start(slack)
  try {
    const ada = personOf(slack)
    const all = await atRate(warmUps + commands, perSecond, (n) =>
      ada.command('/t2v', `clip ${n} --model remote`, { triggerId: randomUUID() }),
    )
    return all.slice(warmUps).map(({ ms }) => ms)
  } finally {
    await bot.kill()
    await slack.close()
  }
}

/** How soon Slack is answered. */
export const slackAck: Measurement = {
  name: 'slack-ack',
  method: `${rounds} times ${commands} /t2v at ${perSecond} a second by a Slack on this machine in Socket Mode, whether answered or not; from sending the command to having its acknowledgement, while threads are opened as fast as Slack allows and clips begun; the baseline is a process with Bolt that only acknowledges, in turn with our own`,
  async run(world, dataDir) {
    world.vendor.behaviour.renderMs = 3_600_000
    const bare: number[] = []
    const own: number[] = []
    for (let round = 0; round < rounds; round += 1) {
      const plain = await acksMs((slack) => startBareBot('slack', [slack.apiUrl, botToken, appToken]))
      const folder = await world.copyOf(dataDir)
      const ours = await acksMs((slack) =>
        world.start(folder, { SLACK_BOT_TOKEN: botToken, SLACK_APP_TOKEN: appToken, SLACK_API_URL: slack.apiUrl }),
      )
      const times = [0.5, 0.99].map((share) => (percentile(ours, share) / percentile(plain, share)).toFixed(2))
      console.error(`slack-ack round ${round + 1}: p50 ${times[0]}×, p99 ${times[1]}×`)
      bare.push(...plain)
      own.push(...ours)
    }
    const figure = (share: number) => ({
      name: `Slack ack p${share * 100}`,
      unit: 'ms' as const,
      value: percentile(own, share),
      baseline: { value: percentile(bare, share), what: 'bare Bolt' },
      aim: { at: 'most' as const, value: aimedTimes, of: 'times baseline' as const },
    })
    return [figure(0.5), figure(0.99)]
  },
}
