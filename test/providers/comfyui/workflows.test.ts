import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readModels } from '../../../config/models.ts'
import { readWorkflows } from '../../../providers/comfyui/read-workflows.ts'
import comfyui from '../../../providers/comfyui.ts'
import { say } from '../../../src/core/words/sentence.ts'
import { readSettings } from '../../../src/program/providers.ts'
import { newAttempt } from '../../contracts/provider-contract.ts'
import { sampleModel } from '../../support/sample-model.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'
import { openBench, requestOf } from './bench.ts'
import { nodes } from './nodes.ts'
import { validate } from './validate.ts'

const ours = readWorkflows(undefined)
const { signal } = newAttempt()
const { models } = await readModels(undefined)
const rows = models.filter(({ provider }) => provider === 'comfyui')

/** An operator's folder with these files beneath `comfyui`. */
const folderOf = async (files: Record<string, string | object>): Promise<string> => {
  const folder = await temporaryFolder()
  await mkdir(join(folder, 'comfyui'))
  for (const [name, content] of Object.entries(files)) {
    await writeFile(join(folder, 'comfyui', name), typeof content === 'string' ? content : JSON.stringify(content))
  }
  return folder
}

const graph = {
  '1': { class_type: 'MyVideoNode', inputs: { words: 'x', seconds: 2, model: 'small', size: ['2', 0] } },
  '2': { class_type: 'MySize', inputs: { width: 64 } },
}
const slots = 'slots: { prompt: { node: 1, input: words }, seconds: { node: "1", input: seconds } }'

test.each([...ours])('the graph of %s is one that ComfyUI takes', (_name, workflow) => {
  const refused = validate(
    workflow.graph as Parameters<typeof validate>[0],
    nodes,
    new Set(['first-frame.png', 'last-frame.png', 'source.mp4']),
  )
  expect(refused).toBeNull()
})

test.each(rows)('the row $name has a workflow with a slot for all that it offers', (row) => {
  const workflow = ours.get(row.target)
  const names = Object.keys(workflow?.slots ?? {})
  expect(names).toEqual(expect.arrayContaining(['prompt', 'negativePrompt', 'seed', 'width', 'height', 'frames', 'fileName']))
  expect(names.includes('firstFrame')).toBe(row.modes.includes('i2v'))
  expect(names.includes('video')).toBe(row.modes.includes('v2v'))
  expect(names.includes('lastFrame')).toBe(row.lastFrame)
  expect(names.includes('fps')).toBe(row.fps !== undefined)
  expect(workflow?.without.generateAudio !== undefined).toBe(row.generateAudio)
  expect(Object.keys(workflow?.extras ?? {})).toEqual(row.extras)
})

test('without an address there is no provider, and no file is read', async () => {
  const folder = await folderOf({ 'mine.json': '{' })
  expect(readSettings(comfyui, { MOODREEL_CONFIG_DIR: folder })).toBeNull()
  expect(() => readSettings(comfyui, { COMFYUI_URL: 'http://127.0.0.1:1', MOODREEL_CONFIG_DIR: folder })).toThrow(/mine\.json/)
})

test.each(['localhost', 'ftp://127.0.0.1', 'http://me:secret@127.0.0.1'])('an address that is none is told by its name: %s', (url) => {
  expect(() => readSettings(comfyui, { COMFYUI_URL: url })).toThrow(/COMFYUI_URL does not fit/)
})

test('an operator’s own workflow is found, and makes clips', async () => {
  const folder = await folderOf({ 'mine.json': { ...graph, '3': { class_type: 'SaveVideo', inputs: {} } }, 'mine.yaml': slots })
  const { server, provider } = await openBench({}, folder)
  const text: [string] = ['STRING']
  const info = {
    input: { required: { words: text, model: text, seconds: ['FLOAT'] as [string], size: ['SIZE'] as [string] }, optional: {} },
    output: [],
    output_node: true,
  }
  server.nodes['MyVideoNode'] = info
  server.nodes['MySize'] = { input: { required: { width: ['INT'] }, optional: {} }, output: ['SIZE'], output_node: false }
  server.nodes['SaveVideo'] = { input: { required: {}, optional: {} }, output: [], output_node: true }
  expect(await provider.submit(requestOf({ durationSeconds: 3 }, { target: 'mine' }), newAttempt())).toMatchObject({ kind: 'accepted' })
  expect(server.pending[0]?.graph['1']?.inputs).toEqual({ words: 'a paper boat', seconds: 3, model: 'small', size: ['2', 0] })
})

