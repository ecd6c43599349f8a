import { ApplicationCommandOptionType, AttachmentBuilder, Client, Events, GatewayIntentBits } from 'discord.js'
import Replicate from 'replicate'

/** A bot of discord.js and `replicate` as their first pages show them: it makes a clip and posts it, keeps nothing and forgets all when it is killed. */
const [api = '', token = '', baseUrl = '', key = ''] = process.argv.slice(2)
const client = new Client({ intents: [GatewayIntentBits.Guilds], rest: { api } })
const replicate = new Replicate({ auth: key, baseUrl, useFileOutput: false })
client.on(Events.InteractionCreate, async (interaction) => {
  if (!interaction.isChatInputCommand()) return
  await interaction.deferReply()
  const prompt = interaction.options.getString('prompt', true)
  const link = String(await replicate.run('wan-video/wan-2.7-t2v', { input: { prompt } }))
  const clip = new AttachmentBuilder(Buffer.from(await (await fetch(link)).arrayBuffer()), { name: 'clip.mp4', description: prompt })
  await interaction.followUp({ content: prompt, files: [clip] })
})
client.once(Events.ClientReady, async ({ application }) => {
  const options = ['prompt', 'model'].map((name) => ({ name, description: name, type: ApplicationCommandOptionType.String as const }))
  await application.commands.set([{ name: 't2v', description: 'Makes a clip', options }])
  process.stdout.write('ready\n')
})
await client.login(token)
