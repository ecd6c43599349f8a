import { type Environment, environmentNames } from '../../config/env.ts'
import { urlOf } from '../http/url-of.ts'
import type { Configuration } from './config.ts'
import { placesListed, placeWarnings } from './place-warnings.ts'
import type { EnvironmentRecord } from './providers.ts'
import { settingNames } from './unknown-names.ts'

const listed = (names: readonly string[], none: string): string => (names.length === 0 ? none : names.join(', '))

/** What of these names is set, for names may be told and values may not. */
const setOf = (names: readonly string[], variables: EnvironmentRecord): string[] => names.filter((name) => variables[name]?.trim())

const placesOf = ({ discord, slack, host, port }: Environment): string => {
  const slackBy = slack?.appToken ? 'Socket Mode' : 'HTTP'
  const chats = [...(discord ? ['Discord'] : []), ...(slack ? [`Slack by ${slackBy}`] : [])]
  return chats.length > 0 ? `${chats.join(' and ')}; no playground` : `none is set up, so the playground opens at ${urlOf(host, port)}`
}

const providerLine = ({ definitions }: Configuration, variables: EnvironmentRecord): string => {
  const touched = [...definitions.values()].flatMap((definition) => {
    const names = setOf(settingNames(definition), variables)
    return names.length === 0 ? [] : [`${definition.name} (${names.join(', ')})`]
  })
  return `providers: ${definitions.size} can be read; settings are there for ${listed(touched, 'none, so clips are drawn by the preview renderer')}`
}

const roleWords: Record<Environment['role'], string> = {
  all: 'a gateway and a worker',
  gateway: 'a gateway',
  worker: 'a worker',
}

/** What `--check` says once everything was read: a line for each thing that was looked at, and what nobody reads last. */
export const checkLines = (
  environment: Environment,
  configuration: Configuration,
  variables: EnvironmentRecord,
  /** The worst case in money, in words. */
  worst: string,
): string[] => {
  const { rows, tiers, policy, commands, warnings } = configuration
  const { configDir, dataDir, databaseUrl, role, s3, workspaces } = environment
  const away = rows.filter(({ unavailable }) => unavailable).length
  const found = [
    `environment: ${listed(setOf(environmentNames, variables), 'nothing is set, which is fine')}`,
    `folders: data in ${dataDir}, and ${configDir === undefined ? 'no configuration of your own' : `your own configuration in ${configDir}`}`,
    `database: ${databaseUrl ? `Postgres at ${new URL(databaseUrl).host}; this process is ${roleWords[role]}` : 'SQLite in the data folder, for this process alone'}`,
    `media: ${s3 ? `in the bucket ${s3.bucket} at ${new URL(s3.endpoint).host}, which a start tries` : 'in the data folder'}`,
    `models.yaml: ${rows.length} models, of which ${away} are not available any more`,
    `tiers.yaml: ${tiers.all.map(({ name }) => name).join(', ')}`,
    `policy.yaml: ${policy.blocked.length} rules for words, ${policy.channels.length} for channels, ${policy.moderators.length} for moderators`,
    `commands: ${commands.size}`,
    providerLine(configuration, variables),
    `chats: ${placesOf(environment)}`,
    ...(workspaces ? [`open to: ${listed(placesListed(workspaces), 'nobody')}`] : []),
    `spending: ${worst}`,
  ]
  return [
    ...found.map((line) => `ok   ${line}`),
    ...[...placeWarnings(environment), ...warnings].map((line) => `warn ${line}`),
    'Everything was read and fits. Nothing was opened and nobody was asked: npm run discord:invite and npm run slack:doctor do that.',
  ]
}
