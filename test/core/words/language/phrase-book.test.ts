import { globSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { describe, expect, test } from 'vitest'
import { describeOptions } from '../../../../src/core/options/describe-options.ts'
import { korean } from '../../../../src/core/words/language/korean.ts'
import { translate } from '../../../../src/core/words/language/translate.ts'
import { loadCommands } from '../../../../src/program/load.ts'
import { sentencesOf } from './sentences.ts'

const slot = /\{(\d+)(?::(\w+))?\}/g
const samples: Record<string, [said: string, translated: string]> = {
  text: ['plain', 'plain'],
  id: ['4k7q0c2m9xwd', '4k7q0c2m9xwd'],
  number: ['7', '7'],
  list: ['16:9, 9:16 or 1:1', '16:9, 9:16 또는 1:1'],
  names: ['duration or steps', '길이 또는 steps'],
  choices: ['show, set', 'show, set'],
  words: ['today', '오늘'],
  any: ['plain', 'plain'],
  given: ['done', 'done'],
}

/** A sentence of a phrase's shape, and what it should become. */
const sampleOf = (source: string, target: string): { said: string; translated: string } => {
  const values = [...source.matchAll(slot)].map(([, name = '', kind = 'text']) => ({ name, sample: samples[kind] ?? ['', ''] }))
  const fill = (text: string, at: 0 | 1): string =>
    text.replace(slot, (_, name: string) => values.find((value) => value.name === name)?.sample[at] ?? `no slot ${name}`)
  return { said: fill(source, 0).replace(/\[(\w*)\]/g, '$1'), translated: fill(target, 1) }
}

/** Whether every value of a real sentence can be such that it is translated. */
const isTranslated = (sentence: (filler: string) => string): boolean =>
  ['7', 'an image', 'today', '4, 6 or 8 seconds', '7 credits a clip', 'please try again'].some((filler) =>
    /\p{Script=Hangul}/u.test(translate(sentence(filler), 'ko')),
  )

describe('the Korean phrase book', () => {
  test('translates a sentence of each shape by its own entry', () => {
    const wrong = Object.entries(korean).flatMap(([source, target]) => {
      const { said, translated } = sampleOf(source, target)
      return translate(said, 'ko') === translated ? [] : [{ source, translated: translate(said, 'ko') }]
    })
    expect(wrong).toEqual([])
  })

  test('leaves out no value of a sentence and invents none', () => {
    const slotsOf = (text: string): string[] => [...new Set([...text.matchAll(slot)].map(([, name = '']) => name))].toSorted()
    // What a vendor calls its key or its credit is said in one word.
    const shortened = /account of this bot|of this bot'?$|not that is|named an address/
    for (const [source, target] of Object.entries(korean)) {
      const [asked, given] = [slotsOf(source), slotsOf(target)]
      expect(given.filter((name) => !asked.includes(name))).toEqual([])
      if (!shortened.test(source)) expect([source, given]).toEqual([source, asked])
    }
  })

  test('knows every command and every option', async () => {
    const commands = [...(await loadCommands(undefined)).values()]
    const shown = commands.flatMap((command) => [
      command.description,
      ...describeOptions(command).flatMap(({ button, description }) => (button ? [] : [description])),
    ])
    expect(shown.length).toBeGreaterThan(100)
    expect([...new Set(shown)].filter((description) => !(description in korean))).toEqual([])
  })

  test('has only sentences that are still said', async () => {
    const paths = globSync(['commands/*.ts', 'src/**/*.ts', 'providers/**/*.ts', 'config/policy.yaml', 'config/models.yaml'])
    const sources = await Promise.all(paths.filter((path) => !path.includes('language/')).map((path) => readFile(path, 'utf8')))
    const everything = sources.join('\n').replaceAll("\\'", "'")
    // Shorter ones are put together from words.
    const gone = Object.keys(korean).filter((source) => source.length > 25 && !/[{[]/.test(source) && !everything.includes(source))
    expect(gone).toEqual([])
  })
})

/** What nobody who asks for clips ever reads: the words of operators and moderators, and faults of our own. */
const notForMembers =
  /^(A clip is |The row |The model takes |Set |Always on|COG_URLS|A base URL|The database |A file cannot be written|Replicate does not say what it takes|Runway does not say whether|The workflow engine|The batch that was just|This clip is not in the database|A post without anything|This webhook )|correct it and start again|replicate\.com tells it|\/budget changes it|dismissed the reports of the clip|was deleted with all that its member/

describe('what a member reads', () => {
  test.each([
    'commands/*.ts',
    'src/core/{*,{options,fit,remake,text,words}/*,policy/{serves,needs-consent,texts-of}}.ts',
    'src/{studio,net}/**/*.ts',
    'src/media/*.ts',
    'providers/*/**/*.ts',
    'src/platforms/slack/{refusal,post/{ladder,messages,threads,uploads,upload-bytes,files}}.ts',
    'src/platforms/discord/{origin,post/{post-to-thread,tries,forms,edit,open-thread}}.ts',
  ])('is in the phrase book, wherever it is said in %s', async (pattern) => {
    const sentences = (await Promise.all(globSync(pattern).map(sentencesOf))).flat()
    const missing = sentences
      .filter((sentence) => !isTranslated(sentence))
      .map((sentence) => sentence('…'))
      .filter((sentence) => !notForMembers.test(sentence))
    expect(sentences.length).toBeGreaterThan(5)
    expect(missing.filter((sentence) => !pieced.has(sentence))).toEqual([])
  })
})

/** Put together from pieces by their functions; `answers.test.ts` says them. */
const pieced = new Set([
  '…; name one with --model.',
  'No … wait or are being made; /t2v and some words makes one.',
  '… … … on the way; /cancel and an id stops one.',
  'You have … … left today and … credits this month.',
  '…; /… with --template … makes more like it.',
  'The model … … at Runway; change it and try again.',
  '--… takes the number or the name of an attached file; ….',
  '/… takes … …… at most; … is one too many.',
  '… takes … … at most; … is one too many.',
  '… does not take … …; its own is used.',
  '… takes no reference images….',
  'There are no pictures of the clip … (…); ….',
  '… … as a table; open it with any spreadsheet.',
  '…: cut it shorter and attach it again.',
])
