import { cp, readFile, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import type { WordedPost } from '../../src/core/post.ts'
import type { Catalogue } from '../../src/core/words/catalogue.ts'
import { english } from '../../src/core/words/english/english.ts'
import { startBot } from '../support/bot.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

const root = join(import.meta.dirname, '../..')

/** A language in which every line of ours is told from what is somebody else's. */
const bracketed = `import type { Catalogue } from './catalogue.ts'
import { english } from './english/english.ts'

type Line = string | ((given: never) => string)
const mark = (line: Line): Line => (typeof line === 'string' ? '⟦' + line + '⟧' : (given: never) => '⟦' + line(given) + '⟧')
const section = (lines: Record<string, Line>) => Object.fromEntries(Object.entries(lines).map(([name, line]) => [name, mark(line)]))
export const bracketed = Object.fromEntries(Object.entries(english).map(([name, lines]) => [name, section(lines)])) as unknown as Catalogue
`

/** The program with a third language: one more file, and its line in the list. */
const copyProgram = async (): Promise<string> => {
  const folder = await temporaryFolder()
  for (const name of ['src', 'commands', 'config', 'providers', 'package.json'])
    await cp(join(root, name), join(folder, name), { recursive: true })
  await symlink(join(root, 'node_modules'), join(folder, 'node_modules'))
  await writeFile(join(folder, 'src/core/words/bracketed.ts'), bracketed)
  const list = join(folder, 'src/core/words/languages.ts')
  const before = await readFile(list, 'utf8')
  const after = before
    .replace('{ en: english, ko: korean }', '{ en: english, ko: korean, qps: bracketed }')
    .replace('import type', "import { bracketed } from './bracketed.ts'\nimport type")
  expect(after).not.toBe(before)
  await writeFile(list, after)
  return folder
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
  const folder = await copyProgram()
  const env = { MOODREEL_CONFIG_DIR: await temporaryFolder() }
  const bot = await startBot({ dataDir: await temporaryFolder(), main: join(folder, 'src/main.ts'), env })
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
