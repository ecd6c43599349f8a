import { z } from 'zod'
import { MoodreelError } from '../../core/errors.ts'
import type { Membership, Preferences } from '../../core/moderation.ts'
import { findClip } from '../../core/options/find-clip.ts'
import type { Invocation } from '../../core/platform.ts'
import type { Studio } from '../../core/studio.ts'
import { recipePost } from '../../core/words/recipe-post.ts'
import type { Auditor } from '../admission/auditor.ts'
import type { createStanding } from '../admission/member-terms.ts'
import type { ModeratorsDesk } from '../admission/notify-moderators.ts'
import { modelsFor } from '../admission/rules.ts'
import { reportKeys } from '../clip-keys.ts'
import type { Parts } from '../parts.ts'
import type { Forget } from './erase-member.ts'
import { lastDays, readDays, readHistory } from './history.ts'
import type { Queue } from './queue.ts'

const preferencesSchema = z.object({
  model: z.string().optional(),
  aspect: z.string().optional(),
  duration: z.number().optional(),
  language: z.string().optional(),
})

/** Where a member's preferences are kept. */
export const preferencesKey = ({ platform, workspace }: Pick<Invocation, 'platform' | 'workspace'>, memberId: string): string =>
  `preferences:${platform}:${workspace}:${memberId}`

/** What a member prefers here; nothing where nothing was said. */
export const readPreferences = async (
  parts: Pick<Parts, 'settings'>,
  of: Pick<Invocation, 'platform' | 'workspace' | 'member'>,
): Promise<Preferences> => preferencesSchema.safeParse(await parts.settings.get(preferencesKey(of, of.member.id))).data ?? {}

/** The use cases that a member asks for about themselves. */
export const createMembership = (
  parts: Parts,
  tools: {
    standingOf: ReturnType<typeof createStanding>
    queue: Queue
    auditor: Auditor
    desk: ModeratorsDesk
    forget: Forget
    find: Studio['find']
  },
): Membership => {
  const self = ({ platform, workspace, member }: Invocation) => ({ platform, workspace, memberId: member.id })

  return {
    async quota(invocation) {
      const { tier, periods } = await tools.standingOf(invocation)
      return parts.ledger.quota(self(invocation), tier, periods, parts.clock.now())
    },
    async models(invocation) {
      const { tier, settings } = await tools.standingOf(invocation)
      return modelsFor(parts.catalogue.models(), tier, settings)
    },
    history: (invocation, after) => readHistory(parts, self(invocation), after),
    queue: async (invocation) => (await tools.queue(invocation)).filter(({ batch }) => batch.memberId === invocation.member.id),
    days: async (invocation, count) => readDays(parts, invocation, invocation.member.id, await lastDays(parts, invocation, count)),
    preferences: (invocation) => readPreferences(parts, invocation),

    async prefer(invocation, preferences) {
      const { model } = preferences
      if (model !== undefined && !parts.catalogue.models().some((row) => row.name === model && !row.unavailable)) {
        throw new MoodreelError('unknown_model', `There is no model ${model} to be had; /models lists what there is.`)
      }
      await parts.settings.set(preferencesKey(invocation, invocation.member.id), preferences)
      return preferences
    },

    async likeness(invocation) {
      const { member } = await tools.standingOf(invocation)
      return { sentence: parts.policy.likeness.sentence, consentedAt: member.consentedAt }
    },

    async consent(invocation) {
      const { member } = await tools.standingOf(invocation)
      if (member.consentedAt !== null) return
      await parts.members.consent(self(invocation), parts.clock.now())
      await tools.auditor.note(invocation, 'consent', invocation.member.id, { sentence: parts.policy.likeness.sentence })
    },

    forget: (invocation) => tools.forget(invocation),

    async report(invocation, generationId, reason) {
      const { generation, batch } = await findClip({ find: tools.find }, invocation, generationId)
      await tools.auditor.note(invocation, 'report', generationId, { reason })
      const shown = generation.clip ? recipePost(generation.clip.recipe) : null
      const told = await tools.desk.tell(invocation, `${reportKeys(generationId)}${invocation.member.id}`, {
        kind: 'notice',
        text: `${invocation.member.name} reports a clip of ${batch.memberName}: ${reason}`,
        facts: shown?.facts ?? [generation.model],
        warnings: [],
        fields: [{ name: 'Prompt', value: generation.request.prompt || 'none' }, ...(shown?.fields ?? [])],
        media: generation.clip
          ? [{ ...generation.clip.poster, fileName: `moodreel-${generationId}.jpg`, alt: 'A still of the clip that is reported' }]
          : [],
        actions: [
          { command: 'delete', argument: generationId, label: 'Remove', style: 'danger' },
          { command: 'block', argument: generationId, label: 'Block', style: 'danger' },
          { command: 'dismiss', argument: generationId, label: 'Dismiss' },
        ],
        generationIds: [generationId],
        batchId: batch.id,
      })
      return told
        ? 'Thank you; the moderators look at that clip.'
        : 'Noted, but no moderators’ channel is set up here; tell a moderator yourself too.'
    },
  }
}
