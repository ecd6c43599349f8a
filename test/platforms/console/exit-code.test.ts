import { describe, expect, test } from 'vitest'
import { MoodreelError } from '../../../src/core/errors.ts'
import type { InvocationHandler } from '../../../src/core/platform.ts'
import { notice } from '../../../src/core/post.ts'
import type { ConsoleOptions } from '../../../src/platforms/console/index.ts'
import { batch, clip, failure, invoke, isDone, send, thread, useConsole } from './set-up.ts'

const { setUp } = useConsole()

describe('the exit code', () => {
  const say = async (handler: InvocationHandler, options: Partial<ConsoleOptions> = {}) => {
    const made = await setUp(options)
    await made.platform.start(handler)
    return { ...made, code: await made.platform.done }
  }

  test('is 0 for a command that only answers', async () => {
    const { code, lines } = await say(async (_, { reply }) => {
      await reply(notice('first'))
      await reply(notice('second'), { private: true })
    })
    expect({ code, texts: lines().map(({ event, text }) => `${event} ${text}`) }).toEqual({
      code: 0,
      texts: ['reply first', 'reply second'],
    })
  })

  test('waits for the command to return', async () => {
    const { platform } = await setUp()
    const returning = Promise.withResolvers<void>()
    const replied = Promise.withResolvers<void>()
    await platform.start(async (_, { reply }) => {
      await reply(notice('soon'))
      replied.resolve()
      await returning.promise
    })
    await replied.promise
    expect(await isDone(platform.done)).toBe(false)
    returning.resolve()
    expect(await platform.done).toBe(0)
  })

  test('is 1 for a command that is refused', async () => {
    expect((await say((_, { reply }) => reply({ ...notice('You have no credits left.'), kind: 'failure' }))).code).toBe(1)
  })

  test('is 1 for a fault of the command, with its sentence', async () => {
    const { code, lines } = await say(async () => {
      throw new MoodreelError('internal', 'Nothing works today.')
    })
    expect({ code, text: lines()[0].text }).toEqual({ code: 1, text: 'Nothing works today.' })
  })

  test('is 1 for a bug, which is told to the operator and not to the reader', async () => {
    const { code, stdout, stderr } = await say(async () => {
      throw new TypeError('x is not a function')
    })
    expect(code).toBe(1)
    expect(stdout.text()).not.toContain('not a function')
    expect(stderr.text()).toContain('TypeError: x is not a function')
  })

  test('is 1 where a form would be needed, and says what to type', async () => {
    const { code, lines } = await say((_, { form }) => form({ command: 'vary', generationId: 'abc', title: 'Vary', values: {} }))
    expect(code).toBe(1)
    expect(lines()[0].text).toContain('/vary abc')
  })

  test('is 0 once every generation of the batch is delivered', async () => {
    const { platform, store } = await setUp()
    await store('clips/a.mp4', 'aaa')
    await store('clips/b.mp4', 'bbb')
    const { root } = await platform.openThread((await invoke(platform)).origin, batch(['a', 'b']), send('root'))
    await platform.post(thread, clip('a'), send('clip:a'))
    await platform.post(thread, notice('a word in between'), send('notice'))
    expect(await isDone(platform.done)).toBe(false)
    await platform.post(thread, clip('b'), send('clip:b'))
    expect(await isDone(platform.done)).toBe(false)
    await platform.edit(root, batch(['a', 'b']))
    expect(await platform.done).toBe(0)
  })

  test('is 1 when one failed, and only after the others came', async () => {
    const { platform, store } = await setUp()
    await store('clips/b.mp4', 'bbb')
    const { root } = await platform.openThread((await invoke(platform)).origin, batch(['a', 'b']), send('root'))
    await platform.post(thread, failure('a'), send('end:a'))
    expect(await isDone(platform.done)).toBe(false)
    await platform.post(thread, clip('b'), send('clip:b'))
    expect(await isDone(platform.done)).toBe(false)
    await platform.edit(root, batch(['a', 'b']))
    expect(await platform.done).toBe(1)
  })

  test('waits for a thread that is opened only after the command returned', async () => {
    const { platform, store } = await setUp()
    await store('clips/a.mp4', 'aaa')
    const { origin } = await invoke(platform)
    expect(await isDone(platform.done)).toBe(false)
    const { root } = await platform.openThread(origin, batch(['a']), send('root'))
    await platform.post(thread, clip('a'), send('clip:a'))
    await platform.edit(root, batch(['a']))
    expect(await platform.done).toBe(0)
  })

  test('does not count the clips that an earlier run left behind', async () => {
    const { platform, store, lines } = await setUp()
    await store('clips/a.mp4', 'aaa')
    const { origin } = await invoke(platform)
    await platform.openThread('console:of another run', batch(['old']), send('root:old'))
    const { root } = await platform.openThread(origin, batch(['a']), send('root'))
    await platform.post(thread, failure('old'), send('end:old'))
    expect(await isDone(platform.done)).toBe(false)
    await platform.post(thread, clip('a'), send('clip:a'))
    await platform.edit(root, batch(['a']))
    expect(await platform.done).toBe(0)
    expect(lines()).toHaveLength(4)
  })

  test('is 1 when it is stopped before the end, and stays 0 after it', async () => {
    const stopped = await setUp()
    await stopped.platform.openThread((await invoke(stopped.platform)).origin, batch(['a']), send('root'))
    await stopped.platform.stop()
    expect(await stopped.platform.done).toBe(1)

    const finished = await say((_, { reply }) => reply(notice('fine')))
    await finished.platform.stop()
    expect(await finished.platform.done).toBe(0)
  })
})
