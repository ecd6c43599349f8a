import { createHmac, randomUUID } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { getRequestListener, type HttpBindings } from '@hono/node-server'
import { createEmulator } from 'emulate'
import { type Context, Hono } from 'hono'
import { z } from 'zod'
import { createFaults, type Fault } from './faults.ts'
import type { PendingShare, PersonsFile, Sharing } from './files.ts'
import { createFakeSockets, type FakeSockets } from './sockets.ts'
import { type FakeView, viewSchema } from './view.ts'
import { faultsOfModal } from './view-rules.ts'

export const botToken = 'xoxb-test-bot'
export const appToken = 'xapp-test-app'
export const signingSecret = 'test-signing-secret'

export interface Call {
  method: string
  body: Record<string, unknown>
}

const messageSchema = z.looseObject({
  ts: z.string(),
  text: z.string().default(''),
  thread_ts: z.string().optional(),
  subtype: z.string().optional(),
  blocks: z.array(z.looseObject({ type: z.string() })).default([]),
  files: z.array(z.looseObject({ id: z.string(), name: z.string().optional() })).default([]),
})
export type FakeMessage = z.infer<typeof messageSchema>

/** A Slack to talk to: npm `emulate` holds the messages and files, with exactly the scopes given; what it lacks is added in front of it. */
export interface FakeSlack {
  url: string
  apiUrl: string
  team: string
  channel: string
  user: string
  botUserId: string
  sockets: FakeSockets
  calls: Call[]
  /** What was sent to response addresses. */
  responses: Record<string, unknown>[]
  faults: Map<string, Fault[]>
  /** How the files completed from now on are shown; each entry is used once, then it is at once. */
  sharing: Sharing[]
  scopes: string[]
  /** What stands in the answers to a method besides what the emulator says, by the method's name. */
  extra: Map<string, object>
  called(method: string): Call[]
  /** The views that were opened, updated and published, the newest last. */
  views: FakeView[]
  /** A trigger as Slack gives it with what somebody does: good once, for three seconds. `view` is the one that it was done in. */
  trigger(view?: string): Promise<string>
  /** What people see: in the channel, or in a thread of it. */
  messages(place?: { channel?: string; thread?: string }): Promise<FakeMessage[]>
  addFile(file: Partial<PersonsFile> & { name: string; mimetype: string }): PersonsFile
  /** A file object as payloads carry it. */
  fileObject(file: PersonsFile): Record<string, unknown>
  responseUrl(): string
  /** The headers that Slack sends with a body. */
  signature(body: string, options?: { ageSeconds?: number; secret?: string }): Record<string, string>
  /** Calls `POST /slack/events` of an app, signed as Slack does. */
  signed(app: string, body: string, options?: { contentType?: string; ageSeconds?: number; secret?: string }): Promise<Response>
  fault(method: string, ...faults: Fault[]): void
  /** Goes wrong each time, where the call is such, until all is well again. The bytes of a file go to `upload`. */
  always(method: string, fault: Fault, when?: (body: Record<string, unknown>) => boolean): void
  heal(): void
  close(): Promise<void>
}

/** What the emulator leaves out: whose app wrote a message; and what it tells unasked: the metadata. */
const asSlackTells = (body: Record<string, unknown>, said: Record<string, unknown>, botUserId: string): Record<string, unknown> => {
  const messages = z.array(z.looseObject({})).safeParse(said['messages'])
  if (!messages.success) return said
  const wantsMetadata = String(body['include_all_metadata']) === 'true'
  const told = messages.data.map((message) => ({
    ...message,
    ...(message['user'] === botUserId ? { bot_id: 'B000000001' } : {}),
    ...(wantsMetadata ? {} : { metadata: undefined }),
  }))
  return { ...said, messages: told }
}

