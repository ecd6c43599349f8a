import { z } from 'zod'
import type { ProviderError, ProviderErrorClass } from '../../src/core/provider.ts'
import { jsonOf } from '../../src/core/vendor/json-of.ts'
import { reasonIn } from '../../src/core/vendor/reason.ts'
import { retryAfterMs } from '../../src/core/vendor/retry-after.ts'
import { slotWords } from './fill.ts'
import { type SlotName, slotAt, slotNames, type Workflow } from './workflow.ts'

const extraSchema = z
  .object({ input_name: z.string().optional(), received_value: z.unknown(), class_type: z.string().nullish() })
  .partial()
  .optional()
  .catch(undefined)
const nodeErrorsSchema = z.record(
  z.string(),
  z.object({
    class_type: z.string().catch('node'),
    errors: z.array(z.object({ type: z.string(), message: z.string().catch(''), details: z.string().catch(''), extra_info: extraSchema })),
  }),
)
/** What a refused `POST /prompt` says: `validate_prompt` in ComfyUI's execution.py. `error` is a plain text where credentials are wrong. */
const bodySchema = z.object({
  error: z
    .union([z.string(), z.object({ type: z.string(), message: z.string().catch(''), extra_info: extraSchema })])
    .optional()
    .catch(undefined),
  node_errors: nodeErrorsSchema.optional().catch(undefined),
})

const sentences = {
  auth: 'ComfyUI does not let this bot in; tell the operator.',
  rate_limited: 'ComfyUI is asked too often at the moment; the clip waits its turn.',
  too_large: 'ComfyUI does not take files of this size; give a smaller one.',
  internal: 'ComfyUI refused this request; try again or choose another model.',
}

/** A 4xx answer as an expected failure: no job was begun. `body` is the text of the answer. */
export const refusal = (status: number, headers: Headers, body: string, workflow: Workflow): ProviderError => {
  const detail = `HTTP ${status} ${body.slice(0, 500)}`.trim()
  if (status === 401 || status === 403) return { class: 'auth', message: sentences.auth, detail }
  if (status === 413) return { class: 'invalid_input', message: sentences.too_large, detail }
  if (status === 429) {
    const wait = retryAfterMs(headers)
    return {
      class: 'rate_limited',
      message: sentences.rate_limited,
      detail,
      ...(wait === undefined ? {} : { retryAfterMs: wait }),
    }
  }
  return { ...(readBody(body, workflow) ?? { class: 'internal', message: sentences.internal }), reason: reasonIn(body), detail }
}

const readBody = (body: string, workflow: Workflow): { class: ProviderErrorClass; message: string } | undefined => {
  const parsed = bodySchema.safeParse(jsonOf(body)).data
  if (!parsed) return undefined
  const { error, node_errors: nodes = {} } = parsed
  if (typeof error === 'object' && error.type === 'missing_node_type') {
    const node = error.extra_info?.class_type ?? 'a node'
    return { class: 'model_gone', message: `ComfyUI has no node ${node}, which the workflow ${workflow.name} needs; tell the operator.` }
  }
  const [first] = Object.entries(nodes).flatMap(([id, { class_type, errors }]) => errors.map((one) => ({ id, class_type, ...one })))
  if (!first) return undefined
  const input = first.extra_info?.input_name ?? ''
  const slot = slotAt(workflow, first.id, input)
  if (slot !== undefined) {
    return { class: 'invalid_input', message: `ComfyUI does not accept the ${wordOf(slot)} of this request; change it and try again.` }
  }
  const value = first.extra_info?.received_value
  if (first.type === 'value_not_in_list' && typeof value === 'string') {
    return { class: 'model_gone', message: `ComfyUI has no ${value}, which the workflow ${workflow.name} needs; tell the operator.` }
  }
  const what = input === '' ? `the node ${first.class_type}` : `the ${input.replaceAll('_', ' ')} of ${first.class_type}`
  return { class: 'invalid_input', message: `ComfyUI does not accept ${what} in the workflow ${workflow.name}; tell the operator.` }
}

const names: readonly string[] = slotNames
const isSlot = (name: string): name is SlotName => names.includes(name)
const wordOf = (slot: string): string => (isSlot(slot) ? slotWords[slot] : slot)
