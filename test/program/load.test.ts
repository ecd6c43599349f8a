import { mkdir, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { loadCommands, loadFolder, loadProviders } from '../../src/program/load.ts'
import { refusal } from '../support/refusal.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

const isNamed = (value: unknown): value is { name: string } =>
  typeof value === 'object' && value !== null && 'name' in value && typeof value.name === 'string'

const folderWith = async (files: Record<string, string>): Promise<string> => {
  const folder = await temporaryFolder()
  for (const [name, content] of Object.entries(files)) await writeFile(join(folder, name), content)
  return folder
}
const named = (name: string): string => `const name: string = '${name}'\nexport default { name }\n`

test('imports the files of a folder in the order of their names', async () => {
  const folder = await folderWith({ 'pan.ts': named('pan'), 'cat.ts': named('cat'), 'notes.md': '#', 'types.d.ts': 'export {}' })
  await mkdir(join(folder, 'cats'))
  await writeFile(join(folder, 'cats', 'inner.ts'), named('other'))
  expect([...(await loadFolder([folder], isNamed))]).toEqual([
    ['cat', { name: 'cat' }],
    ['pan', { name: 'pan' }],
  ])
})

test('joins our folder and the operator’s, which may be missing', async () => {
  const ours = await folderWith({ 'b.ts': named('b') })
  const theirs = await folderWith({ 'a.ts': named('a') })
  expect([...(await loadFolder([ours, theirs], isNamed)).keys()]).toEqual(['a', 'b'])
  expect([...(await loadFolder([ours, join(theirs, 'nowhere')], isNamed)).keys()]).toEqual(['b'])
})

describe('is loud about', () => {
  test.each([
    ['no default export', { 'a.ts': 'export const name = 1' }, /a\.ts has no default export of the right shape; /],
    ['a default export of another shape', { 'a.ts': 'export default 7' }, /a\.ts has no default export of the right shape; /],
    ['a name that is not the file’s', { 'a.ts': named('b') }, /a\.ts exports the name b; call the file b\.ts or the export a\.$/],
    ['a file that cannot be loaded', { 'a.ts': 'export default {' }, /a\.ts could not be loaded; correct it or take it away\.$/],
    ['a file that fails', { 'a.ts': 'throw new Error("no")' }, /a\.ts could not be loaded; /],
  ])('%s', async (_, files, pattern) => {
    const folder = await folderWith(files)
    const [code, sentence] = await refusal(() => loadFolder([folder], isNamed))
    expect(code).toBe('bad_config')
    expect(sentence).toMatch(pattern)
    expect(sentence).toContain(`${basename(folder)}/a.ts`)
    expect(sentence).not.toContain(folder)
  })

  test('a name that is taken', async () => {
    const folders: [string, string] = [await folderWith({ 'a.ts': named('a') }), await folderWith({ 'a.ts': named('a') })]
    expect((await refusal(() => loadFolder(folders, isNamed)))[1]).toMatch(
      /a\.ts brings the name a, which is taken already; choose another\.$/,
    )
  })

  test('our own folder missing', async () => {
    const folder = join(await temporaryFolder(), 'nowhere')
    expect(await refusal(() => loadFolder([folder], isNamed))).toEqual([
      'bad_config',
      'The folder nowhere is missing; install the program again.',
    ])
  })
})

test('our commands and an operator’s are there', async () => {
  const configDir = await temporaryFolder()
  await mkdir(join(configDir, 'commands'))
  const hello = "export default { name: 'hello', description: 'Say hello', examples: ['/hello'], options: {}, async execute() {} }"
  await writeFile(join(configDir, 'commands', 'hello.ts'), hello)
  const names = [...(await loadCommands(configDir)).keys()]
  expect(names).toEqual(expect.arrayContaining(['hello', 'i2v', 't2v', 'v2v']))
  expect(names.slice(0, 5)).toEqual(['t2v', 'i2v', 'v2v', 'still', 'reroll'])
  expect(names.indexOf('hello')).toBeLessThan(names.indexOf('quota'))
  expect(names.indexOf('settings')).toBeLessThan(names.indexOf('mod'))
})

test.each(['no', 'block'])('a command beneath %s, which is none of its own, is told of by its file', async (under) => {
  const configDir = await temporaryFolder()
  await mkdir(join(configDir, 'commands'))
  const hello = `export default { name: 'hello', under: '${under}', description: 'x', examples: [], options: {}, async execute() {} }`
  await writeFile(join(configDir, 'commands', 'hello.ts'), hello)
  expect((await refusal(() => loadCommands(configDir)))[1]).toContain(`commands/hello.ts is said beneath /${under}`)
})

test('a command without execute is no command', async () => {
  const configDir = await temporaryFolder()
  await mkdir(join(configDir, 'commands'))
  await writeFile(join(configDir, 'commands', 'hello.ts'), "export default { name: 'hello', description: 'x', examples: [], options: {} }")
  expect((await refusal(() => loadCommands(configDir)))[1]).toMatch(/^commands\/hello\.ts has no default export of the right shape/)
})

test('a provider without create is no provider', async () => {
  const configDir = await temporaryFolder()
  await mkdir(join(configDir, 'providers'))
  await writeFile(join(configDir, 'providers', 'hello.ts'), "export default { name: 'hello', setup: 'Set it.' }")
  expect((await refusal(() => loadProviders(configDir)))[1]).toMatch(/^providers\/hello\.ts has no default export of the right shape/)
})
