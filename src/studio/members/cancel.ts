import { type Batch, isFinal } from '../../core/generation.ts'
import { findHere } from '../../core/options/find-clip.ts'
import type { Invocation } from '../../core/platform.ts'
import type { Cancellation, Studio } from '../../core/studio.ts'
import { say } from '../../core/words/sentence.ts'
import type { GenerationRecord } from '../../storage/generation-rows.ts'
import type { Desk } from '../admission/desk.ts'
import type { Parts } from '../parts.ts'
import type { Announcer } from '../posts/announcer.ts'
import { closeApproval } from '../workflow/approval.ts'
import type { Engine } from '../workflow/engine/engine.ts'

/** Throws MoodreelError `not_allowed` for who may not do this with a clip. */
export type EnsureMayTouch = (
  invocation: Invocation,
  batch: Batch,
  action: 'cancel' | 'delete' | 'restore',
  generationId: string,
) => Promise<void>

/** Stops a clip, or all clips of a batch where its id is given. */
export const createCancel = (
  parts: Pick<Parts, 'clock' | 'flush' | 'generations' | 'log' | 'platforms' | 'posts' | 'providers'>,
  tools: {
    engine: Pick<Engine, 'wake'>
    announcer: Pick<Announcer, 'touch'>
    desk: Desk
    ensureMayTouch: EnsureMayTouch
    find(generationId: string): Promise<GenerationRecord>
  },
): Studio['cancel'] => {
  const cancelOne = async (invocation: Invocation, generationId: string): Promise<Cancellation> => {
    const { generation, batch, approval } = await findHere(tools.find, invocation, generationId)
    await tools.ensureMayTouch(invocation, batch, 'cancel', generationId)
    if (isFinal(generation.state)) return 'alreadyOver'
    const provider = parts.providers.get(generation.provider)
    const tooLate = generation.state === 'collecting' || generation.state === 'delivering'
    if (tooLate || (generation.state === 'rendering' && !provider?.cancel)) return 'tooLate'
    await parts.generations.requestCancel(generationId, parts.clock.now())
    await tools.engine.wake(generationId)
    tools.announcer.touch(batch.id)
    const takes = approval?.state === 'waiting' ? await parts.generations.ofBatch(batch.id) : []
    const isNobodys = takes.every((take) => isFinal(take.generation.state) || take.generation.cancelRequestedAt !== null)
    if (takes.length > 0 && isNobodys) await closeApproval(parts, tools.desk, batch, say('moderator.canceledMeanwhile'))
    parts.log.info({ generation: generationId, member: invocation.member.id }, 'cancel requested')
    return 'canceling'
  }

  return async (invocation, id) => {
    const takes = await parts.generations.ofBatch(id)
    const isHere = takes.some(({ batch }) => batch.platform === invocation.platform && batch.workspace === invocation.workspace)
    // One of elsewhere is answered like one that never was.
    if (!isHere) return cancelOne(invocation, id)
    const ends: Cancellation[] = []
    for (const { generation } of takes) ends.push(await cancelOne(invocation, generation.id))
    return ends.find((end) => end === 'canceling') ?? ends.find((end) => end === 'tooLate') ?? 'alreadyOver'
  }
}
