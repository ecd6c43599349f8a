import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { load, YAMLException } from 'js-yaml'
import type { z } from 'zod'
import { MoodreelError } from '../../src/core/errors.ts'
import { type Graph, graphSchema, isLink, slotsFileSchema, type Target, type Workflow } from './workflow.ts'

const ourFolder = join(import.meta.dirname, '..', '..', 'config', 'comfyui')

const bad = (sentence: string, cause?: unknown): MoodreelError =>
  new MoodreelError('bad_config', `${sentence}; correct it and start again.`, { cause })

/** A file and what people call it. */
interface Found {
  path: string
  called: string
}

/**
 * The workflows of `config/comfyui` with the operator's own `comfyui` folder laid over it, file by file: a `.json` in
 * ComfyUI's API format and a `.yaml` of the same name that tells what its slots are. Throws MoodreelError `bad_config`
 * for a file that does not fit or has no partner, and for a slot whose node or input is not there.
 */
export const readWorkflows = (configDir: string | undefined): ReadonlyMap<string, Workflow> => {
  const files = new Map(findFiles(ourFolder, (file) => `config/comfyui/${file}`))
  if (configDir !== undefined) {
    for (const [file, found] of findFiles(join(configDir, 'comfyui'), (name) => `comfyui/${name} in MOODREEL_CONFIG_DIR`))
      files.set(file, found)
  }
  const names = new Set([...files.keys()].map((file) => file.replace(/\.(json|yaml)$/, '')))
  return new Map([...names].map((name) => [name, readWorkflow(name, files)]))
}

const findFiles = (folder: string, called: (file: string) => string): [string, Found][] => {
  try {
    const files = readdirSync(folder).filter((file) => /\.(json|yaml)$/.test(file))
    return files.map((file) => [file, { path: join(folder, file), called: called(file) }])
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return []
    throw bad(`${called('')} cannot be read`, cause)
  }
}

const readWorkflow = (name: string, files: ReadonlyMap<string, Found>): Workflow => {
  const [json, yaml] = [files.get(`${name}.json`), files.get(`${name}.yaml`)]
  if (!json) throw bad(`${yaml?.called} has no ${name}.json beside it`)
  if (!yaml) throw bad(`${json.called} has no ${name}.yaml beside it that tells what its slots are`)
  const graph = readGraph(json)
  const slots = slotsFileSchema.safeParse(readYaml(yaml))
  if (!slots.success) throw bad(`${yaml.called}, ${firstOf(slots.error)}`, slots.error)
  const workflow = { name, graph, ...slots.data }
  checkTargets(workflow, (place, says) => bad(`${yaml.called}, ${place}: ${says}`))
  return workflow
}

const read = ({ path, called }: Found): string => {
  try {
    return readFileSync(path, 'utf8')
  } catch (cause) {
    throw bad(`${called} cannot be read`, cause)
  }
}

const readYaml = (file: Found): unknown => {
  const text = read(file)
  try {
    return load(text)
  } catch (cause) {
    const line = cause instanceof YAMLException ? (cause.mark?.line ?? 0) + 1 : 1
    throw bad(`${file.called} is no valid YAML at line ${line}`, cause)
  }
}

const readGraph = (file: Found): Graph => {
  let content: unknown
  try {
    content = JSON.parse(read(file))
  } catch (cause) {
    throw cause instanceof MoodreelError ? cause : bad(`${file.called} is no valid JSON`, cause)
  }
  if (typeof content === 'object' && content !== null && 'nodes' in content && Array.isArray(content.nodes)) {
    throw bad(`${file.called} was saved for the editor; export it from ComfyUI with File, Export (API)`)
  }
  const graph = graphSchema.safeParse(content)
  if (!graph.success) throw bad(`${file.called} is no workflow in ComfyUI’s API format: ${firstOf(graph.error)}`, graph.error)
  for (const [id, { inputs }] of Object.entries(graph.data)) {
    const broken = Object.entries(inputs).find(([, value]) => isLink(value) && !graph.data[value[0]])
    if (broken) throw bad(`${file.called}, node ${id}: its input ${broken[0]} comes from a node that is not there`)
  }
  return graph.data
}

const firstOf = ({ issues: [issue] }: z.ZodError): string => `field ${issue?.path.map(String).join('.') || '(all)'}: ${issue?.message}`

/** Every target names an input that is there; a slot's is a value, what `without` names may be a link. */
const checkTargets = (
  { graph, slots, extras, without, output }: Workflow,
  problem: (place: string, says: string) => MoodreelError,
): void => {
  const check = (place: string, targets: readonly Target[], mayBeLink: boolean): void => {
    for (const { node, input } of targets) {
      const found = graph[node]
      if (!found) throw problem(place, `there is no node ${node}`)
      if (!(input in found.inputs)) throw problem(place, `node ${node} (${found.class_type}) has no input ${input}`)
      if (!mayBeLink && isLink(found.inputs[input]))
        throw problem(place, `the input ${input} of node ${node} comes from another node; name that one`)
    }
  }
  for (const [name, targets] of Object.entries(slots)) check(`slot ${name}`, targets, false)
  for (const [name, targets] of Object.entries(extras)) check(`extra ${name}`, targets, false)
  for (const [name, targets] of Object.entries(without)) check(`without ${name}`, targets, true)
  if (output !== undefined && !graph[output]) throw problem('output', `there is no node ${output}`)
}
