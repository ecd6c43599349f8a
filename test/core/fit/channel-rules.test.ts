import { describe, expect, test } from 'vitest'
import type { z } from 'zod'
import { applyChannelRules } from '../../../src/core/fit/channel-rules.ts'
import { channelRuleSchema } from '../../../src/core/policy.ts'
import type { RequestDraft } from '../../../src/core/request.ts'
import { inWords } from '../../../src/core/words/in-words.ts'
import { refusalNow } from '../../support/refusal.ts'
import { sampleModel } from '../../support/sample-model.ts'

const big = sampleModel({
  name: 'big',
  modes: ['t2v', 'i2v'],
  duration: [5, 10],
  aspectRatios: ['16:9', '9:16'],
  resolutions: ['720p', '1080p'],
})
const quick = sampleModel({ name: 'quick', modes: ['t2v', 'v2v'], grade: 'draft', duration: { min: 1, max: 4, default: 2 } })
const gone = sampleModel({ name: 'gone', unavailable: { reason: 'retired' } })
const models = [big, quick, gone]

const place = { platform: 'discord', workspace: 'w1', channel: 'c1' }
const row = (fields: Partial<z.input<typeof channelRuleSchema>>) =>
  channelRuleSchema.parse({ platform: 'discord', channel: 'c1', ...fields })
const boat: RequestDraft = { mode: 't2v', prompt: 'a boat' }
const file = { url: 'https://cdn.example/a.png', name: 'a.png' }

const apply = (draft: RequestDraft, ...rows: ReturnType<typeof row>[]) => applyChannelRules(draft, place, rows, models)

/** The sentence in English. */
const refused = (draft: RequestDraft, ...rows: ReturnType<typeof row>[]): string => inWords(apply(draft, ...rows).refused ?? '', 'en')

describe('which rule counts', () => {
  test('a channel without one allows all and changes nothing', () => {
    const others = [
      row({ channel: 'c2', modes: ['v2v'] }),
      row({ platform: 'slack', modes: ['v2v'] }),
      row({ workspace: 'w2', modes: ['v2v'] }),
    ]
    expect(apply(boat, ...others)).toEqual({ draft: boat, models })
  })

  test('the one of the workspace goes before the one of all', () => {
    const rows = [row({ modes: ['v2v'] }), row({ workspace: 'w1', modes: ['t2v'] })]
    expect(apply(boat, ...rows).refused).toBeUndefined()
  })
})

describe('what is not allowed is refused', () => {
  test('a mode', () => {
    expect(refused(boat, row({ modes: ['i2v', 'v2v'] }))).toBe('This channel is for i2v or v2v only. Ask in another channel.')
  })

  test('a model, in any spelling, with those that can do it', () => {
    expect(refused({ ...boat, model: 'BIG' }, row({ models: ['quick'] }))).toBe(
      'big is not for this channel. Choose quick, or ask in another channel.',
    )
    expect(refused({ mode: 'i2v', prompt: '', model: 'big' }, row({ models: ['quick'] }))).toBe(
      'big is not for this channel. Ask in another channel.',
    )
  })

  test('a mode that no model of the channel can do', () => {
    expect(refused({ mode: 'i2v', prompt: '' }, row({ models: ['quick', 'gone'] }))).toBe(
      'No model of this channel can make i2v. Ask in another channel.',
    )
  })

  test('in the operator’s own words when there are any', () => {
    expect(refused(boat, row({ modes: ['i2v'], reason: 'Portraits only.' }))).toBe('Portraits only.')
  })

  test('a name that nobody knows is left to who knows the names', () => {
    expect(refusalNow(() => apply({ ...boat, model: 'quik' }, row({ models: ['quick'] })))).toEqual([
      'unknown_model',
      'There is no model quik. Did you mean quick?',
    ])
  })
})

describe('the models to choose from', () => {
  test('are the channel’s, for fallbacks too', () => expect(apply(boat, row({ models: ['quick'] })).models).toEqual([quick]))

  test('nobody named one, so none is named', () => expect(apply(boat, row({ models: ['quick'] })).draft.model).toBeUndefined())

  test('the channel’s own is taken when nobody names one', () => {
    const rule = row({ defaults: { model: 'quick' } })
    expect(apply(boat, rule).draft.model).toBe('quick')
    expect(apply({ ...boat, model: 'big' }, rule).draft.model).toBe('big')
  })

  test('but not where a quick one is asked for', () => {
    expect(apply({ ...boat, quick: true }, row({ defaults: { model: 'big' } })).draft.model).toBeUndefined()
  })

  test('but not for what it cannot do', () => {
    expect(apply({ mode: 'i2v', prompt: '', firstFrame: file }, row({ defaults: { model: 'quick' } })).draft.model).toBeUndefined()
  })
})

describe('settings that nobody asked for', () => {
  const rule = row({ defaults: { aspect: '9:16', duration: 10, resolution: '1080p' } })

  test('are the channel’s', () => {
    expect(apply({ ...boat, model: 'big' }, rule).draft).toMatchObject({ aspectRatio: '9:16', durationSeconds: 10, resolution: '1080p' })
  })

  test('and what was asked for stays', () => {
    const asked = { ...boat, model: 'big', aspectRatio: '16:9', durationSeconds: 5, resolution: '720p' }
    expect(apply(asked, rule).draft).toEqual(asked)
  })

  test('are left out where the model cannot take them', () => {
    expect(apply({ ...boat, model: 'quick' }, rule).draft).toEqual({ ...boat, model: 'quick' })
  })

  test('leave a source its own shape', () => {
    const { draft } = apply({ mode: 'i2v', prompt: '', model: 'big', firstFrame: file }, rule)
    expect(draft).toMatchObject({ durationSeconds: 10, resolution: '1080p' })
    expect(draft.aspectRatio).toBeUndefined()
  })
})
