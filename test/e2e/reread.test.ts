import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { startBot } from '../support/bot.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

test('the program takes a rule while it runs, and keeps it when the file becomes wrong', async () => {
  const configDir = await temporaryFolder()
  const policy = join(configDir, 'policy.yaml')
  const bot = await startBot({ dataDir: await temporaryFolder(), env: { MOODREEL_CONFIG_DIR: configDir } })
  const sentences = async (line: string) => (await bot.say(line)).replies.map(({ text }) => text)
  try {
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
  } finally {
    await bot.kill()
  }
})