const readBody = async (c: Context): Promise<Record<string, unknown>> => {
  const text = await c.req.text()
  if (c.req.header('content-type')?.startsWith('application/json')) return z.record(z.string(), z.unknown()).parse(JSON.parse(text))
  return Object.fromEntries(
    [...new URLSearchParams(text)].map(([name, value]) => [name, /^[[{]/.test(value) ? (JSON.parse(value) as unknown) : value]),
  )
}

export const startFakeSlack = async (options: { scopes: string[] }): Promise<FakeSlack> => {
  const app = new Hono<{ Bindings: HttpBindings }>()
  const server = createServer(getRequestListener(app.fetch, { overrideGlobalObjects: false }))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const emulator = await createEmulator({
    service: 'slack',
    port: 0,
    seed: {
      slack: {
        users: [
          { name: 'ada', real_name: 'Ada & Co', is_admin: true },
          { name: 'moodreel', real_name: 'Moodreel' },
        ],
        channels: [{ name: 'mood' }],
        bots: [{ name: 'moodreel' }],
        tokens: [
          { token: botToken, user: 'moodreel', scopes: options.scopes },
          {
            token: 'seer',
            user: 'ada',
            scopes: ['channels:read', 'channels:history', 'groups:history', 'im:history', 'im:read', 'users:read', 'files:read'],
          },
        ],
        strict_scopes: true,
      },
    },
  })
  const sockets = createFakeSockets(server)

  const upstream = (path: string, body: Record<string, unknown>, token: string): Promise<Response> =>
    fetch(`${emulator.url}${path}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
  const ask = async <Schema extends z.ZodType>(method: string, body: Record<string, unknown>, schema: Schema): Promise<z.infer<Schema>> =>
    schema.parse(await (await upstream(`/api/${method}`, body, 'seer')).json())

  const { channels } = await ask('conversations.list', {}, z.object({ channels: z.array(z.object({ id: z.string(), name: z.string() })) }))
  const { members } = await ask(
    'users.list',
    {},
    z.object({ members: z.array(z.object({ id: z.string(), name: z.string(), team_id: z.string() })) }),
  )
  const idOf = (name: string): string => members.find((member) => member.name === name)?.id ?? ''

  const persons = new Map<string, PersonsFile>()
  const pending = new Map<string, PendingShare>()
  const faults = createFaults()
  const fake: FakeSlack = {
    url,
    apiUrl: `${url}/api/`,
    team: members[0]?.team_id ?? '',
    channel: channels.find(({ name }) => name === 'mood')?.id ?? '',
    user: idOf('ada'),
    botUserId: idOf('moodreel'),
    sockets,
    calls: [],
    responses: [],
    faults: faults.next,
    sharing: [],
    scopes: options.scopes,
    extra: new Map(),
    views: [],
    trigger: async (view) => {
      const asked = await upstream('/api/views.generateTriggerId', { user_id: fake.user, ...(view ? { view_id: view } : {}) }, botToken)
      return z.object({ trigger_id: z.string() }).parse(await asked.json()).trigger_id
    },
    called: (method) => fake.calls.filter((call) => call.method === method),
    messages: async ({ channel = fake.channel, thread } = {}) => {
      const schema = z.object({ messages: z.array(messageSchema) })
      const found = thread
        ? await ask('conversations.replies', { channel, ts: thread }, schema)
        : await ask('conversations.history', { channel, limit: 1000 }, schema)
      return found.messages.filter(({ ts }) => ts !== thread)
    },
    addFile: (given) => {
      const file: PersonsFile = {
        id: `F${randomUUID().replaceAll('-', '').slice(0, 10).toUpperCase()}`,
        bytes: new Uint8Array(16),
        serves: 'bytes',
        ...given,
      }
      persons.set(file.id, file)
      return file
    },
    fileObject: (file) => ({
      id: file.id,
      name: file.name,
      mimetype: file.mimetype,
      size: file.bytes.byteLength,
      url_private: file.external ?? `${url}/persons/${file.id}`,
      url_private_download: file.external ?? `${url}/persons/${file.id}`,
      is_external: file.external !== undefined,
    }),
    responseUrl: () => `${url}/response/${randomUUID()}`,
    signature: (body, { ageSeconds = 0, secret = signingSecret } = {}) => {
      const time = Math.floor(Date.now() / 1000) - ageSeconds
      const signature = `v0=${createHmac('sha256', secret).update(`v0:${time}:${body}`).digest('hex')}`
      return { 'x-slack-request-timestamp': String(time), 'x-slack-signature': signature }
    },
    signed: (target, body, { contentType = 'application/json', ...options } = {}) =>
      fetch(`${target}/slack/events`, { method: 'POST', headers: { 'content-type': contentType, ...fake.signature(body, options) }, body }),
    fault: (method, ...faults) => {
      fake.faults.set(method, [...(fake.faults.get(method) ?? []), ...faults])
    },
    always: faults.always,
    heal: faults.heal,
    close: async () => {
      sockets.close()
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
      await emulator.close()
    },
  }

  const ok = (c: Context, body: object = {}): Response => c.json({ ok: true, ...body })
  const own: Record<string, (c: Context, body: Record<string, unknown>) => Promise<Response> | Response> = {
    'apps.connections.open': (c) => ok(c, { url: `${url.replace('http', 'ws')}/socket` }),
    'chat.getPermalink': (c, { channel, message_ts: ts }) =>
      ok(c, { permalink: `https://test.slack.com/archives/${channel}/p${String(ts).replace('.', '')}` }),
    'usergroups.list': (c) => ok(c, { usergroups: [{ id: 'S1', handle: 'film-team', users: [fake.user] }] }),
    'files.info': async (c, body) => {
      const id = String(body['file'])
      const file = persons.get(id)
      if (file) return ok(c, { file: fake.fileObject(file) })
      const late = pending.get(id)
      if (late) {
        late.looksLeft -= 1
        if (late.looksLeft >= 0) return ok(c, { file: { id, shares: {} } })
        pending.delete(id)
        await late.share()
      }
      return upstream('/api/files.info', body, botToken)
    },
    'files.delete': async (c, body) => (pending.delete(String(body['file'])) ? ok(c) : upstream('/api/files.delete', body, botToken)),
    'files.completeUploadExternal': async (c, body) => {
      const share = async (): Promise<Response> => upstream('/api/files.completeUploadExternal', body, botToken)
      const how = body['channel_id'] === undefined ? undefined : fake.sharing.shift()
      if (!how || how.kind === 'now') return share()
      const [{ id } = { id: '' }] = z.array(z.object({ id: z.string() })).parse(body['files'])
      const looksLeft = how.kind === 'late' ? how.looks : Number.POSITIVE_INFINITY
      pending.set(id, { id, looksLeft, share: async () => void (await share()) })
      return ok(c, { files: [{ id }] })
    },
  }

  app.post('/api/:method', async (c) => {
    const method = c.req.param('method')
    const body = await readBody(c)
    fake.calls.push({ method, body })
    const fault = faults.of(method, body)
    if (fault?.kind === 'rateLimited') return c.json({ ok: false, error: 'ratelimited' }, 429, { 'retry-after': String(fault.seconds) })
    const cut = (): Response => {
      c.env.incoming.socket.destroy()
      return c.body(null)
    }
    const failed = (): Response | undefined => {
      if (fault?.kind === 'error') return c.json({ ok: false, error: fault.error, ...(fault.needed ? { needed: fault.needed } : {}) })
      if (fault?.kind === 'status') return c.html('<html><title>Something is wrong</title></html>', fault.status)
      return undefined
    }
    if (fault?.kind === 'lostCall') return cut()
    if (fault?.kind !== 'lostAnswer' && fault && !fault.done) return failed() ?? cut()
    const asked = z
      .object({ view: z.union([z.string().transform((json): unknown => JSON.parse(json)), z.looseObject({})]) })
      .safeParse(body).data?.view
    const isModal = z.object({ type: z.literal('modal') }).safeParse(asked).success
    const messages = isModal ? faultsOfModal(asked) : []
    if (messages.length > 0) return c.json({ ok: false, error: 'invalid_arguments', response_metadata: { messages } })
    const token = (c.req.header('authorization') ?? '').replace(/^Bearer /, '')
    if (token !== botToken && token !== appToken) return c.json({ ok: false, error: 'invalid_auth' })
    const answer = await (own[method]?.(c, body) ?? upstream(`/api/${method}`, body, token))
    if (fault?.kind === 'lostAnswer') return cut()
    const said = z.looseObject({}).parse(await answer.json())
    if (fault) return failed() ?? cut()
    const text = JSON.stringify({ ...asSlackTells(body, said, fake.botUserId), ...fake.extra.get(method) })
    const { view } = z.object({ view: viewSchema.optional() }).parse(JSON.parse(text))
    if (view) fake.views.push(view)
    // The emulator's own addresses, so that all that the app asks for comes through here.
    return c.body(text.replaceAll(emulator.url, url), 200, {
      'content-type': 'application/json',
      'x-oauth-scopes': fake.scopes.join(','),
    })
  })
  app.post('/upload/v1/:id', async (c) => {
    fake.calls.push({ method: 'upload', body: { id: c.req.param('id') } })
    const fault = faults.of('upload', {})
    const bytes = await c.req.arrayBuffer()
    if (fault?.kind === 'status') return c.html('<html></html>', fault.status)
    if (fault) {
      c.env.incoming.socket.destroy()
      return c.body(null)
    }
    const answer = await fetch(`${emulator.url}${c.req.path}`, { method: 'POST', body: bytes })
    return c.text(await answer.text(), answer.ok ? 200 : 400)
  })
  app.get('/files-pri/*', async (c) =>
    fetch(`${emulator.url}${c.req.path}`, { headers: { authorization: c.req.header('authorization') ?? '' } }),
  )
  app.get('/persons/:id', (c) => {
    const file = persons.get(c.req.param('id'))
    if (!file) return c.text('gone', 404)
    if (file.serves === 'loginRedirect') return c.redirect(`${url}/login`)
    const welcome = c.req.header('authorization') === `Bearer ${botToken}`
    if (!welcome || file.serves === 'loginPage') return c.html('<html><title>Sign in</title></html>')
    return c.body(new Uint8Array(file.bytes), 200, { 'content-type': file.mimetype })
  })
  app.post('/response/:id', async (c) => {
    fake.responses.push(await readBody(c))
    return c.text('ok')
  })
  return fake
}
