import {
  type APIApplicationCommandAutocompleteInteraction,
  type APIApplicationCommandInteractionDataBasicOption,
  type APIApplicationCommandOptionChoice,
  ApplicationCommandType,
} from 'discord-api-types/v10'
import type { Model } from '../../../core/model.ts'
import { completeValue } from '../../../core/options/complete-options.ts'
import type { OptionDescription } from '../../../core/options/describe-options.ts'
import { shorten } from '../post/escape.ts'

const choicesAtMost = 25
const choiceLimit = 100

type Given = APIApplicationCommandInteractionDataBasicOption<APIApplicationCommandAutocompleteInteraction['type']>

/** What the option that is being typed can be. `templatesOf` is asked only where a template is typed. */
export const complete = async (
  interaction: APIApplicationCommandAutocompleteInteraction,
  options: readonly OptionDescription[],
  models: readonly Model[],
  templatesOf: () => Promise<readonly string[]>,
): Promise<APIApplicationCommandOptionChoice<string>[]> => {
  const { data } = interaction
  if (data.type !== ApplicationCommandType.ChatInput) return []
  const given = (data.options ?? []).flatMap((option) => ('value' in option ? [option as Given] : []))
  const focused = given.find((option) => 'focused' in option && option.focused === true)
  const option = options.find(({ name }) => name === focused?.name)
  if (!option || !focused) return []
  const modelOption = options.find(({ completion }) => completion === 'model')?.name
  const model = given.find(({ name }) => name === modelOption)?.value
  const templates = option.completion === 'template' ? await templatesOf() : []
  return completeValue(data.name, option, models, String(focused.value), typeof model === 'string' ? model : undefined, templates)
    .slice(0, choicesAtMost)
    .map(({ label, detail }) => ({
      name: shorten(detail ? `${label} · ${detail}` : label, choiceLimit),
      value: label.slice(0, choiceLimit),
    }))
}
