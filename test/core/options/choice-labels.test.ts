import { expect, test } from 'vitest'
import { completeOptions } from '../../../src/core/options/complete-options.ts'
import { readOptions } from '../../../src/core/options/read-options.ts'
import { loadCommands } from '../../../src/program/load.ts'

const commands = await loadCommands(undefined)
const quota = commands.get('quota')
if (!quota) throw new Error('there is no /quota')

const limitOf = (input: Parameters<typeof readOptions>[1]['input']): unknown => readOptions(quota, { input, attachments: [] })['limit']

test.each(['clipsPerDay', 'Clips a day', 'clips-a-day', '하루 클립 수', '하루클립수'])('a value called %s is the choice', (limit) => {
  expect(limitOf({ kind: 'values', values: { limit } })).toBe('clipsPerDay')
})

test('a label of several words ends where it ends', () => {
  expect(limitOf({ kind: 'text', text: 'set @ann --limit Failed or canceled clips an hour, --value 3' })).toBe('endsPerHour')
  expect(limitOf({ kind: 'text', text: 'set @ann --limit=models --value local' })).toBe('models')
  expect(() => limitOf({ kind: 'text', text: 'set @ann --limit patience --value 3' })).toThrow('one of Clips a day')
})

test('a line is completed with labels in the language of who types', () => {
  const offered = (text: string, language: 'en' | 'ko') =>
    completeOptions([quota], [], text, { language }).map(({ insert, label, detail }) => [insert, label, detail])
  expect(offered('/quota set @ann --limit cli', 'en')).toEqual([
    ['"Clips a day" ', 'Clips a day', 'clipsPerDay'],
    ['"Clips a month" ', 'Clips a month', 'clipsPerMonth'],
    ['"Clips in progress" ', 'Clips in progress', 'inFlight'],
    ['"Clips waiting" ', 'Clips waiting', 'queued'],
  ])
  expect(offered('/quota set @ann --limit 하루', 'ko')).toEqual([['"하루 클립 수" ', '하루 클립 수', 'clipsPerDay']])
})
