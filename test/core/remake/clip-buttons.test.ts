import { expect, test } from 'vitest'
import type { Model } from '../../../src/core/model.ts'
import { clipActions } from '../../../src/core/remake/clip-buttons.ts'
import { inWords } from '../../../src/core/words/in-words.ts'
import { admission } from '../../support/admission.ts'
import { sampleClip } from '../../support/sample-clip.ts'
import { sampleModel } from '../../support/sample-model.ts'

const clip = sampleClip('x')
const buttons = (models: Model[], fields: Partial<typeof clip> = {}): string[] => {
  const [generation] = admission().generations
  if (!generation) throw new Error('no generation')
  const actions = clipActions(generation, { ...clip, ...fields }, models)
  expect(actions.every(({ argument }) => argument === generation.id)).toBe(true)
  return actions.map(({ command, label, style }) => {
    expect(inWords(label, 'en').toLowerCase()).toBe(command)
    return style === undefined ? command : `${command} (${style})`
  })
}
const local = (fields: Parameters<typeof sampleModel>[0] = {}): Model => sampleModel({ name: 'local', ...fields })

test('a clip offers all that there is', () => {
  expect(buttons([local({ seed: true })])).toEqual(['reroll', 'vary', 'edit', 'extend', 'animate', 'restyle', 'report', 'delete (danger)'])
})

test('what no model can do at the moment is not offered', () => {
  const gone = sampleModel({ name: 'gone', modes: ['i2v', 'v2v'], unavailable: { reason: 'retired' } })
  expect(buttons([local({ seed: true, modes: ['t2v'] }), gone])).toEqual(['reroll', 'vary', 'edit', 'report', 'delete (danger)'])
})

test('another model may go on from the clip', () => {
  const wan = sampleModel({ name: 'wan', modes: ['i2v'] })
  expect(buttons([local({ seed: true, modes: ['t2v'] }), wan])).toEqual([
    'reroll',
    'vary',
    'edit',
    'extend',
    'animate',
    'report',
    'delete (danger)',
  ])
})

test('without seeds there is nothing to vary', () => {
  expect(buttons([local({ modes: ['t2v'] })])).toEqual(['reroll', 'edit', 'report', 'delete (danger)'])
})

test('a still can be animated, but neither extended nor restyled', () => {
  expect(buttons([local()], { video: clip.poster })).toEqual(['reroll', 'edit', 'animate', 'report', 'delete (danger)'])
})
