import { z } from 'zod'
import { refusals } from './refusal.ts'

const option = z.looseObject({ label: z.string(), value: z.string(), description: z.string().nullish(), default: z.boolean().optional() })
const field = z.looseObject({
  type: z.number(),
  custom_id: z.string(),
  required: z.boolean().default(true),
  options: z.array(option).optional(),
  value: z.string().optional(),
  placeholder: z.string().optional(),
  max_length: z.number().optional(),
  min_values: z.number().optional(),
  max_values: z.number().optional(),
  default: z.boolean().optional(),
  file_types: z.array(z.string()).optional(),
})
const label = z.looseObject({ type: z.number(), label: z.string(), description: z.string().optional(), component: field })
export const modalBody = z.looseObject({ custom_id: z.string(), title: z.string(), components: z.array(label) })
export type ModalField = z.infer<typeof field>

/** Text inputs, menus of four kinds, file uploads, radio groups, groups of checkboxes, checkboxes. */
const inLabels = new Set([3, 4, 5, 6, 7, 8, 19, 21, 22, 23])
const withOptions: Readonly<Record<number, readonly [number, number]>> = { 3: [1, 25], 21: [2, 10], 22: [1, 10] }

const refuse = (why: string): never => {
  throw refusals.invalidForm(why)
}
const within = (what: string, text: string | null | undefined, limit: number): void => {
  if (text !== null && text !== undefined && (text === '' || [...text].length > limit)) refuse(`${what} must be 1 to ${limit} in length`)
}

const checkOptions = ({ type, options = [], custom_id }: ModalField): void => {
  const range = withOptions[type]
  if (!range) {
    if (options.length > 0) refuse(`${custom_id} takes no options`)
    return
  }
  const [least, most] = range
  if (options.length < least || options.length > most) refuse(`${options.length} options in ${custom_id}, ${least} to ${most} are allowed`)
  if (new Set(options.map(({ value }) => value)).size !== options.length) refuse(`the same value twice in ${custom_id}`)
  if (type !== 22 && options.filter((one) => one.default).length > 1) refuse(`two defaults in ${custom_id}`)
  for (const one of options) {
    within('an option', one.label, 100)
    within('an option', one.value, 100)
    within('an option', one.description, 100)
  }
}

const checkField = (one: ModalField): void => {
  if (!inLabels.has(one.type)) refuse(`a label holds no component of type ${one.type}`)
  within('custom_id', one.custom_id, 100)
  checkOptions(one)
  if (one.type === 4) {
    within('value', one.value, Math.min(4000, one.max_length ?? 4000))
    within('placeholder', one.placeholder, 100)
  }
  if (one.type === 19) {
    const { min_values: least = 1, max_values: most = 1, required, file_types: types = [] } = one
    if (least < 0 || most < 1 || most > 10 || least > most) refuse(`${least} to ${most} files`)
    if (required && least === 0) refuse('min_values of a required field is at least 1')
    if (!types.every((type) => ['audio', 'image', 'video'].includes(type) || type.startsWith('.'))) refuse(`file types ${types}`)
  }
  if (one.type === 23 && 'options' in one && one.options) refuse('a checkbox has no options')
}

/** Throws what Discord answers to a modal that breaks its rules. */
export const checkModal = (data: unknown): void => {
  const read = modalBody.safeParse(data)
  if (!read.success) throw refusals.invalidForm(read.error.message)
  const { custom_id, title, components } = read.data
  within('custom_id', custom_id, 100)
  within('title', title, 45)
  if (components.length < 1 || components.length > 5) refuse(`${components.length} components in a modal`)
  for (const { type, label: words, description, component } of components) {
    if (type !== 18) refuse(`a modal holds labels, and no component of type ${type}`)
    within('label', words, 45)
    within('description', description, 100)
    checkField(component)
  }
  const ids = components.map(({ component }) => component.custom_id)
  if (new Set(ids).size !== ids.length) refuse('the same custom_id twice')
}
