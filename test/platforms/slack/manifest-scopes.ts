import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parse } from 'yaml'
import { z } from 'zod'

const manifestSchema = z.looseObject({
  features: z.looseObject({
    slash_commands: z.array(z.looseObject({ command: z.string(), description: z.string() })),
    shortcuts: z.array(z.looseObject({ callback_id: z.string(), type: z.string() })),
  }),
  oauth_config: z.looseObject({ scopes: z.looseObject({ bot: z.array(z.string()) }) }),
  settings: z.looseObject({ event_subscriptions: z.looseObject({ bot_events: z.array(z.string()) }), socket_mode_enabled: z.boolean() }),
})

/** The manifest that operators install. */
export const readManifest = async (name = 'slack-manifest.yaml') => {
  const raw: unknown = parse(await readFile(join(import.meta.dirname, '../../../config', name), 'utf8'))
  return { raw, manifest: manifestSchema.parse(raw) }
}

/** Exactly the scopes that an installed app gets: the tests run with these and no more. */
export const manifestScopes = async (): Promise<string[]> => (await readManifest()).manifest.oauth_config.scopes.bot
