import { describe, expect, onTestFinished, test, vi } from 'vitest'
import type { Command } from '../../src/core/command.ts'
import type { Invocation } from '../../src/core/platform.ts'
import { loadCommands } from '../../src/program/load.ts'
import { linesAsTyped } from '../core/lines-as-typed.ts'
import { patient } from '../support/patient.ts'
import { readRow } from '../support/typed-line.ts'
import { whatBecomes } from '../support/what-becomes.ts'
import { invoke, useConsole } from './console/set-up.ts'
import { heard, useScene } from './discord/scene.ts'
import { startSlackBot } from './slack/bot.ts'
import { personOf } from './slack/fake/person.ts'
import { openFakeSlack } from './slack/scene.ts'
import { startPlayground } from './web/playground.ts'

const commands: Command[] = [...(await loadCommands(undefined)).values()]
const becomes = (said: Pick<Invocation, 'command' | 'input' | 'attachments'>): string => whatBecomes(commands, said)

/** Every so-many-th line of the table, of those that lead to a command. */
const share = (each: number, isMeant: (typed: string, becomes: string) => boolean = () => true): (readonly [string, string])[] =>
  linesAsTyped
    .flatMap(({ rows }) => rows)
    .filter(([typed, result]) => /^(?:[tiv]2v: |✗ --|✗ \/t2v has)/.test(result) && isMeant(typed, result))
    .filter((_, at) => at % each === 0)

/** A model by the name that people know it by, on every platform. */
const named = ['a paper boat --model "Veo 3"', '✗ veo-3 is not available: Google retired it. Use plain instead.'] as const

const isAlone = (typed: string): boolean => readRow(typed).files.length === 0
const isFromWords = (typed: string): boolean => /^\/t2v\s/.test(typed) && isAlone(typed)

test('the playground reads the lines of the table', async () => {
  const playground = await startPlayground()
  onTestFinished(() => playground.stop())
  for (const [at, [typed, result]] of [
    // Of commands this playground has a few only.
    ...share(9, (typed) => !/\.m(?:ov|p4)|^\/animate/.test(typed)),
    [`/t2v ${named[0]}`, named[1]] as const,
  ].entries()) {
    const { text, files } = readRow(typed)
    const attachments = await Promise.all(
      files.map(async ({ name, mediaType }) => {
        const headers = { origin: playground.url, 'content-type': mediaType }
        const { id } = await (await fetch(`${playground.url}/api/uploads`, { method: 'POST', headers, body: 'bytes' })).json()
        return { id, name, mediaType }
      }),
    )
    await playground.post('/api/say', { id: `say-0000${1000 + at}`, text, attachments })
    expect(becomes(playground.studio.invocations.at(-1) as Invocation)).toBe(result)
  }
})

describe('the console', () => {
  const { setUp } = useConsole()
  test.each([...share(20, isAlone), [`/t2v ${named[0]}`, named[1]] as const])('reads %s', async (line, result) => {
    const { platform } = await setUp({ line })
    expect(becomes(await invoke(platform))).toBe(result)
  })
})

test('Slack reads them behind a slash, in a mention and in a direct message', async () => {
  const slack = await openFakeSlack()
  const bot = await startSlackBot(slack)
  const ada = personOf(slack, bot.http)
  const next = async (say: () => Promise<unknown>): Promise<Invocation> => {
    const before = bot.invocations.length
    await say()
    return vi.waitFor(() => {
      expect(bot.invocations.length).toBe(before + 1)
      return bot.invocations.at(-1) as Invocation
    }, patient)
  }
  expect(becomes(await next(() => ada.command('/t2v', named[0])))).toBe(named[1])
  for (const [typed, result] of share(17, isFromWords)) {
    const words = typed.slice('/t2v'.length).trim()
    expect(becomes(await next(() => ada.command('/t2v', words)))).toBe(result)
    expect(becomes(await next(() => ada.mention(`t2v ${words}`)))).toBe(result)
    expect(becomes(await next(() => ada.say(typed, 'D123')))).toBe(result)
  }
  const file = () => slack.addFile({ name: 'photo.png', mimetype: 'image/png' })
  const film = () => slack.addFile({ name: 'walk.mp4', mimetype: 'video/mp4' })
  expect(becomes(await next(() => ada.mention('the fog lifts --duration 5s', { files: [file()] })))).toBe(
    'i2v: the fog lifts · 5 s · from photo.png',
  )
  expect(becomes(await next(() => ada.say('as an oil painting', 'D123', { files: [film()] })))).toBe(
    'v2v: as an oil painting · film walk.mp4',
  )
  expect(becomes(await next(() => ada.say('a paper boat', 'D123')))).toBe('t2v: a paper boat')
  expect(becomes(await next(() => ada.command('/t2v', 'help')))).toBe('/help t2v')
  expect(becomes(await next(() => ada.command('/i2v', 'help')))).toBe('/help i2v')
  expect(becomes(await next(() => ada.command('/moodreel', 'a paper boat --seed 7')))).toBe('t2v: a paper boat · seed 7')
})

describe('Discord', () => {
  const scene = useScene()
  test('reads them in the field for the prompt, and fields of their own count before them', async () => {
    const { discord, bot } = scene
    const person = discord.person()
    const say = async (values: Record<string, string | number>): Promise<string> => {
      discord.command(person, discord.channel, 't2v', values)
      return becomes((await heard(bot, bot.seen.length + 1)).invocation)
    }
    for (const [typed, result] of share(14, isFromWords)) expect(await say({ prompt: typed.slice('/t2v'.length).trim() })).toBe(result)
    expect(await say({ prompt: 'a paper boat', model: 'Veo 3' })).toBe(named[1])
    const prompt = 'a paper boat --seed 7 --ar 9:16 --duration 5'
    expect(await say({ prompt })).toBe('t2v: a paper boat · seed 7 · 5 s · 9:16')
    expect(await say({ prompt, seed: 9 })).toBe('t2v: a paper boat · seed 9 · 5 s · 9:16')
    expect(await say({ prompt: 'help' })).toBe('/help t2v')
  })
})
