import type { Environment } from '../../config/env.ts'
import type { Allowed } from '../core/policy/serves.ts'

/** The servers and teams of a list, as MOODREEL_WORKSPACES has them. */
export const placesListed = (allowed: Allowed): string[] =>
  Object.entries(allowed).flatMap(([chat, ids]) => ids.map((id) => `${chat}:${id}`))

/** The whole line: one that names only what is missing would shut out the other chat. */
const lineWith = (workspaces: Allowed | undefined, missing: string): string =>
  `MOODREEL_WORKSPACES=${[...placesListed(workspaces ?? {}), missing].toSorted().join(',')}`

const discordWarnings = (guildId: string | undefined, workspaces: Allowed | undefined): string[] => {
  const ids = workspaces?.['discord']
  const own = `discord:${guildId ?? '…'}`
  if (!ids) return [`Every Discord server that adds the bot may spend your money; name yours: ${lineWith(workspaces, own)}`]
  if (ids.length === 0) {
    return [
      `Discord is connected, and MOODREEL_WORKSPACES names no server of it, so the bot leaves every server; write ${lineWith(workspaces, own)}`,
    ]
  }
  if (guildId === undefined || ids.includes(guildId)) return []
  return [
    `DISCORD_GUILD_ID is not among the servers of MOODREEL_WORKSPACES, so the bot leaves it; write ${lineWith(workspaces, own)}, or correct DISCORD_GUILD_ID.`,
  ]
}

const slackWarnings = (workspaces: Allowed | undefined): string[] => {
  const ids = workspaces?.['slack']
  const line = `${lineWith(workspaces, 'slack:…')} with your team’s id, which npm run slack:doctor prints.`
  if (!ids) return [`Every Slack team that has the app may spend your money; name yours: ${line}`]
  return ids.length > 0 ? [] : [`Slack is connected, and MOODREEL_WORKSPACES names no team of it, so nobody there is heard; write ${line}`]
}

/** A sentence for each chat that is connected and open to everybody, to nobody, or not to the server that its commands are made for. */
export const placeWarnings = ({ discord, slack, workspaces }: Pick<Environment, 'discord' | 'slack' | 'workspaces'>): string[] => [
  ...(discord ? discordWarnings(discord.guildId, workspaces) : []),
  ...(slack ? slackWarnings(workspaces) : []),
]
