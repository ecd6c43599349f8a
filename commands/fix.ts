import { defineCommand } from '../src/core/command.ts'
import { MoodreelError } from '../src/core/errors.ts'
import { ensureMaskable } from '../src/core/fit/maskable.ts'
import { emptiedOptions } from '../src/core/options/emptied-options.ts'
import { findClip, finishedClip } from '../src/core/options/find-clip.ts'
import { fixOptions } from '../src/core/options/fix-options.ts'
import { notice } from '../src/core/post.ts'
import { fixDraft } from '../src/core/remake/fix-draft.ts'
import { say } from '../src/core/words/sentence.ts'

export default defineCommand({
  name: 'fix',
  description: say('command.fix'),
  examples: [
    '/fix 3',
    '/fix 3 --change the sky --into a storm at dusk',
    '/fix 3 --into a storm at dusk --field top-left --field top',
    '/fix 3 --draw',
  ],
  options: fixOptions,
  opensForm: true,
  priced: true,
  async execute({ options, invocation, studio, respond }) {
    const { id, prompt, change, where, field, mask: file, invert, draw, takes, model, seed } = options
    const { generation } = await findClip(studio, invocation, id)
    const { video: still } = finishedClip(generation)
    if (still.kind !== 'image') throw new MoodreelError('invalid_option', say('member.fixNeedsStill'))
    const fields = field ?? []
    if ([where !== undefined, fields.length > 0, file !== undefined, draw === true].filter(Boolean).length > 1)
      throw new MoodreelError('invalid_option', say('member.fixOneWay'))
    if (fields.length > 0 || file || draw) ensureMaskable(still)
    if (draw) {
      const said = Object.entries({ prompt, change, invert, takes, model, seed })
      const values = Object.fromEntries(said.flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])))
      const url = await studio.fixes.canvas(invocation, id, values)
      await respond.reply({ ...notice(say('member.fixDraw')), links: [{ label: say('member.fixDrawLink'), url }] }, { private: true })
      return
    }
    if (prompt === undefined && (file || emptiedOptions(invocation).has('prompt')))
      throw new MoodreelError('missing_input', say('member.fixNeedsPrompt'))
    if (prompt === undefined) {
      const said = Object.entries({ change, where, invert, takes, model, seed })
      const values = Object.fromEntries(said.flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])))
      await respond.form({
        command: 'fix',
        generationId: id,
        title: say('form.title_fix'),
        values: { ...values, ...(fields.length > 0 && { field: fields.join(' ') }), prompt: '' },
        asks: ['change', 'prompt', 'field', 'mask'],
        needs: ['prompt'],
      })
      return
    }
    if (invert && !file && fields.length === 0) throw new MoodreelError('invalid_option', say('member.fixInvertWhat'))
    const source = file ? { file } : fields.length > 0 ? { fields } : null
    const mask = source ? await studio.fixes.mask(invocation, still, { ...source, inverted: invert }) : undefined
    const { draft, notes } = fixDraft(generation, still, { prompt, change, where, mask, takes, model, seed }, studio.models())
    await studio.submit(invocation, draft, { parentId: id, notes })
  },
})
