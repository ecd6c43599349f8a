/** Something on a drawn page, from top to bottom. `press` is where to click or to look. */
export type Item =
  | { text: string; dim?: true }
  | { button: string; press?: true }
  | { field: string; value: string; press?: true }
  | { toggle: string; isOn: boolean; press?: true }
  | { code: string; colour?: 'green' | 'amber' }

export interface Step {
  title: string
  /** What stands above: an address, a file, a terminal. */
  where: string
  kind: 'page' | 'terminal'
  /** The menu at the side, and which line of it is open. */
  menu?: { lines: readonly string[]; open: string }
  items: readonly Item[]
}

/** docs/connect.md has the words to each. */
export const steps: Record<'discord' | 'slack', readonly Step[]> = {
  discord: [
    {
      title: 'Make an application',
      where: 'discord.com/developers/applications',
      kind: 'page',
      items: [
        { text: 'Applications' },
        { button: 'New Application', press: true },
        { field: 'Name', value: 'Moodreel' },
        { button: 'Create' },
      ],
    },
    {
      title: 'Close it to others, copy the token',
      where: 'Moodreel · first Installation, then Bot',
      kind: 'page',
      menu: { lines: ['General Information', 'Installation', 'OAuth2', 'Bot'], open: 'Bot' },
      items: [
        { field: 'First, on Installation: Install Link', value: 'None', press: true },
        { toggle: 'Then: Public Bot', isOn: false, press: true },
        { button: 'Reset Token', press: true },
      ],
    },
    {
      title: 'Put it into .env',
      where: '.env, beside package.json',
      kind: 'terminal',
      items: [
        { code: 'DISCORD_TOKEN=MTIz…', colour: 'green' },
        { code: '' },
        { code: '# later, from step 5:' },
        { code: 'DISCORD_GUILD_ID=1234…' },
      ],
    },
    {
      title: 'Invite it to your server',
      where: '$ npm run discord:invite',
      kind: 'terminal',
      items: [
        { code: 'ok   The token is right', colour: 'green' },
        { code: 'fix  The bot is in no server yet', colour: 'amber' },
        { code: '' },
        { code: 'Invite: https://discord.com/oauth2/…' },
        { code: 'open the link, choose the server, Authorize' },
      ],
    },
    {
      title: 'Copy the ids of server and channel',
      where: 'Discord · Settings · Advanced',
      kind: 'page',
      items: [
        { toggle: 'Developer Mode', isOn: true, press: true },
        { text: 'Then right-click the server, and the channel:' },
        { button: 'Copy Server ID', press: true },
        { button: 'Copy Channel ID', press: true },
      ],
    },
    {
      title: 'Try it for real, and start',
      where: '$ npm run discord:invite -- --channel 1234…',
      kind: 'terminal',
      items: [
        { code: '✓ see the channel: #clips', colour: 'green' },
        { code: '✓ post a clip in the thread', colour: 'green' },
        { code: '✓ delete the message', colour: 'green' },
        { code: '' },
        { code: '$ npm start' },
      ],
    },
  ],
  slack: [
    {
      title: 'Make an app from a manifest',
      where: 'api.slack.com/apps',
      kind: 'page',
      items: [
        { text: 'Your Apps' },
        { button: 'Create New App' },
        { button: 'From a manifest', press: true },
        { field: 'Workspace', value: 'yours' },
      ],
    },
    {
      title: 'Paste the manifest',
      where: 'Create app from manifest',
      kind: 'page',
      items: [
        { field: 'YAML', value: 'all of config/slack-manifest.yaml', press: true },
        { button: 'Next' },
        { button: 'Create', press: true },
      ],
    },
    {
      title: 'Install it, copy the bot’s token',
      where: 'Moodreel · OAuth & Permissions',
      kind: 'page',
      menu: { lines: ['Basic Information', 'Socket Mode', 'Install App', 'OAuth & Permissions'], open: 'OAuth & Permissions' },
      items: [
        { button: 'Install to Workspace', press: true },
        { field: 'Bot User OAuth Token', value: 'xoxb-…', press: true },
      ],
    },
    {
      title: 'Make an app-level token',
      where: 'Moodreel · Basic Information · App-Level Tokens',
      kind: 'page',
      menu: { lines: ['Basic Information', 'Socket Mode', 'Install App', 'OAuth & Permissions'], open: 'Basic Information' },
      items: [
        { button: 'Generate Token and Scopes', press: true },
        { field: 'Scope', value: 'connections:write' },
        { field: 'Token', value: 'xapp-…', press: true },
      ],
    },
    {
      title: 'Put both into .env',
      where: '.env, beside package.json',
      kind: 'terminal',
      items: [
        { code: 'SLACK_BOT_TOKEN=xoxb-…', colour: 'green' },
        { code: 'SLACK_APP_TOKEN=xapp-…', colour: 'green' },
        { code: '' },
        { code: '# these alone may use it; both chats, one line:' },
        { code: 'MOODREEL_WORKSPACES=discord:1234…,slack:T0123…' },
      ],
    },
    {
      title: 'Invite it, try it, and start',
      where: '$ npm run slack:doctor -- --channel C0123…',
      kind: 'terminal',
      items: [
        { code: '(in the channel: /invite @moodreel)' },
        { code: '✓ post a message with a button', colour: 'green' },
        { code: '✓ upload a clip to the thread', colour: 'green' },
        { code: '✓ delete the message', colour: 'green' },
        { code: '$ npm start' },
      ],
    },
  ],
}
