import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, onTestFinished, test } from 'vitest'
import type { WordedPost } from '../../src/core/post.ts'
import type { Catalogue } from '../../src/core/words/catalogue.ts'
import { english } from '../../src/core/words/english/english.ts'
import { type Bot, startBot } from '../support/bot.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

const words = new URL('../../src/core/words/', import.meta.url)

/** A language in which every line of ours is told from what is somebody else's. */
const bracketed = `import { english } from '${new URL('english/english.ts', words)}'

type Line = string | ((given: never) => string)
const mark = (line: Line): Line => (typeof line === 'string' ? '⟦' + line + '⟧' : (given: never) => '⟦' + line(given) + '⟧')
const section = (lines: Record<string, Line>) => Object.fromEntries(Object.entries(lines).map(([name, line]) => [name, mark(line)]))
export const bracketed = Object.fromEntries(Object.entries(english).map(([name, lines]) => [name, section(lines)]))
`

/** What makes Node read the list of languages from elsewhere: a copy of the whole program would be compiled anew. */
const readFrom = (list: string): string => `import { readFileSync } from 'node:fs'
import { registerHooks } from 'node:module'
registerHooks({
  load: (url, context, next) =>
    url === '${new URL('languages.ts', words)}'
      ? { format: 'module-typescript', source: readFileSync('${list}'), shortCircuit: true }
      : next(url, context),
})
`

/** Starts the program with a third language: one more file, and its line in the list. */
const startInThree = async (): Promise<Bot> => {
  const folder = await temporaryFolder()
  const [more, list, hook] = ['bracketed.ts', 'languages.ts', 'hook.mjs'].map((name) => join(folder, name)) as [string, string, string]
  await writeFile(more, bracketed)
  const before = await readFile(new URL('languages.ts', words), 'utf8')
  const after = before
    .replace('{ en: english, ko: korean }', '{ en: english, ko: korean, qps: bracketed }')
    .replace('import type', `import { bracketed } from '${pathToFileURL(more)}'\nimport type`)
  expect(after).not.toBe(before)
  await writeFile(list, after)
  await writeFile(hook, readFrom(list))
  const env = { MOODREEL_CONFIG_DIR: await temporaryFolder(), NODE_OPTIONS: `--import=${pathToFileURL(hook)}` }
  return startBot({ dataDir: await temporaryFolder(), env })
}

/** What is left of a text when our own lines are gone. */
const notOurs = (text: string): string => {
  const without = text.replace(/⟦[^⟦⟧]*⟧/g, '')
  return without === text ? text : notOurs(without)
}

const textsOf = (post: WordedPost): string[] => [
  post.text,
  ...post.facts,
  ...post.warnings,
  ...(post.fields ?? []).flatMap(({ name, value }) => [name, value]),
  ...(post.progress ?? []).map(({ stage }) => stage),
  ...post.actions.map(({ label }) => label),
  ...(post.links ?? []).map(({ label }) => label),
]

test('a third language is one file and its line in the list: everything of ours is in it, and nothing else', async () => {
  const bot = await startInThree()
  onTestFinished(() => bot.kill())
  await bot.say('/settings --language qps')
  const { messages } = await bot.say('/t2v amber dunes --duration 1')
  const id = messages[0]?.post?.generationIds[0]
  const replies = [await bot.say('/quota'), await bot.say('/t2v amber dunes --duration 500')].flatMap((answer) => answer.replies)
  await bot.logged((line) => line['generation'] === id && line.msg === 'generation ended')
  const shown = (await bot.messages()).flatMap(({ post }) => (post ? [post] : []))
  const texts = [...messages.flatMap(({ post }) => (post ? [post] : [])), ...replies, ...shown].flatMap(textsOf)
  expect(texts.length).toBeGreaterThan(20)
  expect(texts.some((text) => /^⟦.*⟧$/.test(text))).toBe(true)
  const theirs = /amber dunes|\blocal\b|[0-9a-hjkmnp-tv-z]{12}|\/t2v|480p|\bdefault\b/g
  expect(texts.map((text) => notOurs(text).replace(theirs, '')).filter((text) => /\p{L}/u.test(text))).toEqual([])
})

test('a language that lacks a line does not compile', () => {
  const { noPrompt: _, ...common } = english.common
  // @ts-expect-error: a line is missing, which `npm run check` sees.
  const lacking: Catalogue = { ...english, common }
  expect(lacking.common).not.toHaveProperty('noPrompt')
})
