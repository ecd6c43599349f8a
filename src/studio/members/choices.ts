import { MoodreelError } from '../../core/errors.ts'
import { findClip, findHere, finishedClip } from '../../core/options/find-clip.ts'
import type { Studio } from '../../core/studio.ts'
import { say } from '../../core/words/sentence.ts'
import type { GenerationRecord } from '../../storage/generation-rows.ts'
import type { Parts } from '../parts.ts'
import type { ClipPosts } from '../workflow/clip-posts.ts'

/** What members say of the clips that are there: which one the buttons are for, which ones they like, and which ones they keep. */
export const createChoices = (
  parts: Pick<Parts, 'clock' | 'generations' | 'log' | 'stars' | 'votes'>,
  { clipPosts, find }: { clipPosts: Pick<ClipPosts, 'redraw'>; find(generationId: string): Promise<GenerationRecord> },
): Pick<Studio, 'choose' | 'star' | 'vote'> => {
  /** What is written down is so, whether its message shows it at once or with its next change. */
  const redrawn = (record: GenerationRecord): Promise<void> =>
    clipPosts
      .redraw(record)
      .catch((cause: unknown) => parts.log.warn({ err: cause, generation: record.generation.id }, 'a clip is not drawn again'))

  return {
    async choose(invocation, generationId) {
      const record = await findHere(find, invocation, generationId)
      const takes = await parts.generations.ofBatch(record.batch.id)
      const shared = takes.filter(({ generation, posted }) => posted?.inRound && generation.removedAt === null)
      const { number } = record.generation
      if (shared.length < 2) throw new MoodreelError('not_allowed', say('member.nothingToPick', { clip: number ?? generationId }))
      const { id, name } = invocation.member
      await parts.generations.choose(record.batch.id, { id: generationId, by: id, byName: name })
      await redrawn(record)
    },

    async star(invocation, generationId) {
      const found = await findClip({ find }, invocation, generationId)
      finishedClip(found.generation)
      const { platform, workspace, member } = invocation
      const by = { platform, workspace, memberId: member.id, name: member.name }
      const starred = await parts.stars.toggle({ generationId, batchId: found.batch.id, member: by }, parts.clock.now())
      const record = await find(generationId)
      await redrawn(record)
      return { ...starred, stars: record.stars }
    },

    async vote(invocation, generationId) {
      const { generation } = await findClip({ find }, invocation, generationId)
      const { platform, workspace, member } = invocation
      const given = await parts.votes.toggle(generation.id, { platform, workspace, memberId: member.id }, parts.clock.now())
      const record = await find(generationId)
      await redrawn(record)
      return { votes: record.votes, given }
    },
  }
}
