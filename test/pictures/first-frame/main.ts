import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { until } from '../../support/first-frame/chat.ts'
import { checkExample } from '../../support/first-frame/check-example.ts'
import { skyMask } from '../../support/first-frame/painter.ts'
import { openExample } from '../../support/first-frame/world.ts'
import { drawSides } from '../posts/draw/sides.ts'
import type { Shot } from '../posts/shot.ts'
import type { Place } from './camera.ts'
import { openOnDiscord } from './on-discord.ts'
import { openOnSlack } from './on-slack.ts'

/**
 * `node test/pictures/first-frame/main.ts`: the example of the perfect first frame with the real program and the preview renderer, in the
 * tests' Discord and Slack, and what people see after each step, drawn into docs/pictures/posts or `--into FOLDER`.
 */
const { values } = parseArgs({ options: { into: { type: 'string' } } })
const folder = values.into ?? join(import.meta.dirname, '../../../docs/pictures/posts')
const mask = skyMask({ width: 320, height: 180 })
const maxBytes = 118_000

const play = async (platform: Shot['platform'], { chat, camera, env, ready, stop }: Place): Promise<void> => {
  const base = await mkdtemp(join(tmpdir(), 'moodreel-pictures-'))
  const world = await openExample(base, env)
  try {
    await world.start()
    await ready()
    const steps = {
      stills: ['Ten stills', () => chat.still()],
      star: ['The third is chosen', () => chat.choose()],
      fix: ['Its sky is made anew by a mask', () => chat.fix(mask)],
      animate: ['The second of the fixes becomes a clip', () => chat.animate()],
    } as const
    for (const [kind, [title, step]] of Object.entries(steps)) {
      await step()
      // What follows the clip is told after it is shown.
      if (kind === 'animate') await until('its end', async () => (await checkExample(world, mask)).broken.length === 0)
      const shot = { platform, kind, messages: await camera.look() }
      const drawn = await drawSides(platform, [{ title, shot, stills: camera.stills }], maxBytes)
      await writeFile(join(folder, `${platform}-first-frame-${kind}.jpg`), drawn)
    }
  } finally {
    await world.stop()
    await stop()
    await rm(base, { recursive: true, force: true })
  }
}

await mkdir(folder, { recursive: true })
await play('discord', await openOnDiscord())
await play('slack', await openOnSlack())
