import { z } from 'zod'
import { idPattern } from '../../../core/id.ts'
import { readActionId } from '../action-id.ts'
import type { Origin } from '../origin.ts'
import { type SlackFile, slackFileSchema } from '../post/files.ts'
import type { Identity } from './identity.ts'
import type { Caller } from './reply.ts'

const filesSchema = z
  .array(slackFileSchema.or(z.unknown().transform(() => null)))
  .transform((files) => files.filter((file) => file !== null))

/** The files of a message; ones of an unknown shape, such as deleted ones, are none. */
export const filesOf = (message: unknown): SlackFile[] => {
  const found = z.object({ files: filesSchema }).safeParse(message)
  return found.success ? found.data.files : []
}

/** Enterprise Grid leaves the team out of what comes from an app of the whole organisation. */
const teamSchema = z.object({
  team: z.object({ id: z.string() }).nullish(),
  team_id: z.string().nullish(),
  user: z.object({ team_id: z.string().nullish() }).nullish().catch(null),
  enterprise: z.object({ id: z.string() }).nullish(),
  enterprise_id: z.string().nullish(),
})
const teamOf = (body: unknown): string => {
  const { team, team_id: teamId, user, enterprise, enterprise_id: enterpriseId } = teamSchema.parse(body)
  return team?.id ?? teamId ?? user?.team_id ?? enterprise?.id ?? enterpriseId ?? 'unknown'
}

/** Finds where a payload came from. */
export type OriginIn = typeof originIn

/** Where a payload came from, as Slack says: in a channel that is shared with others that may be their own team. `at` is the time now, in milliseconds. */
export const originIn = (body: unknown, where: { channel: string; thread?: unknown; user: string; at: number }): Origin => ({
  team: teamOf(body),
  channel: where.channel,
  ...(typeof where.thread === 'string' ? { thread: where.thread } : {}),
  user: where.user,
  at: where.at,
})

/** Whether a payload is for an app of a whole organisation: what its team is, Slack alone says. */
const isForOrganisation = (body: unknown): boolean =>
  z.object({ is_enterprise_install: z.union([z.literal(true), z.literal('true')]) }).safeParse(body).success

/** An app of one team works for that team alone, also for somebody from elsewhere who speaks in a channel that is shared with another. */
export const originInTeam =
  (me: Pick<Identity, 'orgWide' | 'team'>): OriginIn =>
  (body, where) => ({ ...originIn(body, where), ...(me.orgWide || isForOrganisation(body) ? {} : { team: me.team }) })

/** A person or a place, by its id alone or as an object. */
const idSchema = z.union([z.string(), z.object({ id: z.string() }).transform(({ id }) => id)])
const personSchema = z.object({
  user: idSchema.optional().catch(undefined),
  user_id: z.string().optional(),
  channel: idSchema.optional().catch(undefined),
  channel_id: z.string().optional(),
})

/** Who did it and where, of any payload, for when nothing more of it could be read; null when it does not say. */
export const callerIn = (body: unknown, at: number): Caller | null => {
  const told =
    z.object({ event: personSchema.optional().catch(undefined) }).safeParse(body).data?.event ?? personSchema.safeParse(body).data
  const user = told?.user ?? told?.user_id
  if (user === undefined) return null
  return { origin: originIn(body, { channel: told?.channel ?? told?.channel_id ?? user, user, at }) }
}

/** The generation that one of our own messages is about: its buttons say so, or the name of its file where it is the bot's. */
export const generationIn = (message: unknown, botUserId: string): string | undefined => {
  const sent = z.object({ user: z.literal(botUserId) }).safeParse(message)
  const named = sent.success ? filesOf(message).map(({ name }) => /^moodreel-([^.]+)\./.exec(name ?? '')?.[1] ?? '') : []
  const schema = z.object({
    blocks: z.array(
      z.object({
        elements: z
          .array(z.object({ action_id: z.string().optional() }))
          .optional()
          .catch([]),
      }),
    ),
  })
  const found = schema.safeParse(message)
  const pressed = (found.data?.blocks ?? []).flatMap(({ elements = [] }) =>
    elements.map(({ action_id: id }) => readActionId(id ?? '')?.argument),
  )
  return [...pressed, ...named].find((id) => id !== undefined && idPattern.test(id))
}
