import { describe, expect, test } from 'vitest'
import type { z } from 'zod'
import { channelTerms } from '../../../src/core/channel.ts'
import { channelRules } from '../../../src/core/fit/channel-rules.ts'
import { channelRuleSchema } from '../../../src/core/policy.ts'
import type { RequestDraft } from '../../../src/core/request.ts'
import { inWords } from '../../../src/core/words/in-words.ts'
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

const apply = (draft: RequestDraft, ...rows: ReturnType<typeof row>[]) =>
  channelRules(draft, channelTerms(place, rows, {}), models, 'default')

/** The sentence in English. */
const refused = (draft: RequestDraft, ...rows: ReturnType<typeof row>[]): string => inWords(apply(draft, ...rows).refused ?? '', 'en')

describe('which rule counts', () => {
  test('a channel without one allows all and changes nothing', () => {
    const others = [
      row({ channel: 'c2', modes: ['v2v'] }),
      row({ platform: 'slack', modes: ['v2v'] }),
      row({ workspace: 'w2', modes: ['v2v'] }),
    ]
    expect(apply(boat, ...others)).toEqual({ models, defaults: {} })
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
})

test('the models to choose from are the channel’s, for fallbacks too, and so are the defaults', () => {
  const rule = row({ models: ['quick'], defaults: { model: 'quick', aspect: '9:16' } })
  expect(apply(boat, rule)).toEqual({ models: [quick], defaults: { model: 'quick', aspect: '9:16' } })
  expect(apply({ ...boat, model: 'quik' }, rule).refused).toBeUndefined()
})
