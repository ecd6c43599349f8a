import { z } from 'zod'
import { defineCommand, type OptionHints } from '../src/core/command.ts'
import { MoodreelError } from '../src/core/errors.ts'
import { modeFacts } from '../src/core/mode-facts.ts'
import { idOption } from '../src/core/options/id-option.ts'
import { templateOption } from '../src/core/options/template-option.ts'
import { notice, type Post } from '../src/core/post.ts'
import type { Template } from '../src/core/template.ts'
import { member } from '../src/core/words/mention.ts'
import { type Sentence, say } from '../src/core/words/sentence.ts'

const missing = (sentence: Sentence): MoodreelError => new MoodreelError('missing_input', sentence)

const shownLength = 120

const examples = { save: '/template save noir 4k7q0c2m9xwd', delete: '/template delete noir' }

const summary = (template: Template, whole: boolean): Sentence => {
  const { mode, model, prompt, seed, durationSeconds, aspectRatio, resolution, ownerId, ownerName } = template
  const shown = whole || prompt.length <= shownLength ? prompt : `${prompt.slice(0, shownLength).toWellFormed()}…`
  return say('member.line', {
    pieces: [
      ...(shown === '' ? [] : [shown]),
      mode,
      model,
      ...(durationSeconds === undefined ? [] : [say('member.seconds', { seconds: durationSeconds })]),
      ...(aspectRatio === undefined ? [] : [aspectRatio]),
      ...(resolution === undefined ? [] : [resolution]),
      ...(seed === undefined ? [] : [say('member.seed', { seed })]),
      say('member.savedBy', { name: member(ownerId, ownerName) }),
    ],
  })
}

const listPost = (templates: readonly Template[]): Post => ({
  ...notice(templates.length === 0 ? say('member.templatesEmpty') : say('member.templates')),
  fields: templates.map((template) => ({ name: template.name, value: summary(template, templates.length === 1) })),
})

export default defineCommand({
  name: 'template',
  description: say('command.template'),
  examples: [
    '/template save noir 4k7q0c2m9xwd',
    '/template save noir 4k7q0c2m9xwd --prompt "{prompt}, black and white, film grain" --seed on',
    '/template list',
    '/template delete noir',
  ],
  options: {
    action: z
      .enum(['save', 'list', 'delete'])
      .optional()
      .meta({ about: say('optionAbout.templateAction'), leading: true } satisfies OptionHints),
    name: templateOption.optional().meta({ leading: true } satisfies OptionHints),
    id: idOption.optional(),
    prompt: z
      .string()
      .min(1)
      .max(4000)
      .optional()
      .meta({ about: say('optionAbout.templatePrompt'), words: true, example: '"{prompt}, film grain"' } satisfies OptionHints),
    seed: z
      .boolean()
      .optional()
      .meta({ about: say('optionAbout.templateSeed') } satisfies OptionHints),
  },
  async execute({ options: { action = 'list', name, id, prompt, seed = false }, invocation, studio, respond }) {
    const { templates } = studio
    if (action === 'list') {
      const all = await templates.list(invocation)
      const shown = name === undefined ? all : all.filter((template) => template.name === name)
      if (name !== undefined && shown.length === 0) throw new MoodreelError('not_found', say('member.noSuchTemplate', { name }))
      await respond.reply(listPost(shown), { private: true })
      return
    }
    if (name === undefined) throw missing(say('member.templateNeedsName', { action, example: examples[action] }))
    if (action === 'delete') {
      await templates.remove(invocation, name)
      await respond.reply(notice(say('member.templateDeleted', { name })), { private: true })
      return
    }
    if (id === undefined) throw missing(say('member.templateNeedsClip', { example: examples.save }))
    const { template, replaced } = await templates.save(invocation, { name, generationId: id, prompt, withSeed: seed })
    const sentence = say(replaced ? 'member.templateReplaced' : 'member.templateSaved', { name, mode: modeFacts[template.mode].command })
    await respond.reply({ ...notice(sentence), fields: [{ name, value: summary(template, true) }] }, { private: true })
  },
})
