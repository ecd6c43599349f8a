import { describe, expect, test } from 'vitest'
import { aliases } from '../../../providers/replicate/aliases.ts'
import { mapInput } from '../../../providers/replicate/map-input.ts'
import type { Model } from '../../../src/core/model.ts'
import type { ProviderInput } from '../../../src/core/provider.ts'
import type { RequestDraft, ResolvedRequest } from '../../../src/core/request.ts'
import { findDrift } from '../../../src/core/vendor/find-drift.ts'
import { readInputSchema } from '../../../src/core/vendor/input-schema.ts'
import { inWords } from '../../../src/core/words/in-words.ts'
import { textInput } from '../../support/provider-input.ts'
import { draftOf, models, requestFor } from '../every-row/bench.ts'
import { checkInput } from './check-input.ts'
import { openApiOf } from './models.ts'
import { published } from './pages.ts'

const rows = models.filter(({ provider, target }) => provider === 'replicate' && published.has(target))

const pageOf = ({ target }: Model) => {
  const description = published.get(target)
  const schema = description && readInputSchema(openApiOf(description))
  if (!schema) throw new Error(`no schema of ${target}`)
  return { description, schema }
}

/** What is sent, each file as a link; a sentence where nothing is. */
const inputOf = (row: Model, draft: RequestDraft): Record<string, unknown> | string => {
  const mapped = mapInput(requestFor(row, draft, [1600, 900]), pageOf(row).schema)
  if ('problem' in mapped) return inWords(mapped.problem, 'en')
  const links = mapped.files.map(({ name, isList, inputs }): [string, unknown] => {
    const uris = inputs.map(({ role }) => `https://bot.example/${role}`)
    return [name, isList ? uris : uris[0]]
  })
  return { ...mapped.values, ...Object.fromEntries(links) }
}

describe.each(rows.map((row): [string, Model] => [row.name, row]))('%s', (_, row) => {
  test('offers what its page takes, and nothing else', () => {
    expect(findDrift(row, pageOf(row).schema, aliases).map((line) => inWords(line, 'en'))).toEqual([])
  })

  test('sends what its schema allows, in every mode and size', () => {
    for (const mode of row.modes) {
      for (const resolution of row.resolutions ?? [undefined]) {
        const mask = row.mask === 'needed' ? { mask: { url: 'media:x', name: 'x.png' } } : {}
        const clash = row.never.some((words) => words.resolution === resolution && words.durationSeconds === undefined)
        if (clash) continue
        const input = inputOf(row, draftOf(mode, { ...(resolution && { resolution }), ...mask }))
        expect([input, checkInput(pageOf(row).description, input)]).toEqual([input, null])
      }
    }
  })
})

test.each<[string, string, object]>([
  ['a name that it does not have', 'bytedance/seedance-2.0', { prompt: 'a boat', fps: 24 }],
  ['another type', 'bytedance/seedance-2.0', { prompt: 'a boat', duration: '5' }],
  ['one where there must be a list', 'bytedance/seedance-2.0', { prompt: 'a boat', reference_images: 'https://x.example/1.png' }],
  ['a word that is none of its own', 'minimax/hailuo-2.3', { prompt: 'a boat', resolution: '720p' }],
  ['more than it takes', 'alibaba/wan-3', { prompt: 'a boat', duration: 31 }],
  ['less than it needs', 'xai/grok-imagine-video-1.5', { prompt: 'a boat' }],
])('a schema refuses %s', (_, target, input) => {
  const description = published.get(target)
  expect(description && checkInput(description, input)).toEqual(expect.any(String))
})

