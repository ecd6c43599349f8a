import { expect, test } from 'vitest'
import { readModels } from '../../../config/models.ts'
import { parseTarget } from '../../../providers/replicate/target.ts'
import { checkRequest } from '../../../src/core/fit/check-request.ts'
import { chooseModel } from '../../../src/core/fit/choose-model.ts'
import { estimateCredits } from '../../../src/core/fit/price.ts'
import { modeFacts } from '../../../src/core/mode-facts.ts'
import type { RequestDraft } from '../../../src/core/request.ts'

const { models } = await readModels(undefined)
const rows = models.filter(({ provider }) => provider === 'replicate')
const offered = rows.filter(({ unavailable }) => !unavailable)

test('the preview renderer stays what people get without --model', () => {
  expect(models[0]?.name).toBe('local')
})

test.each(offered)('$name has a target, a dated price, and an estimate', (model) => {
  expect(parseTarget(model.target)).not.toBeNull()
  expect(model.price).toMatchObject({ source: expect.any(String), date: expect.any(String) })
  const [mode = 't2v'] = model.modes
  const file = { url: 'media:x', name: 'x' }
  const { source } = modeFacts[mode]
  const inputs = { ...(source && { [source]: file }), ...(model.mask === 'needed' && { mask: file }) }
  const [request] = checkRequest({ mode, prompt: 'a boat', ...inputs }, model, models).requests
  expect(request && estimateCredits(request, model)).toBeGreaterThan(0)
})

test('a quick row belongs to a full one that is there, and no row falls back on itself', () => {
  const names = rows.map(({ name }) => name)
  for (const { name, draftOf, fallbacks } of rows) {
    if (draftOf !== undefined) expect(names).toContain(draftOf)
    expect(fallbacks).not.toContain(name)
  }
})

test.each<[string, Partial<RequestDraft>, number]>([
  ['kling-v3', { resolution: '720p' }, 126],
  ['kling-v3', {}, 168],
  ['kling-v3', { generateAudio: false }, 112],
  ['kling-v3', { resolution: '2160p' }, 210],
  ['seedance-2.0', {}, 90],
  ['seedance-2.0', { referenceVideos: [{ url: 'media:x', name: 'x.mp4' }] }, 110],
  ['seedance-2.0', { resolution: '1080p' }, 225],
  ['seedance-2.5', { durationSeconds: 30 }, 694],
  ['veo-3.1-fast', {}, 120],
  ['veo-3.1-lite', { resolution: '1080p' }, 64],
  ['veo-3.1', { durationSeconds: 4 }, 160],
  ['veo-3.1', { durationSeconds: 4, generateAudio: false }, 80],
  ['hailuo-2.3', {}, 28],
  ['hailuo-2.3', { resolution: '1080p' }, 49],
  ['hailuo-2.3', { durationSeconds: 10 }, 56],
])('%s is held at the price of its settings: %o', (name, fields, credits) => {
  const model = rows.find((row) => row.name === name)
  const [request] = model ? checkRequest({ mode: 't2v', prompt: 'a boat', ...fields }, model, models).requests : []
  expect(model && request && estimateCredits(request, model)).toBe(credits)
})

test.each([
  ['sora-2', /shut Sora down on 2026-09-24. Use veo-3\.1 instead/],
  ['veo-2', /retired Veo 2 on 2026-06-30. Use veo-3\.1 instead/],
  ['veo-3', /retired Veo 3 on 2026-06-30. Use veo-3\.1 instead/],
  ['whisk-animate', /no API.*Use veo-3\.1 instead/],
])('asking for %s tells what happened and what to take instead', (model, says) => {
  expect(() => chooseModel({ mode: 'i2v', prompt: '', model }, models)).toThrow(says)
})
