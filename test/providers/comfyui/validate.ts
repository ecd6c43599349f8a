import { z } from 'zod'
import type { NodeInfo } from './nodes.ts'

export const graphSchema = z.record(
  z.string(),
  z.strictObject({
    class_type: z.string(),
    inputs: z.record(z.string(), z.json()),
    _meta: z.strictObject({ title: z.string() }).optional(),
  }),
)
export type ServedGraph = z.infer<typeof graphSchema>

interface Problem {
  type: string
  message: string
  details: string
  extra_info: Record<string, unknown>
}

/** What a refused prompt is answered with. */
export interface Refusal {
  error: Problem
  node_errors: Record<string, { errors: Problem[]; dependent_outputs: string[]; class_type: string }>
}

/**
 * A graph as `validate_prompt` and `validate_inputs` of ComfyUI's execution.py judge it, from its outputs upwards, with
 * one addition: an input that a node does not have is refused here, where ComfyUI would look away.
 */
export const validate = (graph: ServedGraph, nodes: Record<string, NodeInfo>, uploads: ReadonlySet<string>): Refusal | null => {
  for (const [id, { class_type }] of Object.entries(graph)) {
    if (nodes[class_type]) continue
    const message = `Node '${class_type}' not found. The custom node may not be installed.`
    const error = {
      type: 'missing_node_type',
      message,
      details: `Node ID '#${id}'`,
      extra_info: { node_id: id, class_type, node_title: class_type },
    }
    return { error, node_errors: {} }
  }
  const outputs = Object.keys(graph).filter((id) => nodes[graph[id]?.class_type ?? '']?.output_node)
  if (outputs.length === 0) {
    return { error: { type: 'prompt_no_outputs', message: 'Prompt has no outputs', details: '', extra_info: {} }, node_errors: {} }
  }
  const node_errors: Refusal['node_errors'] = {}
  const seen = new Set<string>()
  const visit = (id: string): void => {
    if (seen.has(id)) return
    seen.add(id)
    const { class_type = '', inputs = {} } = graph[id] ?? {}
    const info = nodes[class_type]
    if (!info) return
    const errors = Object.entries(inputs).flatMap(([name, value]) => problemOf(graph, nodes, uploads, info, name, value, visit) ?? [])
    for (const name of Object.keys(info.input.required)) {
      if (!(name in inputs))
        errors.push({
          type: 'required_input_missing',
          message: 'Required input is missing',
          details: name,
          extra_info: { input_name: name },
        })
    }
    if (errors.length > 0) node_errors[id] = { errors, dependent_outputs: outputs, class_type }
  }
  for (const id of outputs) visit(id)
  if (Object.keys(node_errors).length === 0) return null
  const message = 'Prompt outputs failed validation'
  return { error: { type: 'prompt_outputs_failed_validation', message, details: '', extra_info: {} }, node_errors }
}

const problemOf = (
  graph: ServedGraph,
  nodes: Record<string, NodeInfo>,
  uploads: ReadonlySet<string>,
  info: NodeInfo,
  name: string,
  value: z.core.util.JSONType,
  visit: (id: string) => void,
): Problem | undefined => {
  const config = info.input.required[name] ?? info.input.optional[name]
  const problem = (type: string, message: string, more: object = {}): Problem => ({
    type,
    message,
    details: name,
    extra_info: { input_name: name, input_config: config, received_value: value, ...more },
  })
  if (!config) return problem('unknown_input', 'The node has no such input')
  const [type, { min = Number.NEGATIVE_INFINITY, max = Number.POSITIVE_INFINITY, options = type } = {}] = config
  if (Array.isArray(value)) {
    const [from, index] = value
    const made = graph[String(from)] && nodes[graph[String(from)]?.class_type ?? '']?.output[Number(index)]
    if (value.length !== 2 || made === undefined) return problem('bad_linked_input', 'Bad linked input')
    if (made !== type)
      return problem('return_type_mismatch', 'Return type mismatch between linked nodes', { received_type: made, linked_node: value })
    visit(String(from))
    return undefined
  }
  if (Array.isArray(options)) return options.includes(value) ? undefined : problem('value_not_in_list', 'Value not in list')
  if (type === 'UPLOAD')
    return uploads.has(String(value)) ? undefined : problem('custom_validation_failed', 'Custom validation failed for node')
  const fits = {
    INT: Number.isInteger(value),
    FLOAT: typeof value === 'number',
    STRING: typeof value === 'string',
    BOOLEAN: typeof value === 'boolean',
  }
  if (!fits[String(type) as keyof typeof fits]) return problem('invalid_input_type', `Failed to convert an input value to a ${type} value`)
  if (Number(value) < min) return problem('value_smaller_than_min', `Value ${value} smaller than min of ${min}`)
  if (Number(value) > max) return problem('value_bigger_than_max', `Value ${value} bigger than max of ${max}`)
  return undefined
}
