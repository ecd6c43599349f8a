import { z } from 'zod'
import { defineCommand, type OptionHints } from '../src/core/command.ts'
import { MoodreelError } from '../src/core/errors.ts'
import { idOption } from '../src/core/options/id-option.ts'
import { templateOption } from '../src/core/options/template-option.ts'
import { notice, type Post } from '../src/core/post.ts'
import type { Template } from '../src/core/template.ts'
import { say } from '../src/core/words/sentence.ts'

const missing = (sentence: string): MoodreelError => new MoodreelError('missing_input', sentence)

const shownLength = 120

const summary = ({ mode, model, prompt, seed, durationSeconds, aspectRatio, resolution, ownerName }: Template, whole: boolean): string =>
  [
    whole || prompt.length <= shownLength ? prompt : `${prompt.slice(0, shownLength).toWellFormed()}…`,
    mode,
    model,
    durationSeconds === undefined ? '' : `${durationSeconds} s`,
    aspectRatio,
    resolution,
    seed === undefined ? '' : `seed ${seed}`,
    `by ${ownerName}`,
  ]
    .filter(Boolean)
    .join(' · ')

const listPost = (templates: readonly Template[]): Post => ({
  ...notice(
    templates.length === 0
      ? 'There are no templates yet; /template save, a name and the id of a clip keeps one.'
      : 'Use one with --template and its name; what you type wins, and {prompt} in it takes your words.',
  ),
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
      if (name !== undefined && shown.length === 0)
        throw new MoodreelError('not_found', `There is no template ${name}; /template lists what there is.`)
      await respond.reply(listPost(shown), { private: true })
      return
    }
    if (name === undefined)
      throw missing(`/template ${action} needs a name; for example: /template ${action} noir${action === 'save' ? ' 4k7q0c2m9xwd' : ''}.`)
    if (action === 'delete') {
      await templates.remove(invocation, name)
      await respond.reply(notice(`Deleted the template ${name}.`), { private: true })
      return
    }
    if (id === undefined) throw missing('/template save needs the id of a clip; for example: /template save noir 4k7q0c2m9xwd.')
    const { template, replaced } = await templates.save(invocation, { name, generationId: id, prompt, withSeed: seed })
    await respond.reply(
      {
        ...notice(`${replaced ? 'Replaced' : 'Saved'}; /${template.mode} with --template ${name} makes more like it.`),
        fields: [{ name, value: summary(template, true) }],
      },
      { private: true },
    )
  },
})
