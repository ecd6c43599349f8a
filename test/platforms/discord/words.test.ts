import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Action, Post } from '../../../src/core/post.ts'
import { nativeCommands } from '../../../src/platforms/discord/commands/commands.ts'
import { readCustomId, writeCustomId } from '../../../src/platforms/discord/custom-id.ts'
import { escapeText } from '../../../src/platforms/discord/post/escape.ts'
import { renderPost } from '../../../src/platforms/discord/post/render.ts'
import { loadCommands } from '../../../src/program/load.ts'
import { commands, generationId, models, post } from './bot.ts'
import { buttonsOf, checkMessage, contentOf, messageBody } from './fake/message-rules.ts'
import { readMarkdown } from './fake/words.ts'

const signs = fc.string({ unit: fc.constantFrom(...'\\*_~|`<>[]()#@+-=:/.1 \nab한🎬', '@everyone', 'http://y', '<@1>', '-# ', '**', '||') })

describe('text', () => {
  test('of any signs is shown as it was typed', () => {
    fc.assert(
      fc.property(signs, (text) => {
        expect(readMarkdown(escapeText(text))).toEqual({ text, obeyed: [] })
      }),
      { numRuns: 2000 },
    )
  })

  test('of any length makes a message that Discord takes', () => {
    const longText = fc.string({ unit: fc.constantFrom('*', '\n', 'a', '🎬', '\\'), maxLength: 6000, size: 'max' })
    fc.assert(
      fc.property(longText, fc.array(longText, { maxLength: 30, size: 'max' }), (text, many) => {
        const fields = many.map((value) => ({ name: value.slice(0, 50), value }))
        const { body } = renderPost(post({ text, facts: many, warnings: many, fields }), { componentId: 5 })
        checkMessage(messageBody.parse(body), [])
      }),
      { numRuns: 50 },
    )
  })
})

describe('buttons', () => {
  const idOf = (take: number): string => String(take).padStart(12, '0')
  const cancels = (count: number): Action[] =>
    Array.from({ length: count }, (_, take) => ({
      command: 'cancel',
      argument: idOf(take),
      label: `Cancel take ${take + 1}`,
      style: 'danger' as const,
    }))
  const plain = (count: number): Action[] =>
    Array.from({ length: count }, (_, take) => ({ command: 'vary', argument: idOf(take), label: `Vary ${take + 1}` }))

  const drawn = (actions: Action[], given: Partial<Post> = {}) => {
    const { body } = renderPost(post({ actions, ...given }))
    checkMessage(messageBody.parse(body), [])
    return { labels: [...buttonsOf(body.components ?? []).keys()], text: readMarkdown(contentOf(body.components ?? [])).text }
  }

  test('of thirty takes all are there, and nothing is said about room', () => {
    const { labels, text } = drawn(cancels(30))
    expect(labels).toHaveLength(30)
    expect(text).not.toContain('room')
  })

  test('to cancel stay when others have no room, and every one that has none can be typed', () => {
    const { labels, text } = drawn([...plain(20), ...cancels(20)])
    expect(labels.filter((label) => label.startsWith('Cancel'))).toHaveLength(20)
    const shown = labels.filter((label) => label.startsWith('Vary')).length
    expect(shown).toBeGreaterThan(0)
    for (let take = shown; take < 20; take += 1) expect(text).toContain(idOf(take))
    expect(text).toContain(`/vary ${idOf(shown)}`)
  })

  test('of a hundred takes none is lost, whatever else is said', () => {
    const { labels, text } = drawn(cancels(100), { warnings: Array(20).fill('w'.repeat(300)) })
    for (let take = labels.length; take < 100; take += 1) expect(text).toContain(idOf(take))
  })

  test('keep the way to a clip that is too large', () => {
    const links = [{ label: 'Watch the clip', url: 'https://moodreel.example/clip' }]
    const { body } = renderPost(post({ actions: cancels(60), links }))
    expect(JSON.stringify(body.components)).toContain('https://moodreel.example/clip')
  })
})

test('a custom id carries everything, within Discord’s hundred characters', () => {
  const id = { what: 'form' as const, command: 'a'.repeat(32), argument: generationId, files: '1'.repeat(20) }
  expect(readCustomId(writeCustomId(id))).toEqual(id)
  expect(writeCustomId(id).length).toBeLessThanOrEqual(100)
  for (const foreign of ['', 'x', 'm1:run', 'm2:run:cancel:1:', 'm1:run:../x:1:']) expect(readCustomId(foreign)).toBeNull()
})

describe('commands at Discord', () => {
  const namePattern = /^[-_'\p{L}\p{N}]{1,32}$/u

  test.each([
    ['of these tests', async () => commands],
    ['of the program', async () => [...(await loadCommands(undefined)).values()]],
  ])('%s keep Discord’s rules, in English and in Korean', async (_name, load) => {
    for (const command of nativeCommands(await load(), models)) {
      const options = ('options' in command ? command.options : undefined) ?? []
      expect(options.length).toBeLessThanOrEqual(25)
      const required = options.map((option) => option.required === true)
      expect(required).toEqual([...required].sort((one, other) => Number(other) - Number(one)))
      if (command.type === 3) continue
      const beneath = options.flatMap((option): object[] => ('options' in option ? (option.options ?? []) : []))
      const named: object[] = [command, ...options, ...beneath]
      for (const { name, description, name_localizations, description_localizations } of named as (typeof options)[number][]) {
        for (const each of [name, name_localizations?.ko ?? name]) {
          expect(each).toMatch(namePattern)
          expect(each).toBe(each.toLowerCase())
        }
        for (const each of [description, description_localizations?.ko ?? description]) {
          expect(each.length).toBeGreaterThan(0)
          expect(each.length).toBeLessThanOrEqual(100)
        }
      }
      for (const names of [options.map(({ name }) => name), options.map((option) => option.name_localizations?.ko ?? option.name)]) {
        expect(new Set(names).size).toBe(names.length)
      }
    }
  })

  test('the menu has the three entries, and files are filtered by kind', () => {
    const all = nativeCommands(commands, models)
    expect(all.filter(({ type }) => type === 3).map(({ name }) => name)).toEqual(['Animate', 'Restyle', 'Recipe'])
    const i2v = JSON.stringify(all.find(({ name }) => name === 'i2v'))
    expect(i2v).toContain('"file_types":["image"]')
    expect(i2v).toContain('"name":"ref2"')
    expect(i2v).not.toContain('"name":"ref3"')
  })

  test('words stay the first that /t2v asks for, although a template can stand in for them', () => {
    const t2v = nativeCommands(commands, models).find(({ name }) => name === 't2v')
    expect(t2v && 'options' in t2v ? t2v.options?.[0] : null).toMatchObject({ name: 'prompt', required: true })
  })

  test('a model that takes more pictures than there is room for gets as many options as fit', () => {
    const many = models.map((model) => ({ ...model, referenceImages: 9 }))
    const i2v = nativeCommands(commands, many).find(({ name }) => name === 'i2v')
    expect(i2v && 'options' in i2v ? i2v.options : []).toHaveLength(25)
  })
})
