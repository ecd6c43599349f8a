import { mkdtempDisposable } from 'node:fs/promises'
import { join } from 'node:path'
import { MoodreelError } from '../../core/errors.ts'
import type { Invocation } from '../../core/platform.ts'
import type { Attachment } from '../../core/request.ts'
import type { Studio } from '../../core/studio.ts'
import { say } from '../../core/words/sentence.ts'
import { throwStorageFault } from '../../storage/storage-fault.ts'
import { mediaLineOf } from '../media-line.ts'
import type { Parts } from '../parts.ts'
import { fetchAttachment } from '../workflow/fetch-attachment.ts'
import { createHourlyCount } from './hourly-count.ts'

/** How long reading a file that a person asks about may take, its download included. */
const readTimeoutMs = 90_000
/** A file costs nothing to ask about, so that the number of them is what there is to limit. */
const mostInHour = 10

/** Lets each member read a few files an hour, one at a time. Throws MoodreelError `quota_exceeded`. */
const createTurns = ({ clock }: Pick<Parts, 'clock'>) => {
  const reading = new Set<string>()
  const read = createHourlyCount(clock, {
    most: mostInHour,
    refusal: ({ most, minutes }) => say('member.filesAnHour', { files: most, minutes }),
  })

  return async <Result>(member: string, work: () => Promise<Result>): Promise<Result> => {
    if (reading.has(member)) {
      throw new MoodreelError('quota_exceeded', say('member.stillReading'))
    }
    read.add(member)
    reading.add(member)
    try {
      return await work()
    } finally {
      reading.delete(member)
    }
  }
}

/** Reads what a file is and the recipe in it. */
export const createReadRecipe = (
  parts: Pick<Parts, 'clock' | 'media' | 'mediaStore' | 'memberFetch' | 'platforms' | 'workPath'>,
): Studio['readRecipe'] => {
  const inTurn = createTurns(parts)

  const read = async (invocation: Invocation, attachment: Attachment): ReturnType<Studio['readRecipe']> => {
    await using folder = await mkdtempDisposable(join(parts.workPath, 'read-')).catch(throwStorageFault)
    const signal = AbortSignal.timeout(readTimeoutMs)
    const media = parts.media.forMember(mediaLineOf(invocation.platform, invocation.member.id))
    const path = join(folder.path, 'file')
    await fetchAttachment(parts, invocation, attachment, path, signal)
    const info = await media.inspect(path, signal)
    return { info, recipe: info.kind === 'audio' ? null : await media.readRecipe(path, signal) }
  }

  return (invocation, attachment) => inTurn(mediaLineOf(invocation.platform, invocation.member.id), () => read(invocation, attachment))
}
