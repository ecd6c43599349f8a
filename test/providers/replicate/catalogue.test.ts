import { expect, test } from 'vitest'
import { readModels } from '../../../config/models.ts'
import { parseTarget } from '../../../providers/replicate/target.ts'
import { checkRequest } from '../../../src/core/check-request.ts'
import { chooseModel } from '../../../src/core/choose-model.ts'
import { estimateCredits } from '../../../src/core/price.ts'

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
  const inputs = mode === 'i2v' ? { firstFrame: file } : mode === 'v2v' ? { video: file } : {}
  const [request] = checkRequest({ mode, prompt: 'a boat', ...inputs }, model, models).requests
  expect(request && estimateCredits(request, model)).toBeGreaterThan(0)
})

test.each([
  ['sora-2', /shut Sora down on 2026-09-24; use veo-3\.1 instead/],
  ['veo-2', /retired Veo 2 on 2026-06-30; use veo-3\.1 instead/],
  ['veo-3', /retired Veo 3 on 2026-06-30; use veo-3\.1 instead/],
  ['whisk-animate', /no API.*use veo-3\.1 instead/],
])('asking for %s tells what happened and what to take instead', (model, says) => {
  expect(() => chooseModel({ mode: 'i2v', model }, models)).toThrow(says)
})
