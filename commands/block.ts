import { z } from 'zod'
import { defineCommand, type OptionHints } from '../src/core/command.ts'
import { MoodreelError } from '../src/core/errors.ts'
import { durationOption } from '../src/core/options/duration-option.ts'
import { emptiedOptions } from '../src/core/options/emptied-options.ts'
import { idOption } from '../src/core/options/id-option.ts'
import { memberOption } from '../src/core/options/member-option.ts'
import { notice } from '../src/core/post.ts'
import { member } from '../src/core/words/mention.ts'
import { say } from '../src/core/words/sentence.ts'
import { timestamp } from '../src/core/words/timestamp.ts'

/** Words may end as people say it: `spamming for 7d`. */
const withTime = (words: string | undefined): { reason: string | undefined; forMs: number | undefined } => {
  const [, reason, time] = /^(.*\S)\s+for\s+(\S+)$/is.exec(words ?? '') ?? []
  const read = durationOption.safeParse(time)
  return read.success ? { reason, forMs: read.data } : { reason: words, forMs: undefined }
}

const example = '/mod block @ann spam --for 7d'

export default defineCommand({
  name: 'block',
  under: 'mod',
  description: say('command.block'),
  examples: ['/mod block @ann spam', '/mod block @ann the same clip forty times --for 7d', '/mod block --id 4k7q0c2m9xwd spam'],
  group: 'moderators',
  opensForm: true,
  options: {
    member: memberOption.optional().meta({ leading: true } satisfies OptionHints),
    reason: z
      .string()
      .max(300)
      .optional()
      .meta({ about: say('optionAbout.blockReason'), positional: true, example: 'spam' } satisfies OptionHints),
    for: durationOption.optional().meta({ about: say('optionAbout.blockTime') } satisfies OptionHints),
    id: idOption.optional().meta({ about: say('optionAbout.blockClip'), positional: false } satisfies OptionHints),
  },
  async execute({ options, invocation, studio, respond }) {
    const { member: named, id } = options
    const { moderators } = studio
    if (id === undefined && named === undefined) {
      throw new MoodreelError('missing_input', say('moderator.blockNeedsMember', { example }))
    }
    const owner = id === undefined ? undefined : await moderators.ownerOf(invocation, id)
    const said = withTime(options.reason)
    if (said.reason === undefined) {
      if (id === undefined || owner === undefined || emptiedOptions(invocation).has('reason')) {
        throw new MoodreelError('missing_input', say('moderator.blockNeedsReason', { example }))
      }
      const title = owner.name === '' ? say('moderator.blockTitleUnknown') : say('moderator.blockTitle', { name: owner.name })
      await respond.form({ command: 'block', generationId: id, title, values: { reason: '' }, needs: ['reason'] })
      return
    }
    const memberId = owner?.memberId ?? named ?? ''
    const forMs = options.for ?? said.forMs ?? null
    const { until, told } = await moderators.block(invocation, memberId, { reason: said.reason, forMs })
    const { name } = await moderators.member(invocation, memberId)
    const given = { name: member(memberId, name) }
    const sentence = until === null ? say('moderator.blocked', given) : say('moderator.blockedUntil', { ...given, until: timestamp(until) })
    const warnings = name === '' ? [say('moderator.unknownMember', { id: memberId })] : told ? [] : [say('moderator.notTold')]
    await respond.reply({ ...notice(sentence), warnings }, { private: true })
  },
})