describe('what stands on a page and in no schema', () => {
  const row = (name: string): Model => {
    const found = models.find((model) => model.name === name)
    if (!found) throw new Error(`no row ${name}`)
    return found
  }
  const given = (name: string, fields: Partial<ResolvedRequest>, inputs: ProviderInput[]) => ({
    request: { mode: 't2v' as const, model: name, prompt: 'a boat', seed: 1, takes: 1, extras: {}, ...fields },
    model: row(name),
    inputs,
  })
  const [first, last, video] = [textInput('firstFrame'), textInput('lastFrame'), textInput('video', 'x', { width: 1280, height: 720 })]
  const [reference, sound] = [textInput('referenceImages'), textInput('referenceAudios')]

  test.each<[string, Partial<ResolvedRequest>, ProviderInput[], RegExp]>([
    ['seedance-2.0', { mode: 'i2v' }, [first, reference], /first frame or reference images, not both/],
    ['seedance-2.0', { mode: 'i2v' }, [last], /last frame only together with a first frame/],
    ['seedance-2.0', {}, [sound], /needs a picture or a video beside it/],
    ['kling-v3-omni', { mode: 'v2v', durationSeconds: 5 }, [video], /takes no duration beside a video/],
    ['kling-v3-omni', { mode: 'v2v', generateAudio: true }, [video], /takes no sound beside a video/],
    ['kling-v3-omni', { mode: 'v2v' }, [video, ...Array.from({ length: 5 }, () => reference)], /at most 4 files/],
    ['kling-v3-omni', { mode: 'v2v' }, [{ ...video, height: 719 }], /videos of 720 to 2160 pixels a side/],
    ['flux-2-pro', { mode: 'i2i' }, [first, ...Array.from({ length: 8 }, () => reference)], /at most 8 files/],
  ])('%s: %o', (name, fields, inputs, says) => {
    const mapped = mapInput(given(name, fields, inputs), pageOf(row(name)).schema)
    expect('problem' in mapped ? inWords(mapped.problem, 'en') : mapped).toMatch(says)
  })

  test.each<[string, Partial<ResolvedRequest>, ProviderInput[], object, object]>([
    [
      'seedance-2.0',
      { resolution: '2160p' },
      [reference, sound],
      { resolution: '4k' },
      { reference_images: ['referenceImages'], reference_audios: ['referenceAudios'] },
    ],
    [
      'seedance-2.5',
      { mode: 'i2v' },
      [first, last],
      { aspect_ratio: 'adaptive' },
      { image: ['firstFrame'], last_frame_image: ['lastFrame'] },
    ],
    ['kling-v3', { resolution: '2160p' }, [], { mode: '4k' }, {}],
    [
      'kling-v3-omni',
      { mode: 'v2v' },
      [video, reference],
      { video_reference_type: 'base' },
      { reference_video: ['video'], reference_images: ['referenceImages'] },
    ],
    ['vidu-q3', { generateAudio: false, resolution: '540p' }, [], { audio: false, resolution: '540p' }, {}],
    ['pixverse-v6', { generateAudio: true, resolution: '360p' }, [], { generate_audio_switch: true, quality: '360p' }, {}],
    [
      'nano-banana-2',
      { mode: 'i2i', resolution: '2048p' },
      [first, reference],
      { resolution: '2K', aspect_ratio: 'match_input_image' },
      { image_input: ['firstFrame', 'referenceImages'] },
    ],
    ['flux-2-pro', { mode: 't2i', resolution: '1440p', aspectRatio: '1:1' }, [], { resolution: '2 MP', aspect_ratio: '1:1' }, {}],
    ['flux-fill-pro', { mode: 'i2i' }, [first, textInput('mask')], {}, { image: ['firstFrame'], mask: ['mask'] }],
    ['topaz-video', { mode: 'upscale-video', prompt: '', resolution: '2160p' }, [video], { target_resolution: '4k' }, { video: ['video'] }],
  ])('%s is given it in its own words: %o', (name, fields, inputs, values, files) => {
    const mapped = mapInput(given(name, fields, inputs), pageOf(row(name)).schema)
    if ('problem' in mapped) throw new Error(inWords(mapped.problem, 'en'))
    expect(mapped.values).toMatchObject(values)
    expect(Object.fromEntries(mapped.files.map((file) => [file.name, file.inputs.map(({ role }) => role)]))).toEqual(files)
  })
})
