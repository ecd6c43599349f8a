import { describe, expect, test } from 'vitest'
import remove from '../../../commands/delete.ts'
import edit from '../../../commands/edit.ts'
import extend from '../../../commands/extend.ts'
import info from '../../../commands/info.ts'
import quota from '../../../commands/quota.ts'
import report from '../../../commands/report.ts'
import reroll from '../../../commands/reroll.ts'
import t2v from '../../../commands/t2v.ts'
import template from '../../../commands/template.ts'
import vary from '../../../commands/vary.ts'
import { meantAbout } from '../../../src/core/options/meant-about.ts'
import { readOptions } from '../../../src/core/options/read-options.ts'

const commands = [t2v, edit, extend, vary, reroll, remove, report, template, info, quota]
const id = '4k7q0c2m9xwd'
const picture = { url: 'https://cdn.example/fox.png', name: 'fox.png', mediaType: 'image/png' }

/** The command, with its options as the command gets them. */
const said = (text: string, about: string | null = id, files: (typeof picture)[] = []) => {
  const meant = meantAbout(text, about, commands, files)
  const command = commands.find(({ name }) => name === meant?.command)
  if (!meant || !command) return meant
  const options = readOptions(command, { input: { kind: 'text', text: meant.rest }, attachments: files })
  return { command: command.name, ...Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)) }
}

describe('words about a clip', () => {
  test.each([
    ['colder, at night', { command: 'edit', id, add: 'colder, at night' }],
    ['colder\nat "night"', { command: 'edit', id, add: 'colder at "night"' }],
    ['colder --seed 7', { command: 'edit', id, add: 'colder', seed: 7 }],
    ['but colder', { command: 'edit', id, add: 'but colder' }],
    ['3 but colder', { command: 'edit', id: '3', add: 'colder' }],
    ['3b: colder', { command: 'edit', id: '3b', add: 'colder' }],
    ['#3 colder', { command: 'edit', id: '#3', add: 'colder' }],
    ['last, colder', { command: 'edit', id: 'last', add: 'colder' }],
    ['3 foxes run', { command: 'edit', id, add: '3 foxes run' }],
    ['더 춥게, 밤에', { command: 'edit', id, add: '더 춥게, 밤에' }],
    ['edit colder', { command: 'edit', id, add: 'colder' }],
    ['edit --prompt a wolf', { command: 'edit', id, prompt: 'a wolf' }],
    ['reroll', { command: 'reroll', id }],
    ['/reroll 2', { command: 'reroll', id: '2' }],
    ['reroll x3', { command: 'reroll', id, takes: 3 }],
    ['vary 4 times', { command: 'vary', id, takes: 4 }],
    ['extend 3 s', { command: 'extend', id, duration: 3 }],
    ['extend 2 seconds, then it sinks', { command: 'extend', id, duration: 2, prompt: 'then it sinks' }],
    ['Extend: 3b --duration 4', { command: 'extend', id: '3b', duration: 4 }],
    ['delete', { command: 'delete', id }],
    ['reroll it please', { command: 'reroll', id }],
    ['again!', { command: 'reroll', id }],
    ['3, again', { command: 'reroll', id: '3' }],
    ['다시 해 주세요', { command: 'reroll', id }],
    ['report it shows my neighbour', { command: 'report', id, words: 'it shows my neighbour' }],
    ['report #3 real-person that is me', { command: 'report', id: '#3', reason: 'real-person', words: 'that is me' }],
    ['template save noir', { command: 'template', action: 'save', name: 'noir' }],
    ['info', { command: 'info', id }],
    ['t2v a fox', { command: 't2v', prompt: 'a fox' }],
    ['quota', { command: 'quota' }],
  ])('%j', (text, expected) => expect(said(text)).toEqual(expected))

  test('a picture beside them takes the place of the one it has', () => {
    expect(said('', id, [picture])).toMatchObject({ command: 'edit', id, image: { name: 'fox.png' } })
  })

  test('a file beside a command that can do without a clip takes its place', () => {
    expect(said('info', id, [{ ...picture, name: 'clip.mp4', mediaType: 'video/mp4' }])).toMatchObject({
      command: 'info',
      file: { name: 'clip.mp4' },
    })
  })

  test.each(['', 'thanks!', 'what is this?'])('%j asks for nothing', (text) => expect(said(text)).toBeNull())
})

describe('words about none', () => {
  test.each([
    ['a fox in the snow', { command: 't2v', prompt: 'a fox in the snow' }],
    ['3 and 4 dance', { command: 't2v', prompt: '3 and 4 dance' }],
    ['reroll 3', { command: 'reroll', id: '3' }],
    [`${id} but colder`, { command: 'edit', id, add: 'colder' }],
    ['last, colder', { command: 'edit', id: 'last', add: 'colder' }],
  ])('%j', (text, expected) => expect(said(text, null)).toEqual(expected))
})
