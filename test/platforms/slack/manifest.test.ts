import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Ajv } from 'ajv'
import { expect, it } from 'vitest'
import { inWords } from '../../../src/core/words/in-words.ts'
import { furtherScopes, neededScopes } from '../../../src/platforms/slack/receive/identity.ts'
import { loadCommands } from '../../../src/program/load.ts'
import { readManifest } from './manifest-scopes.ts'

const source = join(import.meta.dirname, '../../../src/platforms/slack')

/**
 * The scopes of a bot token that each method asks for, `apps.connections.open` asks for the app token instead.
 * https://docs.slack.dev/reference/methods
 */
const scopesOf: Record<string, string[]> = {
  'apps.connections.open': [],
  'auth.test': [],
  'chat.delete': ['chat:write'],
  'chat.getPermalink': [],
  'chat.postEphemeral': ['chat:write'],
  'chat.postMessage': ['chat:write'],
  'chat.update': ['chat:write'],
  'conversations.history': ['channels:history', 'groups:history', 'im:history', 'mpim:history'],
  'conversations.replies': ['channels:history', 'groups:history', 'im:history', 'mpim:history'],
  'conversations.open': ['im:write'],
  'files.completeUploadExternal': ['files:write'],
  'files.delete': ['files:write'],
  'files.getUploadURLExternal': ['files:write'],
  'files.info': ['files:read'],
  'usergroups.list': ['usergroups:read'],
  'users.info': ['users:read'],
  'views.open': [],
  'views.publish': [],
  'views.update': [],
}
/** What events need to be sent at all. */
const scopesOfEvents: Record<string, string[]> = { app_home_opened: [], app_mention: ['app_mentions:read'], 'message.im': ['im:history'] }

const methodsInSource = async (): Promise<string[]> => {
  const files = (await readdir(source, { recursive: true })).filter((name) => name.endsWith('.ts'))
  const texts = await Promise.all(files.map((name) => readFile(join(source, name), 'utf8')))
  return [
    ...new Set(
      texts.flatMap((text) => [...text.matchAll(/\bclient\s*\.(\w+)\s*\.(\w+(?:\.\w+)?)\(/g)].map((found) => `${found[1]}.${found[2]}`)),
    ),
  ].sort()
}

it('asks for the scope of every method that the code calls, and for no other', async () => {
  const { manifest } = await readManifest()
  const scopes = manifest.oauth_config.scopes.bot
  const methods = await methodsInSource()
  expect(methods.length).toBeGreaterThan(10)
  expect(methods.filter((method) => !(method in scopesOf))).toEqual([])
  const events = manifest.settings.event_subscriptions.bot_events
  const needed = new Set([
    'commands',
    ...methods.flatMap((method) => scopesOf[method] ?? []),
    ...events.flatMap((event) => scopesOfEvents[event] ?? []),
  ])
  expect([...needed].filter((scope) => !scopes.includes(scope))).toEqual([])
  expect(scopes.filter((scope) => !needed.has(scope))).toEqual([])
  expect(events.filter((event) => !(event in scopesOfEvents))).toEqual([])
  expect([...neededScopes, ...Object.keys(furtherScopes)].sort()).toEqual([...scopes].sort())
})

const schemaPath = join(import.meta.dirname, '../../../../shared/contracts/slack-manifest.schema.json')
const readSchema = async (): Promise<object | null> => {
  const text = await readFile(schemaPath, 'utf8').catch(() => null)
  if (text === null) return null
  const schema: unknown = JSON.parse(text)
  return typeof schema === 'object' ? schema : null
}

it('is valid against Slack’s schema of manifests, in both modes', async () => {
  const schema = await readSchema()
  if (!schema)
    console.warn(
      'Slack’s schema (../shared/contracts/slack-manifest.schema.json) is not here: the manifest is checked only by its own reader.',
    )
  const validate = new Ajv({ strict: false, allErrors: true, validateFormats: false }).compile(schema ?? { type: 'object' })
  const { raw, manifest } = await readManifest()
  validate(raw)
  expect(validate.errors ?? []).toEqual([])
  validate({ ...manifest, settings: { ...manifest.settings, socket_mode_enabled: false } })
  expect(validate.errors ?? []).toEqual([])
  expect(manifest.settings.socket_mode_enabled).toBe(true)
  const urls = JSON.stringify(raw).match(/https:[^"]+/g) ?? []
  expect(urls.every((url) => url.endsWith('/slack/events'))).toBe(true)
})

it('has every command with its own description by use, those of moderators beneath one, and the shortcuts', async () => {
  const { manifest } = await readManifest()
  const commands = [...(await loadCommands(undefined)).values()].filter(({ under }) => under === undefined)
  const listed = manifest.features.slash_commands
  expect(listed.map(({ command }) => command)).toEqual(['/moodreel', ...commands.map(({ name }) => `/${name}`)])
  for (const { name, description } of commands) {
    expect(listed.find(({ command }) => command === `/${name}`)).toMatchObject({ description: inWords(description, 'en') })
  }
  expect(manifest.features.shortcuts.map(({ callback_id: id, type }) => [id, type])).toEqual([
    ['animate', 'message'],
    ['restyle', 'message'],
    ['recipe', 'message'],
  ])
})
