import { mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { checkRequest } from '../core/check-request.ts'
import { chooseModel } from '../core/choose-model.ts'
import { MoodreelError } from '../core/errors.ts'
import { findClip, noSuchClip } from '../core/find-clip.ts'
import type { Batch } from '../core/generation.ts'
import { isFinal } from '../core/generation.ts'
import type { Invocation } from '../core/platform.ts'
import type { Studio } from '../core/studio.ts'
import type { GenerationRecord } from '../storage/generations.ts'
import { createAdmit, invocationKey } from './admit.ts'
import type { Announcer } from './announcer.ts'
import type { Engine } from './engine.ts'
import { createLastFrame } from './last-frame.ts'
import { fetchAttachment } from './open-media.ts'
import type { OpenThread } from './open-thread.ts'
import type { Parts } from './parts.ts'
import { createRemove } from './remove.ts'

/** How long reading a file that a person asks about may take. */
const readTimeoutMs = 60_000

/** The use cases that commands ask for. */
export const createStudio = (parts: Parts, engine: Engine, openThread: OpenThread, announcer: Announcer): Studio => {
  const admit = createAdmit(parts)
  const remove = createRemove(parts, announcer)
  const lastFrame = createLastFrame(parts)

  const findRecord = async (generationId: string): Promise<GenerationRecord> => {
    const record = await parts.generations.find(generationId)
    if (!record) throw noSuchClip(generationId)
    return record
  }

  const batchOf = async (batchId: string): Promise<Batch> => {
    const [first] = await parts.generations.ofBatch(batchId)
    if (!first) throw new MoodreelError('internal', 'The batch that was just written is not in the database.')
    return first.batch
  }

  /** The person is told no, so the runs must not find the place open a moment later and make the clips after all. */
  const withdraw = async (batchId: string): Promise<void> => {
    for (const { generation } of await parts.generations.ofBatch(batchId)) {
      await parts.generations.requestCancel(generation.id, parts.clock.now())
      await engine.wake(generation.id)
    }
  }

  return {
    models: () => parts.models,

    async submit(invocation, draft, options = {}): Promise<Batch> {
      const again = await parts.generations.batchOfInvocation(invocationKey(invocation))
      if (again) return again
      const model = chooseModel(draft, parts.models)
      const { requests, warnings } = checkRequest(draft, model, parts.models)
      const { batchId } = await admit(invocation, model, requests, {
        warnings: [...(options.notes ?? []), ...warnings],
        parentId: options.parentId ?? null,
      })
      // The runs first: whatever happens to the thread from here on, they heal it or refund.
      for (const { generation } of await parts.generations.ofBatch(batchId)) await engine.begin(generation.id)
      await openThread(batchId).catch(async (cause: unknown) => {
        if (cause instanceof MoodreelError && cause.code === 'not_allowed') {
          await withdraw(batchId)
          throw cause
        }
        parts.log.warn({ err: cause, batch: batchId }, 'the thread could not be opened at once; the workflow tries again')
      })
      return batchOf(batchId)
    },

    async find(generationId) {
      const { generation, batch } = await findRecord(generationId)
      return { generation, batch }
    },

    async cancel(invocation, generationId) {
      const { generation, batch } = await findRecord(generationId)
      ensureMayTouch(invocation, batch)
      if (isFinal(generation.state)) return 'That clip is finished already; nothing was canceled.'
      const provider = parts.providers.get(generation.provider)
      const tooLate = generation.state === 'collecting' || generation.state === 'delivering'
      if (tooLate || (generation.state === 'rendering' && !provider?.cancel)) {
        return 'It is too late to cancel that clip: the provider is at work and cannot be stopped. It will be posted when it is done.'
      }
      await parts.generations.requestCancel(generationId, parts.clock.now())
      await engine.wake(generationId)
      announcer.touch(batch.id)
      parts.log.info({ generation: generationId, member: invocation.member.id }, 'cancel requested')
      return 'Canceling that clip.'
    },

    async remove(invocation, generationId) {
      const record = await findRecord(generationId)
      ensureMayTouch(invocation, record.batch)
      parts.log.info({ generation: generationId, member: invocation.member.id }, 'removal requested')
      return remove(record)
    },

    async lastFrame(invocation, generationId) {
      const { generation } = await findClip({ find: findRecord }, invocation, generationId)
      return lastFrame(generation)
    },

    async readRecipe(invocation, attachment) {
      const folder = await mkdtemp(join(parts.workPath, 'read-'))
      const signal = AbortSignal.timeout(readTimeoutMs)
      try {
        const path = join(folder, 'file')
        await fetchAttachment(parts, invocation, attachment, path, signal)
        const info = await parts.media.inspect(path, signal)
        return { info, recipe: info.kind === 'video' ? await parts.media.readRecipe(path, signal) : null }
      } finally {
        await rm(folder, { recursive: true, force: true })
      }
    },

    quota: (invocation) =>
      parts.ledger.quota({ workspace: invocation.workspace, memberId: invocation.member.id }, parts.tier, parts.clock.now()),
  }
}

/** Only who asked for a clip, or a moderator of the same workspace, may change it. */
const ensureMayTouch = (invocation: Invocation, batch: Batch): void => {
  const sameWorkspace = invocation.platform === batch.platform && invocation.workspace === batch.workspace
  if (sameWorkspace && (invocation.member.id === batch.memberId || invocation.member.moderator)) return
  throw new MoodreelError('not_allowed', 'Only the person who asked for this clip or a moderator may do that.')
}
