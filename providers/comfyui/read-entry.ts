import { z } from 'zod'
import type { ProviderError, ProviderOutput, ProviderStatus } from '../../src/core/provider.ts'
import { reasonIn } from '../../src/core/vendor/reason.ts'
import { comfyui } from './api.ts'
import { graphSchema, type Workflow } from './workflow.ts'

const errorSchema = z.object({
  node_type: z.string().catch('a node'),
  exception_type: z.string().catch(''),
  exception_message: z.string().catch(''),
})

/** A job that has ended, as `GET /history/{id}` gives it. `prompt` is its item of the queue, with the graph at index 2. */
export const entrySchema = z.object({
  prompt: z.array(z.unknown()).catch([]),
  outputs: z.record(z.string(), z.record(z.string(), z.unknown())).catch({}),
  status: z
    .object({ status_str: z.string().catch(''), messages: z.array(z.tuple([z.string(), z.unknown()], z.unknown())).catch([]) })
    .nullish(),
})
export type Entry = z.infer<typeof entrySchema>

const fileSchema = z.object({ filename: z.string().min(1), subfolder: z.string().default(''), type: z.string().default('output') })

/** A job that has ended, as a provider's status. Without its workflow the first film counts and no seed is named. */
export const readEntry = (entry: Entry, workflow: Workflow | undefined): ProviderStatus => {
  const messages = entry.status?.messages ?? []
  if (messages.some(([kind]) => kind === 'execution_interrupted')) return { kind: 'canceled' }
  if (entry.status?.status_str === 'error') {
    return { kind: 'failed', error: failureOf(messages.find(([kind]) => kind === 'execution_error')?.[1]) }
  }
  const outputs = clipsOf(entry, workflow)
  const seed = seedOf(entry, workflow)
  return outputs.length === 0 ? comfyui.noClip : { kind: 'succeeded', outputs, ...(seed === undefined ? {} : { seed }) }
}

const endings = { video: /\.(mp4|webm|mov|mkv|m4v)$/i, image: /\.(png|jpe?g|webp)$/i }

/** The films or stills that were kept; what was only a preview comes last. Nodes list their files under many names. */
const clipsOf = ({ outputs }: Entry, workflow: Workflow | undefined): ProviderOutput[] => {
  const named = workflow?.output === undefined ? undefined : outputs[workflow.output]
  const listed = (named ? [named] : Object.values(outputs)).flatMap((output) => Object.values(output)).flat()
  const files = listed
    .flatMap((file) => fileSchema.safeParse(file).data ?? [])
    // LoadVideo and LoadImage list the source itself, as a file of the type `input`.
    .filter(({ filename, type }) => type !== 'input' && endings[workflow?.makes ?? 'video'].test(filename))
  return files
    .toSorted((one, other) => Number(one.type !== 'output') - Number(other.type !== 'output'))
    .map(({ filename, subfolder, type }) => ({ url: `comfyui:view?${new URLSearchParams({ filename, subfolder, type })}` }))
}

/** The seed in the graph that ran. */
const seedOf = ({ prompt }: Entry, workflow: Workflow | undefined): number | undefined => {
  const [target] = workflow?.slots.seed ?? []
  const seed = target && graphSchema.safeParse(prompt[2]).data?.[target.node]?.inputs[target.input]
  return typeof seed === 'number' ? seed : undefined
}

/**
 * The message `execution_error`. The exception's type decides; a driver that is out of memory raises one that only its
 * words tell apart (`is_oom` in comfy/model_management.py).
 */
const failureOf = (data: unknown): ProviderError => {
  const { node_type: node, exception_type: type, exception_message: words } = errorSchema.safeParse(data).data ?? errorSchema.parse({})
  const kind =
    /OutOfMemory|MemoryError$/.test(type) || /out of memory/i.test(words)
      ? 'resource'
      : /(Connection|Timeout)\w*Error$|AcceleratorError$/.test(type)
        ? 'transient'
        : 'internal'
  return comfyui.failed(kind, { reason: reasonIn(words), detail: `${node}: ${type} ${words}` })
}
