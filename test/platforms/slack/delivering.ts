import { afterAll, beforeAll, beforeEach, expect } from 'vitest'
import { z } from 'zod'
import { MoodreelError } from '../../../src/core/errors.ts'
import type { ThreadRef } from '../../../src/core/platform.ts'
import { notice, type Post } from '../../../src/core/post.ts'
import type { Later } from '../../support/temporary-folder.ts'
import { type Bot, startSlackBot } from './bot.ts'
import type { FakeMessage, FakeSlack } from './fake/slack.ts'
import { openFakeSlack } from './scene.ts'

/** The pauses between two tries of the workflow, drawn out so that a few of them are many minutes. */
const pausesMs = [1, 30, 120, 120, 120, 120, 300, 1, 1, 600].map((seconds) => seconds * 1000)

/** Where a clip is at last: as a file or as a link, in its thread, in the channel, or with the person; or not, for good or not yet. */
export type End = `${'clip' | 'link'} in the ${'thread' | 'channel' | 'direct message'}${'' | ', in words'}` | 'failed' | 'pending'

export interface World {
  slack: FakeSlack
  bot: Bot
  /** A thread whose clip is done. No conversation with the person is known yet. */
  ask(prompt: string): Promise<Asked>
  /** Moves the clock. */
  wait(ms: number): void
}

/** A clip to deliver, and what people see of it. */
export interface Asked {
  thread: ThreadRef
  /** Delivers as the studio does, until the clip is there, was refused for good, or the tries are over. */
  deliver(): Promise<End>
  /** How often its file and its post can be seen, anywhere. */
  seen(): Promise<{ files: number; posts: number }>
  /** What the person reads in the clip's post. */
  words(): Promise<string>
}

const isCode = (error: unknown, ...codes: string[]): boolean => error instanceof MoodreelError && codes.includes(error.code)

const openWorld = async (later: Later): Promise<World> => {
  let now = Date.now()
  const slack = await openFakeSlack(later)
  const changes = { clock: { now: () => now }, lookWaitsMs: [1, 1, 1, 1], readPauseMs: 0, messageIntervalMs: 0 }
  const bot = await startSlackBot(slack, { changes, later })
  const directKey = `slack:direct:${slack.user}`
  let count = 0

  const directChannel = async (): Promise<string | null> =>
    z
      .string()
      .nullable()
      .parse(await bot.memory.get(directKey))

  return {
    slack,
    bot,
    wait: (ms) => {
      now += ms
    },
    async ask(prompt) {
      await bot.memory.set(directKey, null)
      // Slack's clock is the real one.
      now = Date.now()
      count += 1
      const id = `made${String(count).padStart(8, '0')}`
      const key = `clip:${id}`
      const { thread } = await bot.platform.openThread(
        { team: slack.team, channel: slack.channel, user: slack.user, at: now },
        { ...notice(`root of ${prompt}`), kind: 'batch' },
        { key: `root:${id}`, again: false },
      )
      const file = await bot.file(`${id}.mp4`, 300)
      const still = { ...(await bot.file(`${id}.jpg`, 30)), mediaType: 'image/jpeg', posterKey: undefined }
      const post: Post = { ...notice(`clip of ${prompt} ${id}`), kind: 'clip', facts: ['seed 42'], media: [file], generationIds: [id] }
      const linked: Post = {
        ...post,
        media: [still],
        links: [{ label: 'Watch the clip', url: `https://clips.example.org/clips/${id}.mp4` }],
      }

      const everything = async (): Promise<{ where: 'thread' | 'channel' | 'direct message'; message: FakeMessage }[]> => {
        const direct = await directChannel()
        const there = (where: 'thread' | 'channel' | 'direct message') => (message: FakeMessage) => ({ where, message })
        return [
          ...(await slack.messages({ thread: thread.thread ?? '' })).map(there('thread')),
          ...(await slack.messages()).map(there('channel')),
          ...(direct ? await slack.messages({ channel: direct }) : []).map(there('direct message')),
        ]
      }
      const files = async () => (await everything()).filter(({ message }) => message.files.some(({ name }) => name === `${id}.mp4`))
      const posts = async () => (await everything()).filter(({ message }) => JSON.stringify(message).includes(`clip of ${prompt} ${id}`))

      let tries = 0
      const send = async (again: boolean): Promise<void> => {
        try {
          await bot.platform.post(thread, post, { key, again })
        } catch (error) {
          if (!isCode(error, 'file_refused', 'too_large')) throw error
          await bot.platform.post(thread, linked, { key, again: true })
        }
      }
      const end = async (): Promise<End> => {
        const [found] = await posts()
        if (!found) throw new Error('the clip was delivered and nobody sees it')
        const isLink = JSON.stringify(found.message).includes(`clips/${id}.mp4`)
        return `${isLink ? 'link' : 'clip'} in the ${found.where}${found.message.blocks.length > 0 ? '' : ', in words'}`
      }

      return {
        thread,
        async deliver() {
          for (const pauseMs of pausesMs) {
            try {
              await send(tries++ > 0)
              return await end()
            } catch (error) {
              if (isCode(error, 'not_allowed')) return 'failed'
              if (!isCode(error, 'delivery_failed')) throw error
              now += pauseMs
            }
          }
          return 'pending'
        },
        seen: async () => ({ files: (await files()).length, posts: (await posts()).length }),
        words: async () => JSON.stringify((await posts()).map(({ message }) => message)),
      }
    },
  }
}

/** A platform on a clock that the test moves, one for all tests of a file: each has clips of its own to deliver. */
export const useWorld = (): World => {
  const world = {} as World
  const stack = new AsyncDisposableStack()
  beforeAll(async () => {
    Object.assign(world, await openWorld((work) => stack.defer(async () => work())))
  })
  beforeEach(() => {
    world.slack.heal()
    world.slack.calls.length = 0
  })
  afterAll(() => stack.disposeAsync())
  return world
}

/**
 * Delivers a clip under a fault, and again after it where it was not over. Whatever happened, one clip is seen in the end, or
 * none where Slack let it nowhere.
 */
export const endUnder = async ({ slack, ask }: World, prompt: string, fault: () => void): Promise<End> => {
  const asked = await ask(prompt)
  fault()
  const end = await asked.deliver()
  slack.heal()
  if (end === 'pending') expect(await asked.deliver(), prompt).toMatch(/^clip in the/)
  if (end === 'failed') expect((await asked.seen()).posts, prompt).toBe(0)
  else expect(await asked.seen(), prompt).toEqual({ files: end.startsWith('link') ? 0 : 1, posts: 1 })
  return end
}
