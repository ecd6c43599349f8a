import type { REST } from '@discordjs/rest'
import { GatewayDispatchEvents, Routes } from 'discord-api-types/v10'
import { z } from 'zod'
import type { Log } from '../../../core/log.ts'
import type { RefusalIn } from '../../../core/policy/serves.ts'
import { logFields } from '../api-errors.ts'

const guildSchema = z.object({ id: z.string().min(1), name: z.string().catch('') })

/**
 * Leaves servers that are not among those of the operator, as soon as the gateway tells of one: at each start, and when somebody
 * invites the bot. What is said there meanwhile is refused. Throws nothing.
 */
export const createLeaveGuilds =
  ({ rest, refusalIn, log }: { rest: REST; refusalIn: RefusalIn; log: Log }) =>
  (event: string, data: unknown): void => {
    const told = event === GatewayDispatchEvents.GuildCreate ? guildSchema.safeParse(data).data : undefined
    if (!told || refusalIn({ platform: 'discord', workspace: told.id }, '') === null) return
    log.warn({ guild: told.id, name: told.name }, 'this server is not in MOODREEL_WORKSPACES; the bot leaves it')
    rest.delete(Routes.userGuild(told.id)).catch((error: unknown) => {
      log.warn({ ...logFields(error), guild: told.id }, 'a server could not be left; its commands are refused')
    })
  }
