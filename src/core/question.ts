import type { Form } from './platform.ts'
import type { Action, Post } from './post.ts'
import type { Text } from './words/sentence.ts'

/** The commands of the buttons of a question: one that does what was asked about, and one that opens a form. Nobody is offered them. */
export const answerCommand = 'yes'
export const formAnswerCommand = 'yes-form'

/** A button of a question: does the command with other options than it was said with, or opens a form with them. */
export interface Answer {
  /** Names it on its button: `as-is`. */
  name: string
  label: Text
  style?: Action['style']
  leads: { values: Record<string, unknown> } | { form: Form }
}

/** Something that is asked of the one who said a command, privately and before it is done. */
export interface Question {
  /** What is asked; its buttons are the answers. */
  post: Post
  answers: readonly Answer[]
}

/** What a button of a question carries in the place of a clip. 32 characters at most, without a colon. */
export const writeAnswer = (question: string, answer: string): string => `${question}-${answer}`

/** A question and the name of the answer; without a name where it has but one. */
export const readAnswer = (argument: string): { question: string; answer: string | null } => {
  const [question = '', ...rest] = argument.split('-')
  return { question, answer: rest.length === 0 ? null : rest.join('-') }
}

/** Whether words can be what such a button carries. */
export const isAnswer = (text: string): boolean => /^[0-9a-hjkmnp-tv-z]{12}(?:-[a-z-]{1,16})?$/.test(text)
