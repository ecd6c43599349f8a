import { createHash } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Bot } from '../support/bot.ts'
import type { Chat } from '../support/first-frame/chat.ts'
import { checkExample } from '../support/first-frame/check-example.ts'
import { openDiscordChat } from '../support/first-frame/on-discord.ts'
import { skyMask } from '../support/first-frame/painter.ts'
import { pixelsOf } from '../support/first-frame/pixels.ts'
import { type Example, type Made, openExample } from '../support/first-frame/world.ts'

/**
 * `npm run first-frame`: the example of the perfect first frame on Discord with the preview renderer, ten stills, one fixed by a mask and
 * animated, once in peace and once with the process killed at twenty moments. Both must have shown, made and paid the same.
 */
const steps = ['still', 'choose', 'fix', 'animate'] as const
type Step = (typeof steps)[number]

/** The process dies when it logged this so often since it started, or since the step began. */
interface Moment {
  step: Step
  stage: string
  msg: string
  count: number
}
const at = (step: Step, stage: string, edge: 'begins' | 'ends', count = 1): Moment => ({ step, stage, msg: `stage ${edge}`, count })

const moments: readonly Moment[] = [
  at('still', 'open-thread', 'begins'),
  at('still', 'open-thread', 'ends', 2),
  at('still', 'submit', 'begins'),
  at('still', 'submit', 'ends', 2),
  at('still', 'poll', 'begins', 3),
  at('still', 'collect', 'begins'),
  at('still', 'collect', 'ends'),
  at('still', 'deliver', 'begins'),
  at('still', 'deliver', 'ends'),
  at('still', 'report-end', 'begins'),
  at('fix', 'open-thread', 'begins'),
  at('fix', 'ingest', 'begins'),
  at('fix', 'submit', 'ends'),
  at('fix', 'collect', 'begins'),
  at('fix', 'collect', 'ends'),
  at('fix', 'report-end', 'begins'),
  at('animate', 'ingest', 'begins'),
  at('animate', 'submit', 'ends'),
  at('animate', 'collect', 'begins'),
  at('animate', 'deliver', 'begins'),
]
const mask = skyMask({ width: 320, height: 180 })
const momentMs = 60_000

const say = (line: string): void => void process.stdout.write(`${line}\n`)

const isLine = ({ stage, msg }: Moment, line: Bot['log'][number]): boolean => line['stage'] === stage && line.msg === msg

/** Does a step, and kills the process at each of its moments in their order. */
const strike = async (chat: Chat, world: Example, first: Bot, step: Step): Promise<Bot> => {
  let bot = first
  let seen = bot.log.length
  const isOver = step === 'fix' ? chat.fix(mask) : chat[step]()
  // Whoever waits for its end hears why there was none.
  isOver.catch(() => undefined)
  for (const moment of moments.filter((one) => one.step === step)) {
    const end = Date.now() + momentMs
    while (bot.log.slice(seen).filter((line) => isLine(moment, line)).length < moment.count) {
      if (Date.now() > end) throw new Error(`${moment.msg} of ${moment.stage} never came in ${step}`)
      await sleep(1)
    }
    await bot.kill()
    bot = await world.start()
    seen = 0
  }
  await isOver
  return bot
}

/** What a picture shows, whatever is written in its file beside it. */
const shownIn = async (world: Example, made: Made): Promise<string> =>
  createHash('sha256')
    .update((await pixelsOf(await world.fileOf(made))).rgba)
    .digest('hex')
    .slice(0, 12)

/** Goes through the example once and tells what was seen; whatever is not as it should be is in `broken`. */
const run = async (isCalm: boolean) => {
  const base = await mkdtemp(join(tmpdir(), 'moodreel-first-frame-'))
  const discord = await openDiscordChat()
  const world = await openExample(base, discord.env)
  try {
    let bot = await world.start()
    await discord.registered()
    let counted = discord.chat.counted()
    for (const step of steps) {
      if (!isCalm) bot = await strike(discord.chat, world, bot, step)
      else if (step === 'fix') await discord.chat.fix(mask)
      else await discord.chat[step]()
      if (step === 'still') counted = discord.chat.counted()
      say(`${isCalm ? 'in peace' : 'with kills'}: ${step} done`)
    }
    let checked = await checkExample(world, mask)
    for (const end = Date.now() + momentMs; checked.broken.length > 0 && Date.now() < end; checked = await checkExample(world, mask))
      await sleep(500)
    const { broken, firstFrame, byMask, stills } = checked
    const shown = await Promise.all(stills.map((made) => shownIn(world, made)))
    const { messages, edits, uploads } = counted
    if (messages !== 1) broken.push(`${messages} messages were sent for ten stills`)
    await discord.clip()
    broken.push(...discord.discord.broken())
    say(
      `first frame ${firstFrame.toFixed(2)} of 255 from the fixed still; outside of the mask ${byMask.map(({ outside }) => outside.changed)} of ${byMask[0]?.outside.pixels} pixels changed; ten stills: ${messages} message, ${edits} edits, ${uploads} uploads`,
    )
    return { broken, shown }
  } finally {
    await world.stop()
    await discord.stop()
    await rm(base, { recursive: true, force: true, maxRetries: 5 })
  }
}

const calm = await run(true)
const killed = await run(false)
const broken = [...calm.broken, ...killed.broken]
for (const [index, picture] of calm.shown.entries()) {
  if (killed.shown[index] !== picture) broken.push(`picture ${index + 1} is ${killed.shown[index]} in place of ${picture}`)
}
for (const fault of broken) say(`BROKEN ${fault}`)
say(`${moments.length} kills, ${broken.length} broken promises`)
process.exit(broken.length === 0 ? 0 : 1)
