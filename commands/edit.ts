import { defineCommand } from '../src/core/command.ts'
import { editOptions } from '../src/core/options/action-options.ts'
import { emptiedOptions } from '../src/core/options/emptied-options.ts'
import { findClip } from '../src/core/options/find-clip.ts'
import { draftFrom } from '../src/core/remake/draft-from.ts'
import { editDraft, editValues, editWithout, withFlags } from '../src/core/remake/edit-draft.ts'
import { say } from '../src/core/words/sentence.ts'

export default defineCommand({
  name: 'edit',
  description: say('command.edit'),
  examples: ['/edit 4k7q0c2m9xwd', '/edit 4k7q0c2m9xwd --prompt "a paper boat at night" --duration 6'],
  options: editOptions,
  opensForm: true,
  priced: true,
  async execute({ options, invocation, studio, respond }) {
    const { generation } = await findClip(studio, invocation, options.id)
    const before = draftFrom(generation)
    const { id, ...changes } = options
    const emptied = emptiedOptions(invocation)
    if (emptied.size === 0 && Object.values(changes).every((value) => value === undefined)) {
      const model = studio.models().find(({ name }) => name === before.model)
      await respond.form({
        command: 'edit',
        generationId: id,
        title: say('member.editTitle'),
        values: editValues(before, model),
        without: editWithout(before),
      })
      return
    }
    const { draft, notes } = editDraft(before, withFlags(before, changes, invocation), emptied, studio.models())
    await studio.submit(invocation, draft, { parentId: id, notes })
  },
})
