import { defineCommand } from '../src/core/command.ts'
import { moreOptions } from '../src/core/options/action-options.ts'
import { findClip } from '../src/core/options/find-clip.ts'
import { moreLike } from '../src/core/remake/more-like.ts'
import { say } from '../src/core/words/sentence.ts'

export default defineCommand({
  name: 'more',
  description: say('command.more'),
  examples: ['/more 3', '/more 3 --takes 10'],
  options: moreOptions,
  priced: true,
  async execute({ options: { id, takes }, invocation, studio }) {
    const { generation } = await findClip(studio, invocation, id)
    const { draft, note } = moreLike(generation, studio.models())
    await studio.submit(invocation, { ...draft, takes: takes ?? (await studio.takesOf(id)).length }, { parentId: id, notes: [note] })
  },
})
