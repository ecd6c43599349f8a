import type { z } from 'zod'
import type { Spelling } from './options/spelling.ts'
import type { Invocation, Responder } from './platform.ts'
import type { Question } from './question.ts'
import type { Mode } from './request.ts'
import type { Studio } from './studio.ts'
import type { Sentence, Text } from './words/sentence.ts'

/**
 * Hints for platforms, as zod metadata on an option. An option's type, range and choices are read from its zod schema itself
 * (`z.toJSONSchema`).
 */
export interface OptionHints {
  /** What it is for, a label of 100 characters at most (Discord's limit). `.describe('…')` says the same in one language. */
  about?: Text
  /** The words of the prompt, or the id: takes what is not a flag. One option of a command at most. */
  positional?: boolean
  /** Other spellings in text: `ar` for `aspect`. The option's own name is always one. */
  flags?: string[]
  /** Filled from attached files of this kind, in the order they were attached. */
  attachment?: 'image' | 'video' | 'audio' | 'any'
  /** Kinds of files that it takes too, where somebody names the file for it: `--ref 2`. */
  also?: readonly ('image' | 'video' | 'audio')[]
  /** It takes only files that somebody names for it: none of those that are simply attached. */
  named?: boolean
  /** A file is given anew each time: what an action is done on has none that it keeps. */
  fresh?: boolean
  /** A word that is no attached file names a reference of the workspace. */
  kept?: boolean
  /** Completed from a list that is known only at run time. */
  completion?: 'model' | 'aspectRatio' | 'resolution' | 'template' | 'reference' | 'clip'
  /** Of a model: only those that make clips so are offered. Absent: those of the command's own name, or all. */
  modes?: readonly Mode[]
  /** What its choices are called: shown in their place, and taken for them in every language. */
  labels?: Readonly<Record<string, Text>>
  /** Needed, unless one of these other options is given. Its schema is optional. */
  unless?: string | readonly string[]
  /** In text the first word is its value where that fits: `/quota set @ann`. Of several, in their order. */
  leading?: boolean
  /** Of its choices, those that only moderators say: `set` of `/quota set @ann`. `/help` lists them. */
  forModerators?: readonly string[]
  /** A member: Discord lets people choose one, elsewhere they are mentioned. See `member-option.ts`. */
  member?: boolean
  /** A channel of the workspace, or a role: Discord lets people choose one, elsewhere they are named. */
  channel?: boolean
  role?: boolean
  /** Filled by a button only; nobody is offered it. */
  button?: boolean
  /** What its value is about, so that it is read as people type it: `5 s`, `16x9`, `HD`. A number is read as one without. */
  spelling?: Spelling
  /** Plain words: after its flag they go on to the next flag or the end of the line, and in a field of its own flags are flags. */
  words?: boolean
  /** Its own words are whole sentences, so that none of them is missed in the prompt. */
  sentences?: boolean
  /** Asked for now and then: where a chat has room for so many options only, it is typed among the words of the prompt. */
  seldom?: boolean
  /** What it must be, within a sentence of ours, where its type, range and choices do not say it: `option.beClip`. */
  demand?: Sentence
  /** A value as somebody would type it, for sentences such as "model must look like wan". */
  example?: string
}

/** The zod schemas of a command's options by name. Attach hints with `.meta({ ... } satisfies OptionHints)`. */
export type OptionShape = Record<string, z.ZodType>

export interface CommandContext<Shape extends OptionShape = OptionShape> {
  options: z.infer<z.ZodObject<Shape>>
  invocation: Invocation
  studio: Studio
  respond: Responder
  /** Asks the one who said it before it is done. False where nobody can be asked, as where only a price is told: then it goes on. */
  ask(question: Question): Promise<boolean>
  /** All there are, for `/help`. */
  commands: readonly Command[]
}

/** Something a person can say, the same on every platform. The default export of a file in `commands/`. */
export interface Command<Shape extends OptionShape = OptionShape> {
  /** Lower case, as typed after the slash. */
  name: string
  /** The command that it is said beneath: `mod` for `/mod block`. Buttons and forms name it alone. */
  under?: string | undefined
  /** What it does: a label of 100 characters at most in every language (Discord's limit). */
  description: Text
  /** Lines that can be typed as they are. */
  examples: string[]
  options: Shape
  /** Where `/help` lists it: after the others what is about the one who asks, and only to moderators what is theirs. */
  group?: 'you' | 'moderators' | undefined
  /** It answers a press of its button with a form. Discord must know before it acknowledges the press. */
  opensForm?: boolean | undefined
  /** Its form tells a price. Until it submits a clip it does nothing but read, for that is how the price is found. */
  priced?: boolean | undefined
  execute(context: CommandContext<Shape>): Promise<void>
}

/** Keeps the options' types between `options` and `execute`; the registry sees every command alike. */
export const defineCommand = <Shape extends OptionShape>(command: Command<Shape>): Command =>
  ({ ...command, execute: (context) => command.execute(context as CommandContext<Shape>) }) as Command
