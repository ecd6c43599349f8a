import { PermissionFlagsBits as Bits, ChannelType } from 'discord.js'
import { beforeAll, expect, test } from 'vitest'
import { friendly } from '../platforms/discord/fake/world.ts'
import { until, useScene } from '../platforms/discord/scene.ts'
import { admission } from '../support/admission.ts'
import { type House, openHouse } from '../support/open-house.ts'

const scene = useScene()
const minuteMs = 60_000
let there = { platform: 'discord', workspace: '' }
beforeAll(() => {
  there = { platform: 'discord', workspace: scene.discord.guild.id }
})
const mod = { id: '200000000000000201', name: 'Mo', moderator: true, manager: true }

/** The studio, whose moderators meet in a channel of a real chat; its clock is the chat's. */
const openDesk = async () => {
  const { discord, bot } = scene
  const house = await openHouse({ parts: { clock: discord.world, platforms: new Map([['discord', bot.platform]]) } })
  const mods = discord.place(ChannelType.GuildText)
  expect((await house.say('workspace', `--moderators ${mods.id}`, { ...mod, ...there })).sentences[0]).toMatch(/^Saved/)
  await house.start()
  return { house, discord, mods }
}

const clip = async ({ storage }: House): Promise<string> => {
  const asked = admission({ now: scene.discord.world.now() })
  Object.assign(asked.batch, { ...there, memberId: '200000000000000202', memberName: 'Ann' })
  await storage.ledger.admit(asked)
  return asked.generations[0]?.id ?? ''
}

test('five reports that are made while the channel is broken are one card when it works, and everybody sees how it ends', async () => {
  const { house, discord, mods } = await openDesk()
  const id = await clip(house)
  mods.permissions = friendly & ~Bits.SendMessages
  const before = mods.messages.length
  for (let n = 1; n <= 5; n += 1) {
    const { sentences } = await house.say('report', `${id} rights number ${n}`, { ...there, id: `20000000000000030${n}`, name: `M${n}` })
    expect(sentences[0]).toMatch(/^Your report is saved\. The moderators’ channel cannot be reached/)
  }
  expect(mods.messages).toHaveLength(before)

  mods.permissions = friendly
  discord.world.advance(2 * minuteMs)
  const card = await until(() => {
    const [found, ...more] = mods.messages.slice(before)
    if (!found || more.length > 0) throw new Error('there is not one card')
    return found
  })
  const text = () => discord.shown(card).text
  expect(text()).toMatch(/^5 reports of a clip by <@200000000000000202>/)
  for (let n = 1; n <= 5; n += 1) expect(text()).toContain(`“number ${n}” <@20000000000000030${n}>`)
  expect(card.pings).toEqual([])

  const press = (deed: string, who: object) => house.press('mod', `${deed}-${id}`, {}, { ...mod, ...there, ...who })
  await press('dismiss', {})
  expect(text()).toMatch(/^5 reports of a clip “a sunset” by <@200000000000000202>\n.*dismissed by <@200000000000000201> · <t:\d+:\w>/)
  expect((await press('warn', { id: '200000000000000203', name: 'Mia' })).sentences[0]).toMatch(/^Somebody was faster: dismissed by/)
  await press('undo', { id: '200000000000000203', name: 'Mia' })
  expect(text()).toMatch(/^5 reports of a clip by <@200000000000000202>/)
  expect(mods.messages).toHaveLength(before + 1)
})

test('what is made while the channel is broken comes in its order when it works', async () => {
  const { house, discord, mods } = await openDesk()
  const ids = [await clip(house), await clip(house), await clip(house)]
  mods.permissions = 0n
  const before = mods.messages.length
  for (const [n, id] of ids.entries())
    await house.say('report', `${id} rights number ${n}`, { ...there, id: '200000000000000301', name: 'M1' })
  mods.permissions = friendly
  discord.world.advance(2 * minuteMs)
  await until(() => expect(mods.messages).toHaveLength(before + 3))
  expect(mods.messages.slice(before).map((sent) => /number \d/.exec(discord.shown(sent).text)?.[0])).toEqual([
    'number 0',
    'number 1',
    'number 2',
  ])
})
