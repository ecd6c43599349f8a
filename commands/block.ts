import { z } from 'zod'
import { defineCommand, type OptionHints } from '../src/core/command.ts'
import { MoodreelError } from '../src/core/errors.ts'
import { durationOption } from '../src/core/options/duration-option.ts'
import { emptiedOptions } from '../src/core/options/emptied-options.ts'
import { idOption } from '../src/core/options/id-option.ts'
import { memberOption } from '../src/core/options/member-option.ts'
import { notice } from '../src/core/post.ts'
import { timestamp } from '../src/core/words/timestamp.ts'

/** Words may end as people say it: `spamming for 7d`. */
const withTime = (words: string | undefined): { reason: string | undefined; forMs: number | undefined } => {
  const [, reason, time] = /^(.*\S)\s+for\s+(\S+)$/is.exec(words ?? '') ?? []
  const read = durationOption.safeParse(time)
  return read.success ? { reason, forMs: read.data } : { reason: words, forMs: undefined }
}

const needsReason = (): MoodreelError =>
  new MoodreelError('missing_input', '/block needs a reason; for example: /block @ann spam --for 7d.')

export default defineCommand({
  name: 'block',
  description: 'Keep a member from making clips, for a while or for good',
  examples: ['/block @ann spam', '/block @ann the same clip forty times --for 7d', '/block --id 4k7q0c2m9xwd spam'],
  group: 'moderators',
  opensForm: true,
  options: {
    member: memberOption.optional().meta({ leading: true } satisfies OptionHints),
    reason: z
      .string()
      .max(300)
      .optional()
      .describe('Why; the member is told')
      .meta({ positional: true, example: 'spam' } satisfies OptionHints),
    for: durationOption.optional().describe('For how long, such as 12h or 7d; for good without'),
    id: idOption
      .optional()
      .describe('A clip whose owner is meant')
      .meta({ positional: false } satisfies OptionHints),
  },
  async execute({ options, invocation, studio, respond }) {
    const { member, id } = options
    const { moderation } = studio
    if (id === undefined && member === undefined) {
      throw new MoodreelError('missing_input', '/block needs a member; for example: /block @ann spam --for 7d.')
    }
    const owner = id === undefined ? undefined : await moderation.ownerOf(invocation, id)
    const said = withTime(options.reason)
    if (said.reason === undefined) {
      if (id === undefined || owner === undefined || emptiedOptions(invocation).has('reason')) throw needsReason()
      await respond.form({ command: 'block', generationId: id, title: `Block ${owner.name || 'the member'}`, values: { reason: '' } })
      return
    }
    const memberId = owner?.memberId ?? member ?? ''
    const forMs = options.for ?? said.forMs ?? null
    const { until } = await moderation.block(invocation, memberId, { reason: said.reason, forMs })
    const { name } = await moderation.member(invocation, memberId)
    await respond.reply(
      {
        ...notice(`${name || memberId} makes no clips here${until === null ? '' : ` until ${timestamp(until)}`}; /unblock takes it back.`),
        warnings:
          name === '' ? [`Nobody with the id ${memberId} has asked for a clip here yet; check that it is an id and not a name.`] : [],
      },
      { private: true },
    )
  },
})
