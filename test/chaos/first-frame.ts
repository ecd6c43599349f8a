import { createHash } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { readClip } from '../providers/local/fixtures.ts'
import type { Bot } from '../support/bot.ts'
import { checkExample } from '../support/first-frame/check-example.ts'
import { openDiscordChat } from '../support/first-frame/on-discord.ts'
import { skyMask } from '../support/first-frame/painter.ts'
import { pixelsOf } from '../support/first-frame/pixels.ts'
import { type Example, openExample } from '../support/first-frame/world.ts'

/**
 * `npm run first-frame`: the example of the perfect first frame on Discord with the preview renderer, ten stills, one fixed by a mask and
 * animated, once in peace and once with the process killed at twenty moments. Both must have shown, made and paid the same.
 */
type Step = 'still' | 'choose' | 'fix' | 'animate'

/** The process dies when this was logged so often since it started, or since the step began. */
interface Moment {
  step: Step
  stage: string
  msg: 'stage begins' | 'stage ends'
  count: number
}
const at = (step: Step, stage: string, edge: 'begins' | 'ends', count = 1): Moment => ({ step, stage, msg: `stage ${edge}`, count })

const moments: readonly Moment[] = [
  at('still', 'open-thread', 'begins'),
  at('still', 'submit', 'begins'),
  at('still', 'submit', 'ends', 3),
  at('still', 'poll', 'begins', 2),
  at('still', 'collect', 'begins'),
  at('still', 'collect', 'ends'),
  at('still', 'deliver', 'begins', 2),
  at('still', 'deliver', 'ends', 2),
  at('still', 'settle', 'begins'),
  at('still', 'report-end', 'begins'),
  at('fix', 'open-thread', 'begins'),
  at('fix', 'ingest', 'begins'),
  at('fix', 'submit', 'ends'),
  at('fix', 'collect', 'begins'),
  at('fix', 'deliver', 'begins'),
  at('fix', 'report-end', 'begins'),
  at('animate', 'ingest', 'begins'),
  at('animate', 'submit', 'ends'),
  at('animate', 'collect', 'begins'),
  at('animate', 'deliver', 'begins'),
]
