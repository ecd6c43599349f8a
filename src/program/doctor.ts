import type { Environment } from '../../config/env.ts'
import { MoodreelError } from '../core/errors.ts'
import type { Log } from '../core/log.ts'
import { createTrial } from '../core/trial.ts'
import type { Configuration } from './config.ts'
import type { Redact } from './secrets.ts'
import type { Task } from './task.ts'
import { drawTrialClip } from './trial-clip.ts'

export type DoctorTask = Extract<Task, { kind: 'discord:invite' | 'slack:doctor' }>

const addressTimeoutMs = 10_000

/** Whether the address under which others reach this program leads to it: clips that are too large for a chat are linked there. */
const tryAddress = (publicUrl: string, print: (line: string) => void): Promise<true | null> =>
  createTrial(
    print,
    () => 'it is not this program that answers; start the bot, and look at the proxy or the tunnel that leads to it.',
  ).step({
    name: `reach PUBLIC_URL, ${publicUrl}/healthz`,
    work: async (): Promise<true> => {
      const answer = await fetch(`${publicUrl}/healthz`, { redirect: 'error', signal: AbortSignal.timeout(addressTimeoutMs) })
      if (!(await answer.text()).includes('alive')) throw new Error('another program')
      return true
    },
  })

/** Prints what a chat platform still needs, a line a finding, and what came of what was tried. The exit code is 0 when nothing is amiss. */
export const examine = async (
  task: DoctorTask,
  { discord, slack, publicUrl, workspaces: allowed }: Environment,
  tools: {
    configuration: Configuration
    log: Log
    redact: Redact
    /** The worst case in money, in words. */
    worst: string
  },
): Promise<number> => {
  const { log, redact, worst } = tools
  const print = (line: string): void => {
    process.stdout.write(`${redact(line)}\n`)
  }
  const draw = () => drawTrialClip(tools.configuration, log)
  const { tried } = task
  for (const warning of tools.configuration.warnings) print(`warn ${warning}`)
  // The first Ctrl+C only asks: a trial that is cut short would leave behind what it posted.
  if (tried.length > 0)
    process.once('SIGINT', () => print('– the trial ends in a moment, for it takes away what it posted; Ctrl+C again cuts it short'))
  if (task.kind === 'discord:invite') {
    if (!discord)
      throw new MoodreelError('bad_config', 'Set DISCORD_TOKEN in .env to the token of your bot first; docs/connect.md shows where it is.')
    const { discordDoctor } = await import('../platforms/discord/doctor.ts')
    const code = await discordDoctor({ ...discord, allowed, tried, draw }, print)
    const isReached = tried.length === 0 || publicUrl === undefined || (await tryAddress(publicUrl, print)) !== null
    print(worst)
    return isReached ? code : 1
  }
  if (!slack)
    throw new MoodreelError(
      'bad_config',
      'Set SLACK_BOT_TOKEN in .env, and SLACK_APP_TOKEN or SLACK_SIGNING_SECRET, first; docs/connect.md shows where they are.',
    )
  const { slackDoctor } = await import('../platforms/slack/doctor.ts')
  const code = await slackDoctor({ ...slack, allowed, publicUrl, channels: task.channels, tried, draw, log }, print)
  print(worst)
  return code
}
