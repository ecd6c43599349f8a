import { expect } from 'vitest'
import { platformContract } from '../../contracts/platform-contract.ts'
import { startBot } from './bot.ts'
import { startFakeDiscord } from './fake/discord.ts'

platformContract('discord', async () => {
  const discord = await startFakeDiscord()
  const bot = await startBot(discord)
  const person = discord.person()
  return {
    platform: bot.platform,
    origin: () => ({
      guild: discord.guild.id,
      channel: discord.channel.id,
      channelType: discord.channel.type,
      member: person.id,
      permissions: String(discord.channel.permissions),
      present: true,
    }),
    async shown(ref) {
      const message = discord.world.message(ref.channel, ref.message)
      return message ? discord.shown(message).text : null
    },
    count: async (thread) => discord.world.channels.get(thread.thread ?? '')?.messages.length ?? 0,
    clip: bot.clip,
    async restart() {
      await bot.restart()
      return bot.platform
    },
    async close() {
      await bot.stop()
      await discord.stop()
      expect(discord.broken()).toEqual([])
    },
  }
})
