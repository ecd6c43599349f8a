import { z } from 'zod'
import type { ModelState } from '../../src/core/provider.ts'
import type { VendorCall } from '../../src/core/vendor/call.ts'
import { say } from '../../src/core/words/sentence.ts'
import { comfyui } from './api.ts'
import { slotAt, type Workflow } from './workflow.ts'

const inputsSchema = z.record(z.string(), z.unknown()).optional().catch(undefined)
const objectInfoSchema = z.record(
  z.string(),
  z.object({ input: z.object({ required: inputsSchema, optional: inputsSchema }).catch({}) }).catch({ input: {} }),
)
type ObjectInfo = z.infer<typeof objectInfoSchema>

/** Whether this ComfyUI has every node of a workflow, and every file, such as a model's weights, that it names. */
export const inspect = async (api: VendorCall, workflow: Workflow, signal: AbortSignal): Promise<ModelState> => {
  const known = await comfyui.readAnswer(await api('object_info', { signal }), objectInfoSchema)
  for (const { class_type: node } of Object.values(workflow.graph)) {
    if (!known[node]) return { kind: 'unavailable', reason: say('provider.nodeMissing', { node }) }
  }
  for (const [id, { class_type: name, inputs }] of Object.entries(workflow.graph)) {
    for (const [input, value] of Object.entries(inputs)) {
      const choices = choicesOf(known, name, input)
      if (typeof value !== 'string' || !choices || choices.includes(value) || slotAt(workflow, id, input)) continue
      return { kind: 'unavailable', reason: say('provider.weightsMissing', { node: name, file: value }) }
    }
  }
  return { kind: 'available', drift: [] }
}

/** A list of choices is the first part of an input's description, or its `options` where the first part is COMBO. */
const comboSchema = z.union([
  z.tuple([z.array(z.unknown())], z.unknown()).transform(([choices]) => choices),
  z.tuple([z.literal('COMBO'), z.object({ options: z.array(z.unknown()) })], z.unknown()).transform(([, { options }]) => options),
])

const choicesOf = (known: ObjectInfo, name: string, input: string): unknown[] | undefined => {
  const { required, optional } = known[name]?.input ?? {}
  return comboSchema.safeParse(required?.[input] ?? optional?.[input]).data
}
