import { z } from 'zod'
import type { ProviderError, ProviderErrorClass } from '../../src/core/provider.ts'
import { jsonOf } from '../../src/core/vendor/json-of.ts'
import { reasonIn } from '../../src/core/vendor/reason.ts'
import { type Sentence, say, type Text } from '../../src/core/words/sentence.ts'
import { comfyui } from './api.ts'
import { slotParts } from './fill.ts'
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

/** A 4xx answer as an expected failure: no job was begun. `body` is the text of the answer. */
export const refusal = ({ status, headers }: Pick<Response, 'status' | 'headers'>, body: string, workflow: Workflow): ProviderError => {
  const detail = `HTTP ${status} ${body}`
  const vendor = { vendor: comfyui.name }
  if (status === 401 || status === 403) return comfyui.refused('auth', { message: say('provider.accessRefused', vendor), detail })
  if (status === 413) return comfyui.refused('invalid_input', { message: say('provider.filesTooLarge', vendor), detail })
  if (status === 429) return comfyui.refused('rate_limited', { detail, headers })
  const { kind, message } = readBody(body, workflow)
  return comfyui.refused(kind, { message, reason: reasonIn(body), detail })
}

const readBody = (body: string, whole: Workflow): { kind: ProviderErrorClass; message?: Sentence } => {
  const { name: workflow } = whole
  const { error, node_errors: nodes = {} } = bodySchema.safeParse(jsonOf(body)).data ?? {}
  if (typeof error === 'object' && error.type === 'missing_node_type') {
    return { kind: 'model_gone', message: say('provider.workflowNode', { workflow, node: error.extra_info?.class_type ?? '?' }) }
  }
  const [first] = Object.entries(nodes).flatMap(([id, { class_type: node, errors }]) => errors.map((one) => ({ id, node, ...one })))
  if (!first) return { kind: 'internal' }
  const { input_name: input = '', received_value: file } = first.extra_info ?? {}
  const slot = slotAt(whole, first.id, input)
  if (slot !== undefined)
    return { kind: 'invalid_input', message: say('provider.partRefused', { vendor: comfyui.name, part: partOf(slot) }) }
  if (first.type === 'value_not_in_list' && typeof file === 'string') {
    return { kind: 'model_gone', message: say('provider.workflowFile', { workflow, file }) }
  }
  return { kind: 'invalid_input', message: say('provider.workflowInput', { workflow, node: first.node, input }) }
}

const names: readonly string[] = slotNames
const isSlot = (name: string): name is SlotName => names.includes(name)
/** What is no slot is an input of the operator's own. */
const partOf = (slot: string): Text => (isSlot(slot) ? say(slotParts[slot]) : slot)
