import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readModels } from '../../../config/models.ts'
import { readWorkflows } from '../../../providers/comfyui/read-workflows.ts'
import comfyui from '../../../providers/comfyui.ts'
import { modeFacts } from '../../../src/core/mode-facts.ts'
import { say } from '../../../src/core/words/sentence.ts'
import { readSettings } from '../../../src/program/providers.ts'
import { accepted, newAttempt } from '../../contracts/provider-contract.ts'
import { textInput } from '../../support/provider-input.ts'
import { sampleModel } from '../../support/sample-model.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'
import { openBench, providerOf, requestOf } from './bench.ts'
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
    new Set(['first-frame.png', 'last-frame.png', 'source.mp4', 'mask.png']),
  )
  expect(refused).toBeNull()
})

test.each(rows)('the row $name has a workflow with a slot for all that it offers', (row) => {
  const workflow = ours.get(row.target)
  const names = Object.keys(workflow?.slots ?? {})
  const [mode = 't2v'] = row.modes
  const { makes, source } = modeFacts[mode]
  expect(names).toEqual(expect.arrayContaining(['prompt', 'seed', 'fileName']))
  expect(workflow?.makes).toBe(makes)
  expect(names.includes('negativePrompt')).toBe(row.negativePrompt)
  // What a mask leaves as it is keeps its place, so that its size goes along.
  expect(names.includes('width')).toBe(row.aspectRatios !== undefined || row.mask !== false)
  expect(names.includes('frames')).toBe(makes === 'video')
  expect(names.includes('firstFrame')).toBe(source === 'firstFrame')
  expect(names.includes('mask')).toBe(row.mask !== false)
  expect(names.includes('video')).toBe(row.modes.includes('v2v'))
  expect(names.includes('lastFrame')).toBe(row.lastFrame)
  expect(names.includes('fps')).toBe(row.fps !== undefined)
  expect(workflow?.without.generateAudio !== undefined).toBe(row.generateAudio)
  expect(Object.keys(workflow?.extras ?? {})).toEqual(row.extras)
})

test.each([...ours])('every file that the graph of %s names has a place that is told', (_name, { graph, weights }) => {
  const named = Object.values(graph).flatMap(({ inputs }) => Object.values(inputs).filter((value) => /\.safetensors$/.test(`${value}`)))
  expect(Object.keys(weights).toSorted()).toEqual([...new Set(named.map(String))].toSorted())
  for (const [file, { from }] of Object.entries(weights)) expect(from.endsWith(`/${file}`)).toBe(true)
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
  const missing = (file: string) => ({ kind: 'unavailable', reason: say('provider.weightsMissing', { node: 'VAELoader', file }) })
  expect(Object.fromEntries(states)).toEqual({
    'wan-2.2-t2v': missing('wan_2.1_vae.safetensors'),
    'wan-2.2-i2v': missing('wan_2.1_vae.safetensors'),
    'wan-2.2-t2v-fast': missing('wan_2.1_vae.safetensors'),
    'wan-2.2-i2v-fast': missing('wan_2.1_vae.safetensors'),
    'wan-2.1-vace-v2v': missing('wan_2.1_vae.safetensors'),
    'z-image-turbo-t2i': missing('ae.safetensors'),
    'flux-fill-i2i': missing('ae.safetensors'),
    'ltx-2-t2v': { kind: 'available', drift: [] },
    'ltx-2-i2v': { kind: 'unavailable', reason: say('provider.nodeMissing', { node: 'LTXVPreprocess' }) },
    'ltx-2.3-t2v': { kind: 'available', drift: [] },
    'ltx-2.3-i2v': { kind: 'unavailable', reason: say('provider.nodeMissing', { node: 'LTXVPreprocess' }) },
  })
  expect(await provider.inspect?.(sampleModel({ target: 'nobody' }), signal)).toMatchObject({ kind: 'unavailable' })
  server.answers.object_info = { status: 502 }
  await expect(provider.inspect?.(sampleModel({ target: 'wan-2.2-t2v' }), signal)).rejects.toMatchObject({ code: 'provider_failed' })
})

