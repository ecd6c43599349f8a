import type { APIInteraction, APIInteractionResponse } from 'discord.js'

/** Everything that is needed to give first answers elsewhere; a plain value, for it goes to another thread. */
export interface FirstAnswers {
  /** The base of the REST API with its version. */
  apiUrl: string
  userAgent: string
  /** The types of interaction that are answered at once. */
  types: readonly number[]
  /** The first answer to a press on a message, or to a form that was opened by one. */
  onMessage: APIInteractionResponse
  /** The first answer to everything else. */
  otherwise: APIInteractionResponse
  /** Commands and entries of the menu that may answer with a form, which must be the first answer. */
  formNames: readonly string[]
  /** How the custom ids of buttons begin that may do so. */
  formIds: readonly string[]
}

/** What Discord said to a first answer. */
export interface AnswerOutcome {
  interaction: string
  /** `lost`: Discord refused it or was not reached, and nobody knows more. */
  outcome: 'answered' | 'expired' | 'lost'
  /** Discord's code of a refusal, or the code of the fault. */
  code?: string | number
}

const mayOpenForm = ({ data }: APIInteraction, { formNames, formIds }: FirstAnswers): boolean => {
  if (!data) return false
  if ('name' in data) return formNames.includes(data.name)
  // A form that was sent cannot be answered by another one.
  return 'component_type' in data && formIds.some((start) => data.custom_id.startsWith(start))
}

/** Whether it began at a message of ours: a press, or a form that a press opened. */
export const isOnMessage = (interaction: APIInteraction): boolean => 'message' in interaction && interaction.message !== undefined

/** A first answer that promises nothing and leaves room for the others. */
export const deferralOf = (interaction: APIInteraction, { onMessage, otherwise }: FirstAnswers): APIInteractionResponse =>
  isOnMessage(interaction) ? onMessage : otherwise

/** The answer that is given at once, before anybody reads what was said; null where the answer needs more than that. */
export const firstAnswerTo = (interaction: APIInteraction, answers: FirstAnswers): APIInteractionResponse | null => {
  if (!answers.types.includes(interaction.type) || mayOpenForm(interaction, answers)) return null
  return deferralOf(interaction, answers)
}
