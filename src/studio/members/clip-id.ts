import { writeClipNumber } from '../../core/clip-number.ts'
import { MoodreelError } from '../../core/errors.ts'
import { readClipName } from '../../core/options/clip-name.ts'
import { noSuchClip } from '../../core/options/find-clip.ts'
import type { Studio } from '../../core/studio.ts'
import { say } from '../../core/words/sentence.ts'
import { numberedIn } from '../numbered-in.ts'
import type { Parts } from '../parts.ts'

/**
 * Finds the clip that a person names. A number is one of the thread where it is said; `last` is the latest of that thread, outside of one
 * the latest that the person asked for. Whether the clip is theirs to see is asked by who reads it.
 */
export const createClipId =
  ({ platforms, clipNames, clipAt }: Pick<Parts, 'clipAt' | 'clipNames' | 'platforms'>): Studio['clipId'] =>
  async (invocation, text) => {
    const name = readClipName(text)
    if (!name) throw noSuchClip(text)
    if (name.kind === 'id') return name.id
    const platform = platforms.get(invocation.platform)
    const { workspace, channel, thread, member } = invocation
    const list = platform && channel !== undefined ? numberedIn(platform, { workspace, channel, thread }) : null
    if (name.kind === 'link') {
      const place = platform?.messageAt?.(name.url)
      const id = place ? await clipAt(place) : null
      if (id === null) throw new MoodreelError('not_found', say('option.noClipAtLink'))
      return id
    }
    if (name.kind === 'last') {
      const inThread = list === null ? null : await clipNames.lastIn(list)
      const id = inThread ?? (await clipNames.lastOf({ platform: invocation.platform, workspace, memberId: member.id }))
      if (id === null) throw new MoodreelError('not_found', say('option.noLastClip'))
      return id
    }
    const id = list === null ? null : await clipNames.numbered(list, name.number)
    if (id === null) throw new MoodreelError('not_found', say('option.noClipNumber', { number: writeClipNumber(name.number) }))
    return id
  }
