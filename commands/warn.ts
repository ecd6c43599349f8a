import { z } from 'zod'
import { defineCommand, type OptionHints } from '../src/core/command.ts'
import { MoodreelError } from '../src/core/errors.ts'
import { clipNamePattern } from '../src/core/options/clip-name.ts'
import { idOption } from '../src/core/options/id-option.ts'
import { kindNamed } from '../src/core/options/kind-named.ts'
import { readMember, typedMemberOption } from '../src/core/options/member-option.ts'
import { notice } from '../src/core/post.ts'
import { member } from '../src/core/words/mention.ts'
import { endingLine } from '../src/core/words/report-words.ts'
import { say } from '../src/core/words/sentence.ts'
import { timestamp } from '../src/core/words/timestamp.ts'

const example = '/mod warn @ann no faces of others, please'

/** Whom a moderator means: a member, or whose clip it is. In text both stand first, and `@` tells a member whose name could be a clip's. */
const isClip = (said: string): boolean => !said.includes('@') && clipNamePattern.test(said)

export default defineCommand({
  name: 'warn',
  under: 'mod',
  description: say('command.warn'),
  examples: [example, '/mod warn @ann', '/mod warn 4k7q0c2m9xwd that is a real person'],
  group: 'moderators',
  options: {
    member: typedMemberOption.optional().meta({ leading: true } satisfies OptionHints),
    reason: z
      .string()
      .max(300)
      .optional()
      .meta({ about: say('optionAbout.warnReason'), positional: true, example: 'no faces of others' } satisfies OptionHints),
    id: idOption.optional().meta({ about: say('optionAbout.warnClip'), positional: false } satisfies OptionHints),
  },
  async execute({ options: { member: said, reason = '', id }, invocation, studio, respond }) {
    const { moderators } = studio
    const clip = id ?? (said !== undefined && isClip(said) ? await studio.clipId(invocation, said) : undefined)
    if (clip !== undefined) {
      const { kind, ending } = await moderators.handle(invocation, clip, 'warn', reason)
      const sentence =
        kind === 'done'
          ? say('moderator.memberWarned', { kind: await kindNamed(studio, clip) })
          : say('moderator.caseOver', { ending: endingLine(ending), when: timestamp(ending.at) })
      const warnings = kind === 'done' && ending.told === false ? [say('moderator.notTold')] : []
      return respond.reply({ ...notice(sentence), warnings }, { private: true })
    }
    if (said === undefined) throw new MoodreelError('missing_input', say('moderator.warnNeedsMember', { example }))
    const { name, memberId, told } = await moderators.warn(invocation, readMember(said), reason)
    const warnings = name === '' ? [say('moderator.unknownMember', { id: memberId })] : told ? [] : [say('moderator.notTold')]
    await respond.reply({ ...notice(say('moderator.warned', { name: member(memberId, name) })), warnings }, { private: true })
  },
})
