import { z } from 'zod'
import { defineCommand, type OptionHints } from '../src/core/command.ts'
import { askAboveDefault, notifyWhen } from '../src/core/members.ts'
import { textToVideoOptions } from '../src/core/options/generation-options.ts'
import { notice } from '../src/core/post.ts'
import { catalogues, languages } from '../src/core/words/languages.ts'
import { say } from '../src/core/words/sentence.ts'

const { model, aspect, duration } = textToVideoOptions

export default defineCommand({
  name: 'settings',
  description: say('command.settings'),
  examples: ['/settings', '/settings --model local --aspect 9:16 --duration 4', '/settings --clear'],
  group: 'you',
  options: {
    model,
    aspect,
    duration,
    language: z
      .enum(languages)
      .optional()
      .meta({ about: say('optionAbout.settingsLanguage') } satisfies OptionHints),
    notify: z
      .enum(notifyWhen)
      .optional()
      .meta({ about: say('optionAbout.settingsNotify') } satisfies OptionHints),
    'ask-above': z
      .int()
      .min(0)
      .max(100_000)
      .optional()
      .meta({ about: say('optionAbout.settingsAsk'), example: '100' } satisfies OptionHints),
    clear: z
      .boolean()
      .optional()
      .meta({ about: say('optionAbout.settingsClear') } satisfies OptionHints),
  },
  async execute({ options: { clear, 'ask-above': ask, ...given }, invocation, studio, respond }) {
    const { membership } = studio
    const asked = Object.fromEntries(
      Object.entries({ ...given, ask, model: given.model?.toLowerCase() }).filter(([, value]) => value !== undefined),
    )
    const before = clear ? {} : await membership.preferences(invocation)
    const changes = clear || Object.keys(asked).length > 0
    const now = changes ? await membership.prefer(invocation, { ...before, ...asked }) : before
    const none = say('member.chosenEachTime')
    const language = languages.find((one) => one === now.language)
    await respond.reply(
      {
        ...notice(changes ? say('member.settingsSaved') : say('member.settings')),
        fields: [
          { name: say('member.model'), value: now.model ?? none },
          { name: say('member.aspect'), value: now.aspect ?? none },
          { name: say('member.duration'), value: now.duration === undefined ? none : say('member.seconds', { seconds: now.duration }) },
          { name: say('member.language'), value: language ? catalogues[language].common.languageName : say('member.languageOfChat') },
          { name: say('member.ask'), value: say('member.credits', { credits: now.ask ?? askAboveDefault }) },
          { name: say('member.notify'), value: say(`member.notify_${now.notify ?? 'slow'}`) },
        ],
      },
      { private: true },
    )
  },
})
