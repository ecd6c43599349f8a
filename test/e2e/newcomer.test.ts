import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { type Bot, startBot } from '../support/bot.ts'
import { laterInFile, temporaryFolder } from '../support/temporary-folder.ts'

// One process that has no account anywhere, as a newcomer starts it.
const later = laterInFile()
let configDir: string
let bot: Bot

beforeAll(async () => {
  configDir = await temporaryFolder(later)
  bot = await startBot({ dataDir: await temporaryFolder(later), env: { MOODREEL_CONFIG_DIR: configDir } })
  later(() => bot.kill())
})

test('the post of a preview says what was drawn and what was not, in the language of who asked', async () => {
  const notesOf = async (prompt: string): Promise<string[]> => {
    const { messages } = await bot.say(`/t2v ${prompt} --duration 1 --resolution 360p --model local`)
    const id = messages[0]?.post?.generationIds[0]
    await bot.logged((line) => line['generation'] === id && line.msg === 'generation ended')
    const clip = (await bot.messages()).find(({ post }) => post?.kind === 'clip' && id !== undefined && post.generationIds.includes(id))
    return clip?.post?.warnings ?? []
  }
  expect(await notesOf('a fox in falling snow, forest, dusk')).toEqual(['Drew snow, forest, dusk. Cannot draw: fox.'])
  await bot.say('/settings --language ko')
  expect(await notesOf('눈 내리는 숲의 여우')).toEqual(['그린 것: 눈, 숲. 그릴 수 없는 것: 여우.'])
  await bot.say('/settings --language en')
})

test('the program takes a rule while it runs, and keeps it when the file becomes wrong', async () => {
  const policy = join(configDir, 'policy.yaml')
  const sentences = async (line: string) => (await bot.say(line)).replies.map(({ text }) => text)
  await writeFile(policy, 'blocked:\n  - { name: brands, reason: No brands., words: [zorro] }\n')
  expect(await bot.logged(({ msg }) => msg === 'the configuration was read again')).toMatchObject({
    files: ['policy.yaml'],
    changes: ['rule brands added'],
  })
  expect(await sentences('/t2v zorro in the rain')).toEqual(['No brands.'])

  await writeFile(policy, 'blocked:\n  - { name: brands, words: [zorro }\n')
  const refused = await bot.logged(({ msg }) => msg.startsWith('the configuration cannot be used'))
  expect(String(refused['problems'])).toMatch(/^policy\.yaml:2: .+ \(YAML: /)
  expect(await sentences('/t2v zorro in the rain')).toEqual(['No brands.'])
  // The page is where the operator moderates: there it is told too.
  const told = async () =>
    (await bot.messages()).flatMap(({ post }) => (post?.text.includes('configuration was changed') ? [post.text] : []))
  await expect.poll(told).toHaveLength(1)
})
