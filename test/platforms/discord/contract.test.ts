import { platformContract } from '../../contracts/platform-contract.ts'
import { useScene } from './scene.ts'

const scene = useScene()

platformContract('discord', async () => {
  const { discord, bot } = scene
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
    close: async () => undefined,
  }
})
