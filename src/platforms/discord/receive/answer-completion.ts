import { type APIApplicationCommandAutocompleteInteraction, InteractionResponseType, type REST, Routes } from 'discord.js'
import type { Model } from '../../../core/model.ts'
import type { ClipsOf } from '../../../core/options/complete-clip.ts'
import type { OptionDescription } from '../../../core/options/describe-options.ts'
import type { ReferencesOf } from '../../../core/reference.ts'
import type { TemplatesOf } from '../../../core/template.ts'
import { complete } from './complete.ts'
import { workspaceOf } from './invocation-of.ts'
import { memberOf } from './member.ts'

export interface AnswerCompletionOptions {
  rest: REST
  templatesOf: TemplatesOf
  referencesOf: ReferencesOf
  clipsOf: ClipsOf
  optionsOf(data: APIApplicationCommandAutocompleteInteraction['data']): readonly OptionDescription[]
  offered(interaction: APIApplicationCommandAutocompleteInteraction): readonly Model[]
}

/** Answers what the option that is being typed can be; nothing where the bot does not work. */
export const createAnswerCompletion =
  ({ rest, templatesOf, referencesOf, clipsOf, optionsOf, offered }: AnswerCompletionOptions) =>
  async (interaction: APIApplicationCommandAutocompleteInteraction, isServed: boolean): Promise<void> => {
    const place = { platform: 'discord', workspace: workspaceOf(interaction) }
    const member = memberOf(interaction)
    const asked = {
      templates: () => templatesOf(place),
      references: () => referencesOf(place),
      clips: async () => (member ? clipsOf({ ...place, memberId: member.id }) : []),
      now: Date.now(),
    }
    const choices = isServed ? await complete(interaction, optionsOf(interaction.data), offered(interaction), asked) : []
    await rest.post(Routes.interactionCallback(interaction.id, interaction.token), {
      body: { type: InteractionResponseType.ApplicationCommandAutocompleteResult, data: { choices } },
      auth: false,
    })
  }
