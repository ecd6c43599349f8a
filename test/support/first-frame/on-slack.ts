import { personOf } from '../../platforms/slack/fake/person.ts'
import { appToken, botToken, type Call, type FakeMessage, startFakeSlack } from '../../platforms/slack/fake/slack.ts'
import { manifestScopes } from '../../platforms/slack/manifest-scopes.ts'
import { type Chat, type Counted, fixNumbers, stillNumbers, until } from './chat.ts'
import { example } from './world.ts'

const mostPresses = 5
const isPrivate = ({ method }: Call): boolean => method === 'chat.postEphemeral'

/** The example at a Slack of the tests, which outlives the bot. */
export const openSlackChat = async () => {
  const slack = await startFakeSlack({ scopes: await manifestScopes() })
  const ada = personOf(slack)
  const has = ({ blocks }: FakeMessage, label: string): boolean => JSON.stringify(blocks).includes(`"text":${JSON.stringify(label)}`)
  /** The only message with buttons for all of these numbers, some of them with a star. */
  const roundOf = async (numbers: readonly string[], thread?: string): Promise<FakeMessage | null> => {
    const isWhole = (message: FakeMessage): boolean => numbers.every((number) => has(message, number) || has(message, `${number} ★`))
    const [one, ...others] = (await slack.messages(thread === undefined ? {} : { thread })).filter(isWhole)
    if (others.length > 0) throw new Error(`${others.length + 1} messages have the buttons ${numbers}`)
    return one ?? null
  }
  const round = (): Promise<FakeMessage> => until('ten stills', () => roundOf(stillNumbers))
  const fixes = async (): Promise<FakeMessage> => {
    const { ts } = await round()
    return until('four fixes', () => roundOf(fixNumbers, ts))
  }
  /** Sends the form that a button opens. Slack opens none for a press that is older than three seconds, and people press again. */
  const fillIn = async (message: FakeMessage, label: string, values: Parameters<typeof ada.submit>[1]): Promise<void> => {
    const before = slack.views.length
    for (let press = 0; slack.views.length === before; press += 1) {
      const said = slack.calls.length
      if (press === mostPresses) throw new Error(`${label} opened no form: ${JSON.stringify(slack.calls.slice(-3))}`)
      await ada.press(message, label)
      await until(`an answer to ${label}`, () => slack.views.length > before || slack.calls.slice(said).some(isPrivate))
    }
    await ada.submit(ada.form(), values)
  }

  const chat: Chat = {
    async still() {
      await ada.command('/still', `${example.prompt} --takes 10 --seed ${example.seed} --model local`)
      await round()
    },
    async choose() {
      await ada.press(await round(), '3')
      await until('the star of the third', async () => has(await round(), '3 ★'))
    },
    async fix(mask) {
      const file = slack.addFile({ name: 'mask.png', mimetype: 'image/png', bytes: mask })
      await fillIn(await round(), 'Fix 3', { prompt: example.fix, mask: [file] })
      await ada.press(await fixes(), '3b')
      await until('the star of the second fix', async () => has(await fixes(), '3b ★'))
    },
    async animate() {
      await fillIn(await fixes(), 'Animate 3b', { prompt: example.motion, duration: String(example.seconds) })
      const { ts } = await round()
      await until('the clip', async () =>
        (await slack.messages({ thread: ts })).some(({ files }) => files.some(({ name = '' }) => name.endsWith('.mp4'))),
      )
    },
    counted: (): Counted => ({
      messages: slack.called('chat.postMessage').length,
      edits: slack.called('chat.update').length,
      uploads: slack.called('files.completeUploadExternal').length,
    }),
  }
  return {
    chat,
    slack,
    env: { SLACK_BOT_TOKEN: botToken, SLACK_APP_TOKEN: appToken, SLACK_API_URL: slack.apiUrl },
    stop: () => slack.close(),
  }
}
