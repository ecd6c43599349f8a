import { z } from 'zod'
import { platformContract } from '../../contracts/platform-contract.ts'
import { startSlackBot } from './bot.ts'
import type { FakeMessage } from './fake/slack.ts'
import { openFakeSlack } from './scene.ts'

/** The words of a message as Slack shows them: plain text, with the three escaped signs as they were. */
const wordsOf = (message: FakeMessage): string => {
  const found: string[] = []
  const plain = z.object({ type: z.literal('plain_text'), text: z.string() })
  const walk = (part: unknown): void => {
    const text = plain.safeParse(part)
    if (text.success) found.push(text.data.text.replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&amp;/g, '&'))
    else if (typeof part === 'object' && part !== null) for (const inner of Object.values(part)) walk(inner)
  }
  walk(message.blocks)
  return found.join('\n')
}

platformContract('slack', async () => {
  const slack = await openFakeSlack()
  const bot = await startSlackBot(slack)
  const all = async (): Promise<FakeMessage[]> => {
    const roots = await slack.messages()
    return [...roots, ...(await Promise.all(roots.map(({ ts }) => slack.messages({ thread: ts })))).flat()]
  }
  return {
    platform: bot.platform,
    origin: () => ({ team: slack.team, channel: slack.channel, user: slack.user, at: Date.now() }),
    shown: async ({ message }) => {
      const found = (await all()).find(({ ts }) => ts === message.split('+')[0])
      return found ? wordsOf(found) : null
    },
    count: async ({ thread = '' }) => (await slack.messages({ thread })).length,
    clip: bot.file,
    restart: async () => {
      await bot.restart()
      return bot.platform
    },
    close: async () => undefined,
  }
})
