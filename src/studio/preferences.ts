import { z } from 'zod'
import { notifyWhen, type Preferences } from '../core/members.ts'
import type { Invocation } from '../core/platform.ts'
import type { Parts } from './parts.ts'

const preferencesSchema = z.object({
  model: z.string().optional(),
  aspect: z.string().optional(),
  duration: z.number().optional(),
  language: z.string().optional(),
  ask: z.number().optional(),
  notify: z.enum(notifyWhen).optional().catch(undefined),
})

/** Where a member's preferences are kept. */
export const preferencesKey = ({ platform, workspace }: Pick<Invocation, 'platform' | 'workspace'>, memberId: string): string =>
  `preferences:${platform}:${workspace}:${memberId}`

/** What a member prefers here; nothing where nothing was said. */
export const readPreferences = async (
  parts: Pick<Parts, 'settings'>,
  of: Pick<Invocation, 'platform' | 'workspace'> & { member: Pick<Invocation['member'], 'id'> },
): Promise<Preferences> => preferencesSchema.safeParse(await parts.settings.get(preferencesKey(of, of.member.id))).data ?? {}
