import { ApplicationCommandOptionType, Client, Events, GatewayIntentBits, MessageFlags } from 'discord.js'

/** A bot of discord.js alone that acknowledges a command and does nothing else: what the acknowledgements are held against. */
const [api = '', token = ''] = process.argv.slice(2)
const client = new Client({ intents: [GatewayIntentBits.Guilds], rest: { api } })
client.on(Events.InteractionCreate, (interaction) => {
  if (interaction.isChatInputCommand()) void interaction.deferReply({ flags: MessageFlags.Ephemeral })
})
client.once(Events.ClientReady, async ({ application }) => {
  const words = ['prompt', 'model'].map((name) => ({ name, description: name, type: ApplicationCommandOptionType.String as const }))
  await application.commands.set([{ name: 't2v', description: 'Does nothing', options: words }])
  process.stdout.write('ready\n')
})
await client.login(token)