test('an operator’s file takes the place of ours of the same name, each by itself', async () => {
  const own = structuredClone(ours.get('wan-2.2-t2v')?.graph ?? {})
  Object.assign(own['37']?.inputs ?? {}, { unet_name: 'smaller.gguf' })
  const workflows = readWorkflows(await folderOf({ 'wan-2.2-t2v.json': own }))
  expect(workflows.get('wan-2.2-t2v')?.graph['37']?.inputs['unet_name']).toBe('smaller.gguf')
  expect(workflows.get('wan-2.2-t2v')?.slots).toEqual(ours.get('wan-2.2-t2v')?.slots)
  expect([...workflows.keys()].toSorted()).toEqual([...ours.keys()].toSorted())
})

test.each<[string, Record<string, string | object>, RegExp]>([
  [
    'a node that is not there',
    { 'm.yaml': 'slots: { prompt: { node: "9", input: words } }' },
    /comfyui\/m\.yaml in MOODREEL_CONFIG_DIR, slot prompt: there is no node 9;/,
  ],
  [
    'an input that is not there',
    { 'm.yaml': 'slots: { prompt: { node: "1", input: text } }' },
    /slot prompt: node 1 \(MyVideoNode\) has no input text;/,
  ],
  [
    'a link',
    { 'm.yaml': 'slots: { prompt: { node: "1", input: size } }' },
    /slot prompt: the input size of node 1 comes from another node;/,
  ],
  ['an extra', { 'm.yaml': 'slots: {}\nextras: { steps: { node: "9", input: x } }' }, /extra steps: there is no node 9;/],
  ['an output', { 'm.yaml': 'slots: {}\noutput: 9' }, /output: there is no node 9;/],
  ['an unknown slot', { 'm.yaml': 'slots: { length: { node: "1", input: words } }' }, /m\.yaml.*field slots.*length/],
  ['an unknown field', { 'm.yaml': 'slots: {}\nrate: 3' }, /rate/],
  ['a width alone', { 'm.yaml': 'slots: { width: { node: "2", input: width } }' }, /width and height go together/],
  ['frames without a rate', { 'm.yaml': 'slots: { frames: { node: "1", input: seconds } }' }, /field fps: the slot frames needs it/],
  ['broken YAML', { 'm.yaml': 'slots: {' }, /m\.yaml.*no valid YAML at line/],
  ['broken JSON', { 'm.json': '{' }, /m\.json.*no valid JSON/],
  ['a graph of the editor', { 'm.json': { nodes: [], links: [] } }, /saved for the editor; export it from ComfyUI/],
  ['no graph', { 'm.json': { '1': { inputs: {} } } }, /no workflow in ComfyUI’s API format/],
  [
    'a link into nothing',
    { 'm.json': { '1': { class_type: 'A', inputs: { x: ['7', 0] } } } },
    /node 1: its input x comes from a node that is not there/,
  ],
  ['no slots beside it', { 'n.json': graph }, /n\.json.*has no n\.yaml beside it/],
  ['no graph beside it', { 'n.yaml': slots }, /n\.yaml.*has no n\.json beside it/],
])('a file that does not fit ends the start with a sentence: %s', async (_what, files, says) => {
  const folder = await folderOf({ 'm.json': graph, 'm.yaml': slots, ...files })
  expect(() => readWorkflows(folder)).toThrow(says)
  expect(() => readWorkflows(folder)).toThrow(
    expect.objectContaining({ code: 'bad_config', userMessage: expect.stringMatching(/start again\.$/) }),
  )
})

test('a model can be had when every node and all weights are there', async () => {
  const { server, provider } = await openBench()
  for (const row of rows) expect(await provider.inspect?.(row, signal)).toEqual({ kind: 'available', drift: [] })

  delete server.nodes['LTXVPreprocess']
  server.nodes['VAELoader'] = {
    input: { required: { vae_name: ['COMBO', { options: [] }] }, optional: {} },
    output: ['VAE'],
    output_node: false,
  }
  const states = await Promise.all(rows.map(async (row) => [row.target, await provider.inspect?.(row, signal)]))
  const missing = { kind: 'unavailable', reason: say('provider.weightsMissing', { node: 'VAELoader', file: 'wan_2.1_vae.safetensors' }) }
  expect(Object.fromEntries(states)).toEqual({
    'wan-2.2-t2v': missing,
    'wan-2.2-i2v': missing,
    'wan-2.1-vace-v2v': missing,
    'ltx-2-t2v': { kind: 'available', drift: [] },
    'ltx-2-i2v': { kind: 'unavailable', reason: say('provider.nodeMissing', { node: 'LTXVPreprocess' }) },
  })
  expect(await provider.inspect?.(sampleModel({ target: 'nobody' }), signal)).toMatchObject({ kind: 'unavailable' })
  server.answers.object_info = { status: 502 }
  await expect(provider.inspect?.(sampleModel({ target: 'wan-2.2-t2v' }), signal)).rejects.toMatchObject({ code: 'provider_failed' })
})
