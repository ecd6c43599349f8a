import { z } from 'zod'

/** A graph in ComfyUI's API format: nodes by id; an input is a value, or `[node, output]` for a link. */
export const graphSchema = z.record(
  z.string(),
  z.looseObject({ class_type: z.string(), inputs: z.record(z.string(), z.json()).default({}) }),
)
export type Graph = z.infer<typeof graphSchema>

const targetSchema = z.strictObject({
  /** A node's id in the graph. */
  node: z.union([z.string(), z.int()]).transform(String),
  /** The name of one of its inputs. */
  input: z.string(),
  /** A number is multiplied by this and rounded. */
  scale: z.number().positive().optional(),
})
const oneOrMore = z.union([targetSchema.transform((target) => [target]), z.array(targetSchema).min(1)])
export type Target = z.infer<typeof targetSchema>

/** What a slot may be filled with; files become the name under which ComfyUI keeps the upload. */
export const slotNames = [
  'prompt',
  'negativePrompt',
  'seed',
  'width',
  'height',
  'frames',
  'seconds',
  'fps',
  'strength',
  'camera',
  'motion',
  'loop',
  'speech',
  'voice',
  'expandPrompt',
  'firstFrame',
  'lastFrame',
  'video',
  'audio',
  'mask',
  'style',
  'fileName',
] as const
export type SlotName = (typeof slotNames)[number]

export const fileSlots = ['firstFrame', 'lastFrame', 'video', 'audio', 'mask', 'style'] as const
const droppable = [...fileSlots, 'generateAudio'] as const

/** `config/comfyui/<name>.yaml`: what goes where in `<name>.json`. See `config/comfyui/README.md`. */
export const slotsFileSchema = z
  .strictObject({
    slots: z.partialRecord(z.enum(slotNames), oneOrMore),
    /** Other inputs, by the names that `--set name=value` has for them. */
    extras: z.record(z.string(), oneOrMore).default({}),
    /** Inputs to leave out when this file is not given, or no sound is wanted. */
    without: z.partialRecord(z.enum(droppable), oneOrMore).default({}),
    /** What it saves: a film, or a still. */
    makes: z.enum(['video', 'image']).default('video'),
    /** The node whose file is the clip; any that saves one when it is not named. */
    output: z.union([z.string(), z.int()]).transform(String).optional(),
    /** The frame rate of the clip when nobody asks for another. */
    fps: z.number().positive().optional(),
    /** A model makes n times this and one frame: 4 for Wan, 8 for LTX. */
    framesStep: z.int().positive().default(1),
    /** How many frames of a source it can work on. */
    maxFrames: z.int().positive().optional(),
    /** Width and height are multiples of this. */
    sizeStep: z.int().positive().default(16),
    /** Where a file that the graph names belongs beneath ComfyUI’s `models`, and where it is had from: for the doctor, and for people. */
    weights: z.record(z.string(), z.strictObject({ folder: z.string(), from: z.url() })).default({}),
  })
  .refine(({ slots }) => Boolean(slots.width) === Boolean(slots.height), { path: ['slots'], error: 'width and height go together' })
  .refine(({ slots, fps }) => !slots.frames || fps, { path: ['fps'], error: 'the slot frames needs it' })

/** A graph and where its slots are. */
export interface Workflow extends z.infer<typeof slotsFileSchema> {
  name: string
  graph: Graph
}

export const isLink = (value: unknown): value is [string, number] =>
  Array.isArray(value) && value.length === 2 && typeof value[0] === 'string' && typeof value[1] === 'number'

/** The slot that fills this input; undefined when the file's own value stands there. */
export const slotAt = ({ slots, extras }: Workflow, node: string, input: string): string | undefined =>
  Object.entries({ ...extras, ...slots }).find(([, targets]) =>
    targets.some((target) => target.node === node && target.input === input),
  )?.[0]
