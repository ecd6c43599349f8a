import {
  type APIApplicationCommandAutocompleteInteraction,
  type APIApplicationCommandInteractionDataBasicOption,
  type APIApplicationCommandOptionChoice,
  ApplicationCommandType,
} from 'discord.js'
import type { Model } from '../../../core/model.ts'
import { type ClipChoice, completeClip } from '../../../core/options/complete-clip.ts'
import { completeValue, labelled } from '../../../core/options/complete-options.ts'
import type { OptionDescription } from '../../../core/options/describe-options.ts'
import { chooseLanguage } from '../../../core/words/languages.ts'
import { shorten } from '../post/escape.ts'
import { saidName, saidOptions } from './said-command.ts'

const choicesAtMost = 25
const choiceLimit = 100

type Given = APIApplicationCommandInteractionDataBasicOption<APIApplicationCommandAutocompleteInteraction['type']>

/** What the option that is being typed can be. Templates, references and clips are asked for only where one is typed. */
export const complete = async (
  interaction: APIApplicationCommandAutocompleteInteraction,
  options: readonly OptionDescription[],
  models: readonly Model[],
  asked: {
    templates(): Promise<readonly string[]>
    references(): Promise<readonly string[]>
    clips(): Promise<readonly ClipChoice[]>
    now: number
  },
): Promise<APIApplicationCommandOptionChoice<string>[]> => {
  const { data } = interaction
  if (data.type !== ApplicationCommandType.ChatInput) return []
  const given = saidOptions(data).flatMap((option) => ('value' in option ? [option as Given] : []))
  const focused = given.find((option) => 'focused' in option && option.focused === true)
  const option = options.find(({ name }) => name === focused?.name)
  if (!option || !focused) return []
  if (option.completion === 'clip') {
    const language = chooseLanguage(undefined, interaction.locale)
    const typed = String(focused.value)
    const clips = completeClip(await asked.clips(), typed, asked.now, language).map(({ id, label }) => ({ value: id, label }))
    return [...labelled(option, typed, language), ...clips]
      .slice(0, choicesAtMost)
      .map(({ value, label }) => ({ name: shorten(label, choiceLimit), value }))
  }
  const modelOption = options.find(({ completion }) => completion === 'model')?.name
  const model = given.find(({ name }) => name === modelOption)?.value
  const templates = option.completion === 'template' ? await asked.templates() : []
  const references = option.completion === 'reference' ? await asked.references() : []
  const named = typeof model === 'string' ? model : undefined
  return completeValue(saidName(data).name, option, models, String(focused.value), named, templates, 'en', references)
    .slice(0, choicesAtMost)
    .map(({ label, detail }) => ({
      name: shorten(detail ? `${label} · ${detail}` : label, choiceLimit),
      value: label.slice(0, choiceLimit),
    }))
}
