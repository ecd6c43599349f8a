import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { PermissionFlagsBits } from 'discord.js'
import { type FakeDiscord, startFakeDiscord } from '../platforms/discord/fake/discord.ts'
import { personOf } from '../platforms/slack/fake/person.ts'
import { appToken, botToken, startFakeSlack } from '../platforms/slack/fake/slack.ts'
import { manifestScopes } from '../platforms/slack/manifest-scopes.ts'
import { startBot } from '../support/bot.ts'

/**
 * `npm run crowd`: two, twelve and thirty-one members ask for their quota, for the use of everybody and for tables in one instant,
 * round after round, at both chats. All must be answered, and the process must live.
 */
const { values } = parseArgs({
  options: { rounds: { type: 'string', default: '50' }, chat: { type: 'string', multiple: true, default: ['discord', 'slack'] } },
})
const rounds = Number(values.rounds)
const crowds = [2, 12, 31]
const patienceMs = 60_000

const questions = [
  { line: '/quota', discord: ['quota', {}] as const, expects: 'left today' },
  { line: '/mod usage 7', discord: ['mod usage', { days: 7 }] as const, expects: 'in the last 7 days' },
  { line: '/history --csv', discord: ['history', { csv: true }] as const, expects: '' },
]

const say = (line: string): void => void process.stdout.write(`${line}\n`)

/** Waits until nothing of a list is left; gives back what is. */
const settle = async <Item>(items: readonly Item[], isDone: (item: Item) => boolean): Promise<Item[]> => {
  const until = Date.now() + patienceMs
  let open = items.filter((item) => !isDone(item))
  while (open.length > 0 && Date.now() < until) {
    await sleep(20)
    open = open.filter((item) => !isDone(item))
  }
  return open
}

const withProcess = async (
  env: Record<string, string>,
  use: (isAlive: () => boolean) => Promise<string[]>,
): Promise<{ result: string[]; alive: boolean }> => {
  const dataDir = await mkdtemp(join(tmpdir(), 'moodreel-crowd-'))
  const bot = await startBot({ dataDir, env: { ...env, LOG_LEVEL: 'info' } })
  const isAlive = (): boolean => bot.process.exitCode === null && bot.process.signalCode === null
  try {
    const result = await use(isAlive)
    return { result, alive: isAlive() }
  } finally {
    await bot.kill()
    await rm(dataDir, { recursive: true })
  }
}

const textOf = (discord: FakeDiscord, one: ReturnType<FakeDiscord['command']>): string =>
  [one.original, ...one.followUps].map((message) => (message ? discord.shown(message).text : '')).join('\n')

const crowdAtDiscord = async (): Promise<string[]> => {
  const discord = await startFakeDiscord()
  const people = Array.from({ length: Math.max(...crowds) }, () => discord.person({ permissions: PermissionFlagsBits.ManageMessages }))
  const { result, alive } = await withProcess({ DISCORD_TOKEN: discord.token, DISCORD_API_URL: discord.apiUrl }, async (isAlive) => {
    const wrong: string[] = []
    for (let round = 0; round < rounds && isAlive(); round += 1) {
      for (const size of crowds) {
        const asked = people.slice(0, size).flatMap((person) =>
          questions.map(({ discord: [name, options], expects }) => ({
            expects,
            one: discord.command(person, discord.channel, name, options),
          })),
        )
        const isAnswered = ({ expects, one }: (typeof asked)[number]): boolean => {
          const text = textOf(discord, one)
          return text !== '' && !text.includes('Received.') && text.includes(expects)
        }
        for (const { one } of await settle(asked, isAnswered)) wrong.push(`Discord, ${size} members: "${textOf(discord, one)}"`)
      }
    }
    return wrong
  })
  await discord.stop()
  return alive ? result : [...result, 'Discord: the process ended']
}

const crowdAtSlack = async (): Promise<string[]> => {
  const slack = await startFakeSlack({ scopes: await manifestScopes() })
  const ada = personOf(slack)
  const env = { SLACK_BOT_TOKEN: botToken, SLACK_APP_TOKEN: appToken, SLACK_API_URL: slack.apiUrl }
  const { result, alive } = await withProcess(env, async (isAlive) => {
    const wrong: string[] = []
    for (let round = 0; round < rounds && isAlive(); round += 1) {
      for (const size of crowds) {
        const before = slack.called('chat.postEphemeral').length
        const asked = Array.from({ length: size }, () => questions.map(({ line }) => line)).flat()
        await Promise.all(
          asked.map((line, at) => {
            const [name = '', ...rest] = line.split(' ')
            // None of these opens a form, for which the fake keeps triggers; by it a command is told from one that is delivered again.
            return ada.command(name, rest.join(' '), { triggerId: `${round}.${size}.${at}` })
          }),
        )
        const answers = () => slack.called('chat.postEphemeral').slice(before)
        const missing = await settle([0], () => answers().length >= asked.length)
        if (missing.length > 0) wrong.push(`Slack, ${size} members: ${answers().length} answers to ${asked.length} questions`)
        for (const { body } of answers()) {
          if (JSON.stringify(body).includes('Something went wrong'))
            wrong.push(`Slack, ${size} members: ${JSON.stringify(body).slice(0, 200)}`)
        }
      }
    }
    return wrong
  })
  await slack.close()
  return alive ? result : [...result, 'Slack: the process ended']
}

const crowdAt: Record<string, () => Promise<string[]>> = { discord: crowdAtDiscord, slack: crowdAtSlack }
const faults: string[] = []
for (const chat of values.chat) faults.push(...((await crowdAt[chat]?.()) ?? [`there is no chat ${chat}`]))
for (const fault of faults.slice(0, 20)) say(fault)
const asked = values.chat.length * rounds * questions.length * crowds.reduce((sum, size) => sum + size, 0)
say(`${values.chat.join(' and ')}: ${rounds} rounds, ${asked} questions, ${faults.length} broken promises`)
process.exit(faults.length === 0 ? 0 : 1)
