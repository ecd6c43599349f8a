import { Ajv, type ValidateFunction } from 'ajv'
import type { Description } from './models.ts'

const ajv = new Ajv({ strict: false, validateFormats: false })
const validators = new Map<Description, ValidateFunction>()

/** Which input Replicate would refuse, by the model's own schema: for its name, its type or its value. Null when it takes all. */
export const checkInput = (description: Description, input: unknown): string | null => {
  const validate = validators.get(description) ?? compile(description)
  if (validate(input)) return null
  const [error] = validate.errors ?? []
  return `${error?.instancePath.slice(1)}${error?.params['additionalProperty'] ?? error?.params['missingProperty'] ?? ''}` || 'input'
}

const compile = (description: Description): ValidateFunction => {
  const { properties, required = [], enums = {} } = description
  const made = ajv.compile({ type: 'object', properties, required, additionalProperties: false, components: { schemas: enums } })
  validators.set(description, made)
  return made
}
