import { beforeAll, describe, expect, test } from 'vitest'
import { checkExample } from '../support/first-frame/check-example.ts'
import { openDiscordChat } from '../support/first-frame/on-discord.ts'
import { skyMask } from '../support/first-frame/painter.ts'
import { type Example, openExample } from '../support/first-frame/world.ts'
import { laterInFile, temporaryFolder } from '../support/temporary-folder.ts'

// The preview renderer makes 320×180 here, as `world.ts` says.
const mask = skyMask({ width: 320, height: 180 })

describe('ten stills, the third fixed by a mask and animated', () => {
  const later = laterInFile()
  let discord: Awaited<ReturnType<typeof openDiscordChat>>
  let world: Example

  beforeAll(async () => {
    discord = await openDiscordChat()
    later(() => discord.stop())
    world = await openExample(await temporaryFolder(later), discord.env)
    later(() => world.stop())
    await world.start()
  })

  test('on Discord', async () => {
    const { chat } = discord
    await chat.still()
    expect(chat.counted()).toEqual({ messages: 1, edits: expect.any(Number), uploads: 1 })
    expect(chat.counted().edits).toBeLessThanOrEqual(8)
    await chat.choose()
    await chat.fix(mask)
    await chat.animate()
    await expect.poll(async () => (await checkExample(world, mask)).broken).toEqual([])
    expect(await discord.discord.broken()).toEqual([])
  })
})
