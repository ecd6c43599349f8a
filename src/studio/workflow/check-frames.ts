import { mkdtempDisposable, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { MoodreelError } from '../../core/errors.ts'
import type { Clip, Failure } from '../../core/generation.ts'
import { say } from '../../core/words/sentence.ts'
import { throwStorageFault } from '../../storage/storage-fault.ts'
import { createAgeLift } from '../admission/age-lift.ts'
import type { Parts } from '../parts.ts'
import type { StageEnd, StageWait } from './generate.ts'
import { countingDeaths, triedMs } from './obstacles.ts'
import type { StageContext } from './stage.ts'

/** Sixteen moments of a film on one picture: one question instead of many. A still is shown as it is, as wide. */
const sheet = { columns: 4, rows: 4, width: 1600 }
const againMs = 20_000
/** How long a service that does not answer is asked again. */
const patienceMs = 10 * 60_000

/** Shows frames of a finished clip to the moderation service before anybody else sees it. */
export const createCheckFrames = (
  parts: Pick<Parts, 'clock' | 'generations' | 'log' | 'media' | 'mediaStore' | 'moderationService' | 'rulebook' | 'workPath'>,
) => {
  return async ({ record, signal }: StageContext): Promise<StageEnd | StageWait> => {
    const { moderationService, log } = parts
    const { clip, id, request, createdAt } = record.generation
    const rules = parts.rulebook.rulesAt(createdAt)
    const { frames, thresholds } = rules.policy.moderation
    if (!moderationService || !frames) return { failure: null }
    if (!clip) throw new MoodreelError('internal', 'A clip is looked at that is not there.')
    await using folder = await mkdtempDisposable(join(parts.workPath, 'frames-')).catch(throwStorageFault)
    const original = await parts.mediaStore.borrow(clip.video.key)
    try {
      const path = join(folder.path, 'sheet.jpg')
      const draw = () =>
        clip.video.kind === 'image'
          ? parts.media.frame(original.path, path, { at: 'first', maxWidth: sheet.width }, signal)
          : parts.media.contactSheet(original.path, path, sheet, signal)
      const drawn = await countingDeaths(parts, record.generation, draw).then(() => true, unlessUnseeable)
      const ageLift = createAgeLift({ ...rules, moderationService })
      const lifted = ageLift.wasLifted(request)
      const said = drawn ? await moderationService.checkFrames([await readFile(path)], signal, thresholds) : unseeable
      const answer = ageLift.uncovered(ageLift.forgive(said, lifted))
      if (answer.kind === 'clean') {
        if (said.kind === 'flagged') {
          log.info({ generation: id, categories: said.categories }, 'the moderation service flagged a clip that is covered')
          await parts.generations.update(id, { clip_json: JSON.stringify({ ...clip, flagged: true } satisfies Clip) })
        }
        return { failure: null }
      }
      if (answer.kind === 'flagged') {
        log.warn({ generation: id, categories: answer.categories }, 'the moderation service flagged a clip')
        for (const key of [clip.video.key, clip.poster.key]) await parts.mediaStore.remove(key)
        await parts.generations.update(id, { clip_json: null })
        return { failure: flagged }
      }
      const closed = ageLift.isClosed(lifted)
      log.error({ generation: id, cause: answer.cause, closed }, 'the moderation service does not answer')
      if (!closed) return { failure: null }
      const isOver = !drawn || (await triedMs(parts, record.generation, 'unchecked', 2 * againMs)) >= patienceMs
      return isOver ? { failure: unchecked } : { againAfterMs: againMs }
    } finally {
      await original.release()
    }
  }
}

/** A clip that cannot be drawn cannot be checked either, however long one waits. */
const unseeable = { kind: 'down', cause: 'the clip cannot be drawn' } as const

const unlessUnseeable = (error: unknown): false => {
  if (error instanceof MoodreelError && error.code === 'bad_media') return false
  throw error
}

const flagged: Failure = {
  code: 'not_allowed',
  message: say('failure.flagged'),
}
const unchecked: Failure = {
  code: 'not_allowed',
  message: say('failure.unchecked'),
}
