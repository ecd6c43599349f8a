import { defineCommand } from '../src/core/command.ts'
import { idOption } from '../src/core/options/id-option.ts'
import { kindNamed } from '../src/core/options/kind-named.ts'
import { notice } from '../src/core/post.ts'
import { endingLine } from '../src/core/words/report-words.ts'
import { say } from '../src/core/words/sentence.ts'
import { timestamp } from '../src/core/words/timestamp.ts'

export default defineCommand({
  name: 'dismiss',
  under: 'mod',
  description: say('command.dismiss'),
  examples: ['/mod dismiss 4k7q0c2m9xwd'],
  group: 'moderators',
  options: { id: idOption },
  async execute({ options, invocation, studio, respond }) {
    const { kind, ending } = await studio.moderators.handle(invocation, options.id, 'dismiss', '')
    const sentence =
      kind === 'done'
        ? say('moderator.dismissed', { kind: await kindNamed(studio, options.id) })
        : say('moderator.caseOver', { ending: endingLine(ending), when: timestamp(ending.at) })
    await respond.reply(notice(sentence), { private: true })
  },
})
