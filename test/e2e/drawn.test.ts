import { expect, onTestFinished, test } from 'vitest'
import { startBot } from '../support/bot.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

test('the post of a preview says what was drawn and what was not, in the language of who asked', async () => {
  const bot = await startBot({ dataDir: await temporaryFolder(), env: { MOODREEL_CONFIG_DIR: await temporaryFolder() } })
  onTestFinished(() => bot.kill())
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
})
