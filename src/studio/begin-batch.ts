import { MoodreelError } from '../core/errors.ts'
import type { Batch } from '../core/generation.ts'
import { say } from '../core/words/sentence.ts'
import type { AdmittedBatch } from '../storage/generation-rows.ts'
import type { Parts } from './parts.ts'
import type { Engine } from './workflow/engine/engine.ts'
import type { OpenThread } from './workflow/open-thread.ts'

/**
 * Begins the runs of a batch and opens its thread; as often as it is asked, each once. Returns the batch with its thread, where that is
 * open by now. Where the thread may not be opened, the one who asked hears it from here, and the runs find themselves canceled. A run is begun when there is
 * a thread: of thousands of batches in one moment each would else be taken up only to wait.
 */
export const createBeginBatch =
  (parts: Pick<Parts, 'generations' | 'clock' | 'log'>, engine: Pick<Engine, 'begin' | 'wake'>, openThread: OpenThread) =>
  async ({ batch, generationIds }: AdmittedBatch): Promise<Batch> => {
    /** The person is told no, so the runs must not find the place open a moment later and make the clips after all. */
    const withdraw = async (): Promise<void> => {
      for (const id of generationIds) {
        await parts.generations.requestCancel(id, parts.clock.now())
        await engine.wake(id)
      }
    }

    const begun = await openThread
      .open(batch.id, async (cause) => (isForGood(cause) ? withdraw() : undefined))
      .catch((cause: unknown) => {
        if (isForGood(cause)) return cause
        parts.log.warn({ err: cause, batch: batch.id }, 'the thread could not be opened at once; the workflow tries again')
        return batch
      })
    // Of what is cut off here the sweep begins the runs: they open the thread, or refund.
    for (const id of generationIds) {
      await engine
        .begin(id)
        .catch((cause: unknown) => parts.log.warn({ err: cause, generation: id }, 'a run could not be begun at once; the sweep begins it'))
    }
    if (!(begun instanceof MoodreelError)) return begun
    throw new MoodreelError(begun.code, say('failure.nothingSpent', { sentence: begun.sentence }), { cause: begun })
  }

const isForGood = (cause: unknown): cause is MoodreelError => cause instanceof MoodreelError && cause.code === 'not_allowed'
