import { z } from 'zod'
import type { ModelState } from '../../src/core/provider.ts'
import type { VendorCall } from '../../src/core/vendor/call.ts'
import { type Sentence, say } from '../../src/core/words/sentence.ts'
import { comfyui } from './api.ts'
import { slotAt, type Workflow } from './workflow.ts'

const inputsSchema = z.record(z.string(), z.unknown()).optional().catch(undefined)
const objectInfoSchema = z.record(
  z.string(),
  z.object({ input: z.object({ required: inputsSchema, optional: inputsSchema }).catch({}) }).catch({ input: {} }),
)
type ObjectInfo = z.infer<typeof objectInfoSchema>

/** A part of a workflow that a ComfyUI does not have: a kind of node, or a file, such as a model's weights, that a node is to load. */
type Lack = { node: string; file?: string }

const lacksOf = ({ graph, ...workflow }: Workflow, known: ObjectInfo): Lack[] => {
  const nodes = Object.values(graph).filter(({ class_type: node }) => !known[node])
  const files = Object.entries(graph).flatMap(([id, { class_type: node, inputs }]) =>
    Object.entries(inputs).flatMap(([input, value]): Lack[] => {
      const choices = choicesOf(known, node, input)
      if (typeof value !== 'string' || !choices || choices.includes(value) || slotAt({ graph, ...workflow }, id, input)) return []
      return [{ node, file: value }]
    }),
  )
  const all = [...nodes.map(({ class_type: node }): Lack => ({ node })), ...files]
  // Two nodes of a graph may load the same file.
  return [...new Map(all.map((lack) => [lack.file ?? `node ${lack.node}`, lack])).values()]
}

const askNodes = async (api: VendorCall, signal: AbortSignal): Promise<ObjectInfo> =>
  comfyui.readAnswer(await api('object_info', { signal }), objectInfoSchema)

/** Whether this ComfyUI has every node of a workflow, and every file that it names. */
export const inspect = async (api: VendorCall, workflow: Workflow, signal: AbortSignal): Promise<ModelState> => {
  const [first] = lacksOf(workflow, await askNodes(api, signal))
  if (!first) return { kind: 'available', drift: [] }
  const { node, file } = first
  const reason = file === undefined ? say('provider.nodeMissing', { node }) : say('provider.weightsMissing', { node, file })
  return { kind: 'unavailable', reason }
}

/** Everything that this ComfyUI lacks of a workflow, each with what to do about it. */
export const missing = async (api: VendorCall, workflow: Workflow, signal: AbortSignal): Promise<Sentence[]> => {
  const known = await askNodes(api, signal)
  return lacksOf(workflow, known).map(({ node, file }) => {
    if (file === undefined) return say('provider.installNode', { node })
    const place = workflow.weights[file]
    return place ? say('provider.installFile', { file, ...place }) : say('provider.installUnknownFile', { node, file })
  })
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
