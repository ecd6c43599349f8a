import { createPeople } from '../../test/platforms/discord/fake/people.ts'
import { createRoutes } from '../../test/platforms/discord/fake/routes.ts'
import { createWorld, type FakeChannel } from '../../test/platforms/discord/fake/world.ts'
import { startShardedGateway } from './discord-gateway.ts'
import { startDiscordServer } from './discord-server.ts'
import type { Random } from './random.ts'
import { createRestLimits, type RestLimits } from './rest-limits.ts'

export interface BusyDiscordOptions {
  guilds: number
  channelsEach: number
  limits: RestLimits
  /** How many shards Discord wants. */
  shards: number
  limitIdentifies: boolean
  random: Random
}

const token = 'fake.token'

/** The tests' Discord for many processes of a bot: with shards, its real limits and faults, and without a memory of each request. */
export const startBusyDiscord = async ({ guilds, channelsEach, limits, shards, limitIdentifies, random }: BusyDiscordOptions) => {
  const world = createWorld()
  const restLimits = createRestLimits(limits)
  const places: FakeChannel[] = []
  for (let guild = 0; guild < guilds; guild += 1) {
    const { id } = world.addGuild()
    for (let channel = 0; channel < channelsEach; channel += 1) places.push(world.addChannel({ guild: id, name: `clips-${channel}` }))
  }
  const advice = { shards, session_start_limit: { total: 1_000_000, remaining: 999_999, reset_after: 1_000, max_concurrency: 1 } }
  const { routes, registered, interactions } = createRoutes({
    world,
    limits: { bytes: null, directMessages: true, threads: 1_000 },
    advice,
    gatewayUrl: () => `ws://127.0.0.1:${server.port}/gateway`,
    baseUrl: () => `http://127.0.0.1:${server.port}`,
  })
  /** When each file of a clip first stood in a channel, by its name, in milliseconds since the epoch. */
  const shownAt = new Map<string, number>()
  /** How many requests brought a file. */
  const broughtBy = new Map<string, number>()
  const server = await startDiscordServer({
    token,
    limits: restLimits,
    random,
    async handle(request, variables) {
      const response = await routes.fetch(request, variables)
      for (const { name } of response.ok ? variables.files : []) {
        if (!name.endsWith('.mp4')) continue
        if (!shownAt.has(name)) shownAt.set(name, Date.now())
        broughtBy.set(name, (broughtBy.get(name) ?? 0) + 1)
      }
      return response
    },
  })
  const gateway = startShardedGateway(server.server, world, {
    token,
    url: () => `ws://127.0.0.1:${server.port}/gateway`,
    maxConcurrency: advice.session_start_limit.max_concurrency,
    limitIdentifies,
  })
  const people = createPeople({ world, gateway, interactions, registered, limitBytes: () => 20 * 1024 * 1024 })
  return {
    token,
    apiUrl: `http://127.0.0.1:${server.port}/api`,
    world,
    /** The channels in which people ask. */
    places,
    gateway,
    registered,
    shownAt,
    broughtBy,
    restCounts: restLimits.counts,
    feel: server.feel,
    broken: server.broken,
    ...people,
  }
}
export type BusyDiscord = Awaited<ReturnType<typeof startBusyDiscord>>