test('all that a ComfyUI lacks of a workflow is told at once, with what to do', async () => {
  const { server, provider } = await openBench()
  const row = sampleModel({ target: 'flux-fill-i2i' })
  expect(await provider.missing?.(row, signal)).toEqual([])

  delete server.nodes['DifferentialDiffusion']
  for (const [loader, input] of [
    ['UNETLoader', 'unet_name'],
    ['VAELoader', 'vae_name'],
  ] as const) {
    server.nodes[loader] = { input: { required: { [input]: [[]] }, optional: {} }, output: [], output_node: false }
  }
  const placed = (file: string) =>
    say('provider.installFile', { file, ...(ours.get(row.target)?.weights[file] ?? { folder: '', from: '' }) })
  expect(await provider.missing?.(row, signal)).toEqual([
    say('provider.installNode', { node: 'DifferentialDiffusion' }),
    placed('flux1-fill-dev.safetensors'),
    placed('ae.safetensors'),
  ])

  const folder = await folderOf({
    'mine.json': { '1': { class_type: 'VAELoader', inputs: { vae_name: 'mine.safetensors' } } },
    'mine.yaml': 'slots: {}',
  })
  const mine = providerOf(server.url, {}, folder)
  expect(await mine.missing?.(sampleModel({ target: 'mine' }), signal)).toEqual([
    say('provider.installUnknownFile', { node: 'VAELoader', file: 'mine.safetensors' }),
  ])
  expect(await mine.missing?.(sampleModel({ target: 'nobody' }), signal)).toEqual([say('provider.noWorkflow', { workflow: 'nobody' })])
})

test('a still is made in the size that was asked for, and a fill in that of its picture, where the mask is white', async () => {
  const { server, provider } = await openBench()
  const still = requestOf({ mode: 't2i', aspectRatio: '16:9', resolution: '720p' }, { target: 'z-image-turbo-t2i' })
  expect(await provider.submit(still, newAttempt())).toMatchObject({ kind: 'accepted' })
  expect(server.pending[0]?.graph['13']?.inputs).toMatchObject({ width: 1280, height: 720 })

  const size = { width: 854, height: 480 }
  const inputs = [textInput('firstFrame', 'a pond', size), textInput('mask', 'the boat', size)]
  const fill = requestOf({ mode: 'i2i' }, { target: 'flux-fill-i2i', inputs })
  expect(await provider.submit(fill, newAttempt())).toMatchObject({ kind: 'accepted' })
  const graph = server.pending.find((job) => job.graph['38'])?.graph
  const uploaded = (node: string) => server.uploads.get(String(graph?.[node]?.inputs['image']))?.text
  expect([uploaded('17'), uploaded('18')]).toEqual(['a pond', 'the boat'])
  // The picture has 854×480, and what is made anew must fit where it came from.
  expect(graph?.['47']?.inputs).toMatchObject({ image: ['17', 0], width: 856, height: 480, crop: 'disabled' })
  expect(graph?.['38']?.inputs).toMatchObject({ pixels: ['47', 0], mask: ['18', 0] })
  expect(await provider.submit({ ...fill, inputs: inputs.slice(0, 1) }, newAttempt())).toMatchObject({
    kind: 'rejected',
    error: { message: say('model.needs', { model: fill.model.name, part: say('part.mask') }) },
  })
})

test.each([
  ['z-image-turbo-t2i', /_00001_\.png/],
  ['wan-2.2-t2v', /_00001_\.mp4/],
])('what %s saved is its output', async (target, file) => {
  const { provider } = await openBench()
  const operation = accepted(await provider.submit(requestOf({}, { target }), newAttempt()))
  await expect
    .poll(() => provider.poll(operation, signal))
    .toMatchObject({ kind: 'succeeded', outputs: [{ url: expect.stringMatching(file) }] })
})
