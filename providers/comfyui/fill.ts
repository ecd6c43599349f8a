import type { Json } from '../../src/core/json.ts'
import type { ProviderInput, ProviderRequest } from '../../src/core/provider.ts'
import type { InputRole, ResolvedRequest } from '../../src/core/request.ts'
import { type Key, say, type Text } from '../../src/core/words/sentence.ts'
import { framesOf, framesWithin, sizeNear, sizeOf } from './shape.ts'
import { fileSlots, type Graph, type SlotName, type Target, type Workflow } from './workflow.ts'

/** A graph that waits for its files. */
export interface Filled {
  graph: Graph
  files: { input: ProviderInput; targets: Target[] }[]
}

/** What people call the slots. */
export const slotParts = {
  prompt: 'part.prompt',
  negativePrompt: 'part.negativePrompt',
  seed: 'part.seed',
  width: 'part.size',
  height: 'part.size',
  frames: 'part.durationSeconds',
  seconds: 'part.durationSeconds',
  fps: 'part.fps',
  strength: 'part.strength',
  camera: 'part.camera',
  motion: 'part.motion',
  loop: 'part.loop',
  speech: 'part.speech',
  voice: 'part.voice',
  expandPrompt: 'part.expandPrompt',
  firstFrame: 'part.firstFrame',
  lastFrame: 'part.lastFrame',
  video: 'part.video',
  audio: 'part.audio',
  mask: 'part.mask',
  style: 'part.style',
  // The bot alone fills it.
  fileName: 'part.video',
} as const satisfies Record<SlotName, Key>

/** Puts a value where its slot is. */
export const put = (graph: Graph, targets: readonly Target[], value: Json): void => {
  for (const { node, input, scale } of targets) {
    const found = graph[node]
    if (found) found.inputs[input] = typeof value === 'number' && scale !== undefined ? Math.round(value * scale) : value
  }
}

const drop = (graph: Graph, targets: readonly Target[]): void => {
  for (const { node, input } of targets) delete graph[node]?.inputs[input]
}

/**
 * The workflow's graph with a request in its slots; what nobody asked for stays as it is in the file. `problem` is a
 * sentence for the person: something was asked for that the workflow has no slot for, or a file is missing.
 */
export const fill = (
  { request, model: row, inputs }: ProviderRequest,
  workflow: Workflow,
  promptId: string,
): Filled | { problem: Text } => {
  const { name: model } = row
  const graph = structuredClone(workflow.graph)
  const { slots, extras, without } = workflow
  const sourceFrames = framesIn(inputs)
  if (workflow.maxFrames !== undefined && sourceFrames > workflow.maxFrames) {
    return { problem: say('model.mostFrames', { model, frames: sourceFrames, most: workflow.maxFrames }) }
  }
  if (request.shots) return { problem: say('model.takesNo', { model, part: say('part.shots') }) }
  const values = valuesOf(request, inputs, workflow, promptId)
  for (const [slot, value] of Object.entries(values) as [SlotName, Json][]) {
    const targets = slots[slot]
    if (targets) put(graph, targets, value)
    else if (!mayBeMissing.has(slot)) return { problem: say('model.takesNo', { model, part: say(slotParts[slot]) }) }
  }
  for (const [name, value] of Object.entries(request.extras)) {
    const targets = Object.hasOwn(extras, name) ? extras[name] : undefined
    if (!targets) return { problem: say('model.noInput', { model, input: name }) }
    put(graph, targets, value)
  }
  if (request.generateAudio === false) {
    if (!without.generateAudio) return { problem: say('model.alwaysSound', { model }) }
    drop(graph, without.generateAudio)
  }

  const files: Filled['files'] = []
  const roles: readonly InputRole[] = fileSlots
  const homeless = inputs.find(({ role }) => !roles.includes(role))
  if (homeless) return { problem: say('model.takesNo', { model, part: say(`part.${homeless.role}`) }) }
  for (const role of fileSlots) {
    const input = inputs.find((candidate) => candidate.role === role)
    const targets = slots[role]
    if (input && !targets) return { problem: say('model.takesNo', { model, part: say(`part.${role}`) }) }
    if (input && targets) files.push({ input, targets })
    else if (without[role]) drop(graph, without[role])
    else if (targets) return { problem: say('model.needs', { model, part: say(`part.${role}`) }) }
  }
  return { graph, files }
}

/** How many frames the source video has; 0 without one. */
const framesIn = (inputs: readonly ProviderInput[]): number => {
  const { durationSeconds = 0, fps = 0 } = inputs.find(({ role }) => role === 'video') ?? {}
  return Math.round(durationSeconds * fps)
}

/** The bot sets these by itself, so that their lack is no reason to refuse. */
const mayBeMissing: ReadonlySet<SlotName> = new Set<SlotName>(['seed', 'fileName'])

/** What the slots get; a word that is not there leaves the file's own value. */
const valuesOf = (
  request: ResolvedRequest,
  inputs: readonly ProviderInput[],
  { graph, slots, fps, framesStep, sizeStep }: Workflow,
  promptId: string,
): Partial<Record<SlotName, Json>> => {
  const { prompt, negativePrompt, seed, durationSeconds, aspectRatio, resolution, strength, camera } = request
  const { motion, loop, speech, voice, expandPrompt } = request
  const rate = request.fps ?? fps
  const values: Partial<Record<SlotName, Json | undefined>> = {
    prompt: prompt === '' ? undefined : prompt,
    negativePrompt,
    seed,
    strength,
    camera,
    motion,
    loop,
    speech,
    voice,
    expandPrompt,
    // The rate that the workflow makes anyway needs no slot.
    fps: slots.fps || request.fps !== fps ? request.fps : undefined,
    fileName: `moodreel/${promptId}`,
  }
  if (durationSeconds !== undefined) {
    if (slots.seconds) values.seconds = durationSeconds
    if (slots.frames || !slots.seconds) values.frames = framesOf(durationSeconds, rate ?? 1, framesStep)
  } else if (slots.frames && framesIn(inputs) > 0) {
    values.frames = framesWithin(framesIn(inputs), framesStep)
  }
  const source = inputs.find(({ role }) => role === 'firstFrame' || role === 'video')
  // What a mask leaves as it is keeps its place.
  const isMasked = inputs.some(({ role }) => role === 'mask')
  if (isMasked && source) Object.assign(values, sizeNear(source, sizeStep))
  else if (aspectRatio || resolution || (source && slots.width)) {
    const numberAt = ([target]: readonly Target[] = []): number => {
      const own = target && graph[target.node]?.inputs[target.input]
      return typeof own === 'number' ? own / (target?.scale ?? 1) : 0
    }
    const own = { width: numberAt(slots.width) || 832, height: numberAt(slots.height) || 480 }
    Object.assign(values, sizeOf({ aspectRatio, resolution }, source, own, sizeStep))
  }
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined))
}
