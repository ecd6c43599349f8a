import type { APIInteraction, APIInteractionResponse } from 'discord.js'
import type { Inbox } from '../../../core/inbox.ts'
import { chooseLanguage, type Language } from '../../../core/words/languages.ts'
import { saidName } from './said-command.ts'

/** Everything that is needed to give first answers elsewhere; a plain value, for it goes to another thread. */
export interface FirstAnswers {
  /** The base of the REST API with its version. */
  apiUrl: string
  userAgent: string
  /** The types of interaction that people wait for: written down, and answered at once. */
  types: readonly number[]
  /** The first answer to a press on a message, or to a form that was opened by one. */
  onMessage: APIInteractionResponse
  /** The first answer to everything else, in the languages of the house. */
  otherwise: Readonly<Record<Language, APIInteractionResponse>>
  /** Commands and entries of the menu that may answer with a form, which must be the first answer. */
  formNames: readonly string[]
  /** How the custom ids of buttons begin that may do so. */
  formIds: readonly string[]
  /** Where what people said is written down before it is answered. */
  inbox: Inbox['elsewhere']
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null

/**
 * Whether an event's data can be answered at all. Deeper in it nobody looks before it is answered; what is missing there is
 * found by the one who reads it.
 */
export const isInteraction = (data: unknown): data is APIInteraction =>
  isRecord(data) && typeof data['id'] === 'string' && typeof data['token'] === 'string' && typeof data['type'] === 'number'

/** What Discord said to a first answer. */
export interface AnswerOutcome {
  interaction: string
  /** `expired`: the person was told that it failed. `lost`: nobody knows whether it arrived. */
  outcome: 'answered' | 'expired' | 'lost'
  /** Discord's code of a refusal, or the code of the fault. */
  code?: string | number
}

/** Whether an interaction is written down before it is answered. Completion and pings are over with their answer. */
export const isKept = ({ type }: Pick<APIInteraction, 'type'>, { types }: Pick<FirstAnswers, 'types'>): boolean => types.includes(type)

const isString = (value: unknown): value is string => typeof value === 'string'

const mayOpenForm = ({ data }: APIInteraction, { formNames, formIds }: FirstAnswers): boolean => {
  if (!data) return false
  if ('name' in data) return formNames.includes(saidName(data).name)
  // A form that was sent cannot be answered by another one.
  if (!('component_type' in data)) return false
  // A choice in a menu says what a button would.
  const said = 'values' in data && Array.isArray(data.values) ? [data.custom_id, ...data.values.filter(isString)] : [data.custom_id]
  return said.some((id) => formIds.some((start) => id.startsWith(start)))
}

/** Whether it began at a message of ours: a press, or a form that a press opened. */
export const isOnMessage = (interaction: APIInteraction): boolean => 'message' in interaction && interaction.message !== undefined

/** A first answer that promises nothing and leaves room for the others. */
export const deferralOf = (interaction: APIInteraction, { onMessage, otherwise }: FirstAnswers): APIInteractionResponse =>
  isOnMessage(interaction) ? onMessage : otherwise[chooseLanguage(undefined, localeOf(interaction))]

const localeOf = (interaction: APIInteraction): string | undefined =>
  'locale' in interaction && typeof interaction.locale === 'string' ? interaction.locale : undefined

/** The answer that is given at once, before anybody reads what was said; null where the answer needs more than that. */
export const firstAnswerTo = (interaction: APIInteraction, answers: FirstAnswers): APIInteractionResponse | null => {
  if (!isKept(interaction, answers) || mayOpenForm(interaction, answers)) return null
  return deferralOf(interaction, answers)
}
