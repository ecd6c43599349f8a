import { ChannelType } from 'discord.js'
import { openContract } from './contract.ts'
import { startGateway } from './gateway.ts'
import { contentOf } from './message-rules.ts'
import { createPeople, type Person } from './people.ts'
import { createRoutes } from './routes.ts'
import { type Fault, startServer } from './server.ts'
import { readMarkdown, type Shown } from './words.ts'
import { createWorld, type FakeMessage } from './world.ts'

const cdnMs = 1_000

/**
 * A Discord on this machine: its REST API and its gateway over real sockets, for discord.js as it is. One server with
 * one text channel is there from the beginning.
 */
export const startFakeDiscord = async (options: { premiumTier?: number; keepsFiles?: boolean } = {}) => {
  const token = 'fake.token'
  const world = createWorld()
  const guild = world.addGuild(options.premiumTier ?? 0)
  const addClips = () => world.addChannel({ guild: guild.id, name: 'clips' })
  const usual: { bytes: number | null; directMessages: boolean; said: number; threads: number } = {
    bytes: null,
    directMessages: true,
    said: 20 * 1024 * 1024,
    threads: 1000,
  }
  const limits = { ...usual }
  const advice = { shards: 1, session_start_limit: { total: 1000, remaining: 999, reset_after: 1000, max_concurrency: 1 } }
  const contract = await openContract()
  const kept = new Map<string, File>()

  const { routes, registered, interactions } = createRoutes({
    world,
    limits,
    advice,
    gatewayUrl: () => `ws://127.0.0.1:${server.port}/gateway`,
    baseUrl: () => `http://127.0.0.1:${server.port}`,
    keep: (path, file) => {
      if (options.keepsFiles) kept.set(path, file)
    },
  })
  const server = await startServer({ token, handle: async (request, variables) => routes.fetch(request, variables) })
  const gateway = startGateway(server.server, world, { token, url: () => `ws://127.0.0.1:${server.port}/gateway` })
  const people = createPeople({ world, gateway, interactions, registered, limitBytes: () => limits.said })

  const discord = {
    token,
    apiUrl: `http://127.0.0.1:${server.port}/api`,
    world,
    guild,
    /** The text channel that is there from the beginning. */
    channel: addClips(),
    limits,
    advice,
    gateway,
    registered,
    /** Everything that the bot answered to what people did, oldest first. */
    answers: interactions.answers,
    /** Every call that came, in its order. */
    calls: server.calls,
    /** Everything that the bot sent and Discord's contract does not know. Read at the end: the contract is slow to load. */
    broken: (): string[] => [...server.broken, ...(contract?.faults(server.calls) ?? [])],
    ...people,

    /** A member of the server. */
    person: (given: Partial<Person> = {}): Person => ({ id: world.snowflake(), permissions: 0n, locale: 'en-US', roles: ['77'], ...given }),

    /** A place of another type in the server. */
    place: (type: ChannelType, given: Parameters<typeof world.addChannel>[0] = {}) => world.addChannel({ type, guild: guild.id, ...given }),

    thread: (given: Parameters<typeof world.addChannel>[0] = {}) =>
      world.addChannel({ type: ChannelType.PublicThread, guild: guild.id, parent: discord.channel.id, name: 'thread', ...given }),

    /** Lets the next `times` calls that fit go wrong. */
    fault: (method: string, path: RegExp, does: Fault['does'], times = 1): void => {
      server.faults.push({ matches: (call) => call.method === method && path.test(call.path), times, does })
    },

    /** A file on the CDN: its link is dead one second after it was given, or when the test says. */
    cdnFile: (name: string, mediaType: string, bytes: Uint8Array, livesMs = cdnMs) => {
      const diesAt = world.now() + livesMs
      const path = `/cdn/${world.snowflake()}/${name}`
      server.outside.set(path, (_request, response) => {
        if (world.now() > diesAt) response.writeHead(404).end()
        else response.writeHead(200, { 'content-type': mediaType }).end(bytes)
      })
      return { url: `http://127.0.0.1:${server.port}${path}`, name, mediaType, sizeBytes: bytes.byteLength }
    },

    /** What is in a file that stands on a message. Files are kept only where a Discord is started so. */
    fileOf: async ({ url }: { url: string }): Promise<Uint8Array> => {
      const file = kept.get(new URL(url).pathname)
      if (!file) throw new Error(`there is no file ${url}`)
      return new Uint8Array(await file.arrayBuffer())
    },

    /** The same for calls of any kind, for good. */
    faultWhen: (matches: Fault['matches'], does: Fault['does'], times = Number.POSITIVE_INFINITY): void => {
      server.faults.push({ matches, times, does })
    },

    /** From now on nothing goes wrong any more. */
    heal: (): void => {
      server.faults.length = 0
    },

    /** Nothing is known any more of calls and faults, and there is another channel. */
    renew: (): void => {
      server.faults.length = 0
      server.calls.length = 0
      Object.assign(limits, usual)
      discord.channel = addClips()
    },

    /** What people see of a message. */
    shown: (message: Pick<FakeMessage, 'components' | 'content'>): Shown =>
      readMarkdown([message.content, contentOf(message.components)].filter((text) => text !== '').join('\n')),

    /** Calls of a kind, such as `POST /channels/…/messages`. */
    callsTo: (method: string, path: RegExp) => server.calls.filter((call) => call.method === method && path.test(call.path)),

    stop: async (): Promise<void> => {
      await gateway.stop()
      await server.stop()
    },
  }
  return discord
}
export type FakeDiscord = Awaited<ReturnType<typeof startFakeDiscord>>
