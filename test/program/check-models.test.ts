import { expect, onTestFinished, test } from 'vitest'
import { z } from 'zod'
import comfyui from '../../providers/comfyui.ts'
import { defineProvider, type ProviderDefinition } from '../../src/core/provider.ts'
import { checkModels } from '../../src/program/check-models.ts'
import { ComfyServer } from '../providers/comfyui/server.ts'
import { quietLog } from '../support/quiet-log.ts'
import { refusal } from '../support/refusal.ts'
import { sampleModel } from '../support/sample-model.ts'

const silent = defineProvider({
  name: 'silent',
  setup: 'It is always there.',
  settings: z.object({}),
  create: () => ({
    name: 'silent',
    submit: async () => ({ kind: 'unknown', reason: 'only a name' }),
    poll: async () => ({ kind: 'queued' }),
  }),
})

const rows = [
  sampleModel({ name: 'wan', provider: 'comfyui', target: 'wan-2.2-t2v' }),
  sampleModel({ name: 'z-image', provider: 'comfyui', target: 'z-image-turbo-t2i' }),
  sampleModel({ name: 'mute', provider: 'silent' }),
]

const check = async (names: string[], variables: Record<string, string>) => {
  const lines: string[] = []
  const definitions = new Map<string, ProviderDefinition>([
    ['comfyui', comfyui],
    ['silent', silent],
  ])
  const tools = { log: quietLog, publicUrl: undefined, print: (line: string) => void lines.push(line) }
  return { code: await checkModels(names, { rows, definitions }, variables, tools), lines }
}

test('says what the operator’s ComfyUI lacks, model by model, and asks for nothing that costs', async () => {
  const server = await ComfyServer.start()
  onTestFinished(() => server.close())
  const set = { COMFYUI_URL: server.url }
  expect(await check([], set)).toEqual({
    code: 0,
    lines: ['ok    wan: everything that it needs is there', 'ok    z-image: everything that it needs is there'],
  })

  delete server.nodes['EmptySD3LatentImage']
  server.nodes['CLIPLoader'] = { input: { required: { clip_name: [[]] }, optional: {} }, output: ['CLIP'], output_node: false }
  const { code, lines } = await check([], set)
  expect(code).toBe(1)
  expect(lines).toEqual([
    expect.stringMatching(/^lacks wan: The file umt5_xxl_fp8_e4m3fn_scaled\.safetensors is missing; .* models\/text_encoders from https:/),
    'lacks z-image: The node EmptySD3LatentImage is missing; update ComfyUI, or install the extension that brings it, and start it again.',
    expect.stringMatching(/^lacks z-image: The file qwen_3_4b\.safetensors is missing; /),
    '2 of 2 models cannot be used yet.',
  ])
  expect((await check(['wan', 'mute'], set)).lines).toEqual([
    expect.stringMatching(/^lacks wan: /),
    '–     mute: silent has no free way to ask',
    '1 of 2 models cannot be used yet.',
  ])
  expect(server.taken).toBe(0)

  server.answers.object_info = { status: 502 }
  await expect(check([], set)).rejects.toMatchObject({ code: 'provider_failed' })
})

test('where nobody can be asked, it is said what to set', async () => {
  const [code, sentence] = await refusal(() => check([], {}))
  expect([code, sentence]).toEqual(['bad_config', expect.stringContaining('Set COMFYUI_URL')])
  expect(await refusal(() => check(['wna'], {}))).toEqual([
    'bad_config',
    'There is no model wna; did you mean wan? npm run models lists them.',
  ])
  expect((await refusal(() => check(['wan'], {})))[1]).toMatch(/^wan cannot be asked for: the provider comfyui is not set up/)
})
