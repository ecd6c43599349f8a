import { defineCommand } from '../src/core/command.ts'
import { kindOf } from '../src/core/made.ts'
import { idOption } from '../src/core/options/id-option.ts'
import { type Action, notice } from '../src/core/post.ts'
import { say } from '../src/core/words/sentence.ts'

const undoMinutes = 10

export default defineCommand({
  name: 'delete',
  description: say('command.delete'),
  examples: ['/delete 3', '/delete 4k7q0c2m9xwd'],
  options: { id: idOption },
  async execute({ options: { id }, invocation, studio, respond }) {
    const outcome = await studio.remove(invocation, id, { keepMs: undoMinutes * 60_000 })
    const { mode, state, costCredits, filesGoneAt } = (await studio.find(id)).generation
    const kind = kindOf({ mode })
    const undo: Action[] =
      outcome !== 'notFinished' && state === 'delivered' && filesGoneAt === null
        ? [{ command: 'restore', argument: id, label: say('member.undo') }]
        : []
    const warnings = [
      ...(outcome === 'notFinished' || !costCredits ? [] : [say('clip.costStays', { kind })]),
      ...(undo.length > 0 ? [say('member.undoFor', { minutes: undoMinutes })] : []),
    ]
    await respond.reply({ ...notice(say(`member.${outcome}`, { kind })), warnings, actions: undo }, { private: true })
  },
})
