import { z } from 'zod'
import type { Command, OptionHints } from '../command.ts'
import { modes } from '../request.ts'
import type { Sentence, Text } from '../words/sentence.ts'
import { type Spelling, spellings } from './spelling.ts'

/** One option as platforms see it: enough to build a native command, a form or a line of help. */
export interface OptionDescription {
  name: string
  /** What it is for, a label; empty when nobody said. */
  description: Text
  kind: 'string' | 'integer' | 'number' | 'boolean' | 'attachment'
  required: boolean
  /** Where one of these other options is given, it is not needed after all. */
  unless?: readonly string[] | undefined
  /** Whether several values can be given, and how many at most. */
  many: boolean
  maxCount?: number | undefined
  /** Of a number, both inclusive. */
  min?: number | undefined
  max?: number | undefined
  /** Of a string, in characters. */
  maxLength?: number | undefined
  choices?: (string | number)[] | undefined
  /** What the choices are called, where they are words of machines. */
  labels?: Readonly<Record<string, Text>> | undefined
  /** What can follow `--`, the option's own name first. */
  flags: string[]
  positional: boolean
  attachment?: NonNullable<OptionHints['attachment']> | undefined
  /** Further kinds of files, of those that somebody names for it. */
  also: NonNullable<OptionHints['also']>
  /** Whether it takes none of the files that nobody named for it. */
  named: boolean
  /** Whether a file is given anew each time: what an action is done on has none that it keeps. */
  fresh: boolean
  /** Whether a word can name a reference in the place of a file. */
  kept: boolean
  completion?: OptionHints['completion']
  modes?: OptionHints['modes']
  leading: boolean
  /** Of its choices, those that only moderators say. */
  forModerators: readonly string[]
  member: boolean
  channel: boolean
  role: boolean
  button: boolean
  /** How its value is spelled; absent for words and files. */
  spelling?: Spelling | undefined
  /** Words that go on to the next flag, and that hold flags in a field of their own. */
  words: boolean
  /** Whether its words are whole sentences. */
  sentences: boolean
  /** Whether it is left out where room is short. */
  seldom: boolean
  /** What it must be, in words. */
  demand?: Sentence | undefined
  example?: string | undefined
}

const valueSchema = z.object({
  type: z.string().optional(),
  minimum: z.number().optional(),
  maximum: z.number().optional(),
  maxLength: z.number().optional(),
  enum: z.array(z.union([z.string(), z.number()])).optional(),
})
const propertySchema = valueSchema.extend({
  description: z.string().default(''),
  about: z.custom<Text>().optional(),
  maxItems: z.number().optional(),
  items: valueSchema.optional(),
  positional: z.boolean().default(false),
  flags: z.array(z.string()).default([]),
  attachment: z.enum(['image', 'video', 'audio', 'any']).optional(),
  completion: z.enum(['model', 'aspectRatio', 'resolution', 'template', 'reference', 'clip']).optional(),
  modes: z.array(z.enum(modes)).optional(),
  labels: z.record(z.string(), z.custom<Text>()).optional(),
  unless: z.union([z.string(), z.array(z.string())]).default([]),
  named: z.boolean().default(false),
  fresh: z.boolean().default(false),
  kept: z.boolean().default(false),
  also: z.array(z.enum(['image', 'video', 'audio'])).default([]),
  leading: z.boolean().default(false),
  forModerators: z.array(z.string()).default([]),
  member: z.boolean().default(false),
  channel: z.boolean().default(false),
  role: z.boolean().default(false),
  button: z.boolean().default(false),
  spelling: z.enum(spellings).optional(),
  words: z.boolean().default(false),
  sentences: z.boolean().default(false),
  seldom: z.boolean().default(false),
  demand: z.custom<Sentence>().optional(),
  example: z.string().optional(),
})
const shapeSchema = z.object({ properties: z.record(z.string(), propertySchema).default({}), required: z.array(z.string()).default([]) })

const kindOf = (type: string | undefined): OptionDescription['kind'] =>
  type === 'integer' || type === 'number' || type === 'boolean' ? type : 'string'

const isNumber = ({ type, enum: choices }: z.infer<typeof valueSchema>): boolean =>
  type === 'integer' || type === 'number' || (choices?.some((choice) => typeof choice === 'number') ?? false)

/** zod gives every whole number the range of safe integers; nobody needs to be told about that. */
const bound = (value: number | undefined): number | undefined =>
  value !== undefined && Math.abs(value) < Number.MAX_SAFE_INTEGER ? value : undefined

/** Reading a command's schemas takes more than a millisecond, and a command's options never change. */
const described = new WeakMap<Command['options'], readonly OptionDescription[]>()

/** The options of a command in their order, read from its zod schemas and their hints. */
export const describeOptions = (command: Pick<Command, 'options'>): readonly OptionDescription[] => {
  const known = described.get(command.options)
  if (known) return known
  const fresh = readOptionsOf(command)
  described.set(command.options, fresh)
  return fresh
}

const readOptionsOf = (command: Pick<Command, 'options'>): OptionDescription[] => {
  const shape = shapeSchema.parse(z.toJSONSchema(z.object(command.options), { io: 'input', unrepresentable: 'any' }))
  return Object.entries(shape.properties).map(([name, property]) => {
    const value = property.items ?? property
    // An option that another command took over brings its hints along.
    const others = [property.unless].flat().filter((other) => other in shape.properties)
    const unless = others.length > 0 ? others : undefined
    return {
      name,
      description: property.about ?? property.description,
      kind: property.attachment ? 'attachment' : kindOf(value.type),
      required: shape.required.includes(name) || unless !== undefined,
      unless,
      many: property.items !== undefined,
      maxCount: property.maxItems,
      min: bound(value.minimum),
      max: bound(value.maximum),
      maxLength: value.maxLength,
      choices: value.enum,
      labels: property.labels,
      flags: [name, ...property.flags],
      positional: property.positional,
      attachment: property.attachment,
      also: property.also,
      named: property.named,
      fresh: property.fresh,
      kept: property.kept,
      completion: property.completion,
      modes: property.modes,
      leading: property.leading,
      forModerators: property.forModerators,
      member: property.member,
      channel: property.channel,
      role: property.role,
      button: property.button,
      spelling: property.spelling ?? (isNumber(value) ? 'number' : undefined),
      words: property.words,
      sentences: property.sentences,
      seldom: property.seldom,
      demand: property.demand,
      example: property.example,
    }
  })
}
