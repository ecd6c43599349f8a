import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Json } from '../../src/core/json.ts'
import type { Platform, PostRef, ThreadRef } from '../../src/core/platform.ts'
import { notice, type Post, type PostMedia } from '../../src/core/post.ts'

/** A platform on a world that a test can look at. */
export interface PlatformUnderTest {
  platform: Platform
  /** A place where somebody said something just now. */
  origin(): Json
  /** What a person reads in a message; null when it is gone. */
  shown(ref: PostRef): Promise<string | null>
  /** How many messages the thread holds, without the one that opened it. */
  count(thread: ThreadRef): Promise<number>
  /** A file of the media store. */
  clip(name: string, sizeBytes: number): Promise<PostMedia>
  /** Ends the platform and starts another one in the same world, as after a restart. */
  restart(): Promise<Platform>
  close(): Promise<void>
}

const root: Post = { ...notice('a paper boat'), kind: 'batch', facts: ['/t2v', 'local'], batchId: 'batch' }

/** What people type and every platform must show as it is. */
const typed = [
  '@everyone [x](http://y) ||z||',
  '**bold** _italic_ ~~gone~~ `code`',
  '# heading',
  '> quoted',
  '- one',
  '1. first',
  '<!channel> <@U123> &amp; <b>',
  '한국어 프롬프트 🎬',
  'a_snake_case word, 2 * 3 * 4, C:\\new',
]

/** What every platform must do, whatever chat it speaks to. */
export const platformContract = (name: string, open: () => Promise<PlatformUnderTest>): void => {
  describe(`platform: ${name}`, () => {
    let world: PlatformUnderTest
    let platform: Platform
    beforeEach(async () => {
      world = await open()
      platform = world.platform
    })
    afterEach(() => world.close())

    test('opens one thread for one key, however often it is asked', async () => {
      const origin = world.origin()
      const first = await platform.openThread(origin, root, { key: 'root:a', again: false })
      const second = await platform.openThread(origin, root, { key: 'root:a', again: true })
      expect(second).toEqual(first)
      expect(await world.shown(first.root)).toContain('a paper boat')
    })

    test('opens another thread for another key', async () => {
      const origin = world.origin()
      const first = await platform.openThread(origin, root, { key: 'root:a', again: false })
      const second = await platform.openThread(origin, root, { key: 'root:b', again: false })
      expect(second.root.message).not.toBe(first.root.message)
    })

    test('shows one message for one key, however often it is sent', async () => {
      const { thread } = await platform.openThread(world.origin(), root, { key: 'root:a', again: false })
      const first = await platform.post(thread, notice('one'), { key: 'clip:a', again: false })
      const second = await platform.post(thread, notice('one'), { key: 'clip:a', again: true })
      const third = await platform.post(thread, notice('one'), { key: 'clip:a', again: true })
      expect([second, third]).toEqual([first, first])
      await platform.post(thread, notice('one'), { key: 'clip:b', again: false })
      expect(await world.count(thread)).toBe(2)
    })

    test.each([
      ['a film', 'moodreel-a.mp4', {}],
      ['a still', 'moodreel-a.png', { mediaType: 'image/png', durationSeconds: 0 }],
    ])('posts %s', async (_, name, how) => {
      const { thread } = await platform.openThread(world.origin(), root, { key: 'root:a', again: false })
      expect(await platform.fileLimitBytes(thread)).toBeGreaterThanOrEqual(1024 * 1024)
      const clip: Post = { ...notice('a clip'), kind: 'clip', media: [{ ...(await world.clip(name, 4096)), ...how }] }
      const ref = await platform.post(thread, clip, { key: 'clip:a', again: false })
      expect(await world.shown(ref)).toContain('a clip')
    })

    test('changes a message', async () => {
      const { root: ref } = await platform.openThread(world.origin(), root, { key: 'root:a', again: false })
      await platform.edit(ref, { ...root, text: 'a steel ship' })
      const shown = await world.shown(ref)
      expect(shown).toContain('a steel ship')
      expect(shown).not.toContain('paper boat')
    })

    test('removes a message, and again without a fault', async () => {
      const { thread } = await platform.openThread(world.origin(), root, { key: 'root:a', again: false })
      const ref = await platform.post(thread, notice('one'), { key: 'clip:a', again: false })
      await platform.remove(ref)
      await platform.remove(ref)
      expect(await world.shown(ref)).toBeNull()
      await expect(platform.edit(ref, notice('two'))).rejects.toMatchObject({ code: 'not_found' })
    })

    test('goes on in a stored thread after a restart, and knows what it posted before', async () => {
      const opened = await platform.openThread(world.origin(), root, { key: 'root:a', again: false })
      const thread = JSON.parse(JSON.stringify(opened.thread)) as ThreadRef
      const first = await platform.post(thread, notice('one'), { key: 'clip:a', again: false })
      const restarted = await world.restart()
      expect(await restarted.post(thread, notice('one'), { key: 'clip:a', again: true })).toEqual(first)
      const second = await restarted.post(thread, notice('two'), { key: 'clip:b', again: false })
      await restarted.edit(opened.root, { ...root, text: 'all done' })
      expect(await world.shown(second)).toContain('two')
      expect(await world.shown(opened.root)).toContain('all done')
      expect(await world.count(thread)).toBe(2)
    })

    test.each(typed)('shows %j as it was typed', async (text) => {
      const { thread, root: ref } = await platform.openThread(world.origin(), { ...root, text }, { key: 'root:a', again: false })
      expect(await world.shown(ref)).toContain(text)
      const posted = await platform.post(thread, { ...notice(text), facts: [text], warnings: [text] }, { key: 'clip:a', again: false })
      expect((await world.shown(posted))?.split(text)).toHaveLength(4)
    })
  })
}
