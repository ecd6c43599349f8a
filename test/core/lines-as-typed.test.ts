import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { Command } from '../../src/core/command.ts'
import { loadCommands } from '../../src/program/load.ts'
import { readRow, whatLineBecomes } from '../support/typed-line.ts'
import { whatBecomes } from '../support/what-becomes.ts'
import { linesAsTyped } from './lines-as-typed.ts'

const commands: Command[] = [...(await loadCommands(undefined)).values()]

describe.each(linesAsTyped)('$title', ({ rows }) => {
  test.each(rows)('%s', (typed, becomes) => expect(whatLineBecomes(commands, typed)).toBe(becomes))
})

test('there are more than a hundred and fifty, and each once', () => {
  const typed = linesAsTyped.flatMap(({ rows }) => rows.map(([line]) => line))
  expect(typed.length).toBeGreaterThan(150)
  expect(new Set(typed).size).toBe(typed.length)
})

/** Discord gives the words of a command as a value of its own. */
const inAField = linesAsTyped
  .flatMap(({ rows }) => rows)
  .flatMap(([typed, becomes]) => {
    const { text, files } = readRow(typed)
    const [, words] = /^\/t2v\s+([\s\S]+)$/.exec(text) ?? []
    return words && files.length === 0 && !becomes.startsWith('✗ /t2v needs') ? [[words, becomes] as const] : []
  })

test.each(inAField)('in a field for words, %s is the same', (prompt, becomes) =>
  expect(whatBecomes(commands, { command: 't2v', input: { kind: 'values', values: { prompt } }, attachments: [] })).toBe(becomes),
)

describe('fields of their own', () => {
  const boat = 'a paper boat --seed 7 --ar 9:16 --duration 5'
  test.each<[object, string]>([
    [{ prompt: boat }, 't2v: a paper boat · seed 7 · 5 s · 9:16'],
    [{ prompt: boat, seed: 9 }, 't2v: a paper boat · seed 9 · 5 s · 9:16'],
    [{ prompt: boat, aspect: 'portrait', duration: '4s' }, 't2v: a paper boat · seed 7 · 4 s · 9:16'],
    [{ prompt: 'a boat --no text', no: 'blur, people --takes 2' }, 't2v: a boat · no blur, people · 2 takes'],
    [{ prompt: 'a boat', resolution: '1080x1920' }, 't2v: a boat · 9:16 · 1080p'],
    [
      { prompt: 'a boat', seed: -1, fps: 23.976 },
      't2v: a boat · a new seed · 24 fps → plain makes 24 frames per second, the nearest to 23.976.',
    ],
    [{ prompt: 'a boat', no: 'blur --sed 7' }, '✗ /t2v has no option --sed. Did you mean --seed?'],
    [{ prompt: 'help' }, '/help t2v'],
  ])('%j', (values, becomes) =>
    expect(whatBecomes(commands, { command: 't2v', input: { kind: 'values', values: { ...values } }, attachments: [] })).toBe(becomes),
  )
})

test('the lines that came from outside are among these', async () => {
  const listed = await readFile(join(import.meta.dirname, '../fixtures/media/prompts.txt'), 'utf8')
  const known = new Set(linesAsTyped.flatMap(({ rows }) => rows.map(([typed]) => typed)))
  for (const line of listed.split('\n').filter((one) => one.startsWith('C'))) expect(known).toContain(line.slice(line.indexOf('/')).trim())
})
