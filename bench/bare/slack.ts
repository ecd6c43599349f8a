import { App, SocketModeReceiver } from '@slack/bolt'

/** A bot of Bolt alone that acknowledges a command and does nothing else: what the acknowledgements are held against. */
const [slackApiUrl = '', token = '', appToken = ''] = process.argv.slice(2)
const receiver = new SocketModeReceiver({ appToken, installerOptions: { clientOptions: { slackApiUrl } } })
const app = new App({ receiver, token, clientOptions: { slackApiUrl } })
app.command('/t2v', ({ ack }) => ack())
await app.start()
process.stdout.write('ready\n')
