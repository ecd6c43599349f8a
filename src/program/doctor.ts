import type { Environment } from '../../config/env.ts'
import { MoodreelError } from '../core/errors.ts'
import type { Log } from '../core/log.ts'
import type { Redact } from './secrets.ts'

/** Prints what a chat platform still needs, a line a finding. The exit code is 0 when nothing is amiss. */
export const examine = async (
  task: { kind: 'discord:invite' } | { kind: 'slack:doctor'; channels: string[] },
  { discord, slack, publicUrl, workspaces: allowed }: Environment,
  log: Log,
  redact: Redact,
  /** The worst case in money, in words. */
  worst: string,
): Promise<number> => {
  const print = (line: string): void => {
    process.stdout.write(`${redact(line)}\n`)
  }
  if (task.kind === 'discord:invite') {
    if (!discord) throw new MoodreelError('bad_config', 'Set DISCORD_TOKEN to the token of your bot first.')
    const { examinationLines, examineDiscord } = await import('../platforms/discord/doctor.ts')
    const examination = await examineDiscord({ ...discord, allowed })
    for (const line of examinationLines(examination)) print(line)
    print(worst)
    return examination.findings.every((finding) => finding.ok) ? 0 : 1
  }
  if (!slack) throw new MoodreelError('bad_config', 'Set SLACK_BOT_TOKEN and SLACK_APP_TOKEN or SLACK_SIGNING_SECRET first.')
  const { slackDoctor } = await import('../platforms/slack/doctor.ts')
  const code = await slackDoctor({ ...slack, allowed, publicUrl, channels: task.channels, log }, print)
  print(worst)
  return code
}
