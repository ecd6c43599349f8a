import { z } from 'zod'
import { defineCommand, type OptionHints } from '../src/core/command.ts'
import { findClip } from '../src/core/options/find-clip.ts'
import { idOption } from '../src/core/options/id-option.ts'
import { memberOption } from '../src/core/options/member-option.ts'
import { say } from '../src/core/words/sentence.ts'
import { historyFile, showHistory } from '../src/core/words/show-history.ts'

export default defineCommand({
  name: 'history',
  description: say('command.history'),
  examples: ['/history', '/history --csv', '/history --after 4k7q0c2m9xwd'],
  group: 'you',
  options: {
    member: memberOption.optional().meta({ about: say('optionAbout.historyMember'), positional: true } satisfies OptionHints),
    id: idOption.optional().meta({ about: say('optionAbout.historyAfter'), positional: false, flags: ['after'] } satisfies OptionHints),
    csv: z
      .boolean()
      .optional()
      .meta({ about: say('optionAbout.historyTable') } satisfies OptionHints),
  },
  async execute({ options: { member, id, csv }, invocation, studio, respond }) {
    // The button says only after which clip to go on, so whose history it is has to be known from that.
    const owner = member ?? (id === undefined ? invocation.member.id : (await findClip(studio, invocation, id)).batch.memberId)
    const read = (after: string | null) =>
      owner === invocation.member.id ? studio.membership.history(invocation, after) : studio.moderators.history(invocation, owner, after)
    const after = id ?? null
    const post = csv
      ? await historyFile(read, after, studio.files)
      : await showHistory(read, after, owner === invocation.member.id ? undefined : owner)
    await respond.reply(post, { private: true })
  },
})
