import { expect, test } from 'vitest'
import { editDraft, editValues } from '../../../src/core/remake/edit-draft.ts'
import type { RequestDraft } from '../../../src/core/request.ts'
import { sampleModel } from '../../support/sample-model.ts'

const cutter = sampleModel({
  name: 'cutter',
  duration: { min: 3, max: 15, step: 1, default: 5 },
  shots: { timed: true },
  expandPrompt: true,
})
const before: RequestDraft = {
  mode: 't2v',
  model: 'cutter',
  prompt: '',
  shots: [
    { prompt: 'a boat', seconds: 3 },
    { prompt: 'rain', seconds: 2 },
  ],
  durationSeconds: 5,
  expandPrompt: false,
  extras: {},
}
const asShown = { shots: 'a boat (3 s) | rain (2 s)', duration: 5, expand: 'off' as const }
const edited = (changes: object, emptied: string[] = []) => editDraft(before, { ...asShown, ...changes }, new Set(emptied), [cutter]).draft

test('the form of a clip in shots shows them, and sent as it is changes nothing', () => {
  expect(editValues(before, cutter)).toMatchObject(asShown)
  expect(edited({})).toMatchObject({ shots: before.shots, durationSeconds: 5, expandPrompt: false })
})

test('other shots bring their own length, and another length parts the shots anew', () => {
  const longer = edited({ shots: 'a boat (4 s)\nrain (4 s)' })
  expect(longer.shots?.map(({ seconds }) => seconds)).toEqual([4, 4])
  expect(longer.durationSeconds).toBeUndefined()
  expect(edited({ duration: 9 })).toMatchObject({ durationSeconds: 9, shots: [{ prompt: 'a boat' }, { prompt: 'rain' }] })
  expect(edited({ duration: 9 }).shots?.[0]).not.toHaveProperty('seconds')
})

test('an emptied field takes its setting away', () => {
  const { shots, expandPrompt, prompt } = edited({ shots: undefined, expand: undefined, prompt: 'a boat' }, ['shots', 'expand'])
  expect([shots, expandPrompt, prompt]).toEqual([undefined, undefined, 'a boat'])
})
