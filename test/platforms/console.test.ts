import { mkdir, mkdtemp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Writable } from 'node:stream'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { MoodreelError } from '../../src/core/errors.ts'
import type { Invocation, InvocationHandler } from '../../src/core/platform.ts'
import { notice, type Post } from '../../src/core/post.ts'
import { type ConsoleOptions, createConsolePlatform } from '../../src/platforms/console/index.ts'
import { openMediaFolder } from '../../src/storage/media-folder.ts'

let folder: string
let outFolder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'moodreel-console-'))
  outFolder = join(folder, 'out')
})
afterEach(() => rm(folder, { recursive: true }))

/** A stream that remembers; `broken` is what every write fails with. */
const createOutput = (broken?: { code: string }) => {
  const written: string[] = []
  const stream = new Writable({
    decodeStrings: false,
    write(chunk: string, _encoding, done) {
      if (broken) return done(Object.assign(new Error('broken'), broken))
      written.push(chunk)
      done()
    },
  })
  return Object.assign(stream, { columns: 60, text: () => written.join('') })
}

const setUp = async (options: Partial<ConsoleOptions> = {}) => {
  const stdout = createOutput()
  const stderr = createOutput()
  const mediaStore = await openMediaFolder(join(folder, 'media'), { reserveBytes: 0 })
  const platform = createConsolePlatform({
    line: '/t2v a fox',
    attachments: [],
    outFolder,
    stdout,
    stderr,
    isTerminal: false,
    colors: false,
    mediaStore,
    ...options,
  })
  const store = async (key: string, content: string): Promise<void> => {
    await writeFile(join(folder, 'source'), content)
    await mediaStore.put(key, join(folder, 'source'))
  }
  return { platform, stdout, stderr, mediaStore, store, lines: () => jsonLines(stdout.text()) }
}

const jsonLines = (text: string) =>
  text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line))

const clip = (id: string, over: Partial<Post> = {}): Post => ({
  ...notice('a fox'),
  kind: 'clip',
  facts: ['seed 42', 'wan', '5 s'],
  media: [mediaOf(`clips/${id}.mp4`, `moodreel-${id}.mp4`)],
  generationIds: [id],
  batchId: 'batch',
  ...over,
})
const mediaOf = (key: string, fileName: string) => ({
  key,
  fileName,
  mediaType: 'video/mp4',
  sizeBytes: 3,
  alt: 'a fox',
  width: 16,
  height: 9,
  durationSeconds: 5,
})
const batch = (ids: string[], over: Partial<Post> = {}): Post => ({
  ...notice('a fox'),
  kind: 'batch',
  generationIds: ids,
  batchId: 'batch',
  ...over,
})
const failure = (id: string): Post => ({ ...notice('The provider refused it.'), kind: 'failure', generationIds: [id], batchId: 'batch' })
const send = (key: string) => ({ key, again: false })
const thread = { platform: 'console', workspace: 'local', channel: 'console' }

/** Starts the platform with a handler that hands out what it was given. */
const invoke = async (platform: Awaited<ReturnType<typeof setUp>>['platform']): Promise<Invocation> => {
  const { promise, resolve } = Promise.withResolvers<Invocation>()
  await platform.start(async (invocation) => resolve(invocation))
  return promise
}

const isDone = (done: Promise<number>): Promise<boolean> =>
  Promise.race([done.then(() => true), new Promise<boolean>((resolve) => setImmediate(() => resolve(false)))])

describe('what a person says', () => {
  test.each([
    ['/i2v slow push-in --model local', 'i2v', 'slow push-in --model local'],
    ['  /T2V   two  spaces ', 't2v', 'two  spaces'],
    ['models', 'models', ''],
    ['/t2v first line\nsecond line', 't2v', 'first line\nsecond line'],
    ['/t2v "quoted" --set a=b', 't2v', '"quoted" --set a=b'],
  ])('reads %j', async (line, command, text) => {
    const { platform } = await setUp({ line })
    expect(await invoke(platform)).toMatchObject({ command, input: { kind: 'text', text }, platform: 'console', workspace: 'local' })
  })

  test('names the person, who is the owner of the machine unless somebody else is given', async () => {
    expect((await invoke((await setUp()).platform)).member).toMatchObject({ moderator: true })
    const member = { id: 'm', name: 'Ada', roles: ['vip'], moderator: false }
    expect((await invoke((await setUp({ member })).platform)).member).toEqual(member)
  })

  test('two runs are two invocations', async () => {
    const [first, second] = [await invoke((await setUp()).platform), await invoke((await setUp()).platform)]
    expect(first.id).not.toBe(second.id)
  })

  test.each([undefined, '', '   ', '/', '//'])('asks for a command when the line is %j', async (line) => {
    const { platform, lines } = await setUp({ line })
    await platform.start(() => expect.fail('there is nothing to hand in'))
    expect(await platform.done).toBe(1)
    expect(lines()).toEqual([expect.objectContaining({ event: 'reply', kind: 'failure', text: expect.stringContaining('/t2v') })])
  })
})

describe('attached files', () => {
  test('are handed in with their names, and can be opened', async () => {
    const path = join(folder, 'my photo é.png')
    await writeFile(path, 'pixels')
    const { platform, mediaStore } = await setUp({ attachments: [path] })
    const [attachment] = (await invoke(platform)).attachments
    expect(attachment).toEqual({ url: expect.stringMatching(/^media:uploads\/[0-9a-z]{12}$/), name: 'my photo é.png', sizeBytes: 6 })
    await rm(path)
    const stream = await mediaStore.read(attachment!.url.slice('media:'.length))
    expect(await new Response(stream).text()).toBe('pixels')
  })

  test.each([
    ['is not there', 'gone.png', /no file .*gone\.png/],
    ['is a folder', '.', /is no file/],
  ])('one that %s is refused before anything else', async (_, name, sentence) => {
    const { platform, lines } = await setUp({ attachments: [join(folder, name)] })
    await platform.start(() => expect.fail('nothing may be handed in'))
    expect(await platform.done).toBe(1)
    expect(lines()).toEqual([expect.objectContaining({ event: 'reply', kind: 'failure', text: expect.stringMatching(sentence) })])
  })

  test('one over the cap is refused before it is copied', async () => {
    const path = join(folder, 'huge.mp4')
    await writeFile(path, '')
    await truncate(path, 201 * 1024 * 1024)
    const { platform, lines } = await setUp({ attachments: [path] })
    await platform.start(() => expect.fail('nothing may be handed in'))
    expect(await platform.done).toBe(1)
    expect(lines()).toEqual([expect.objectContaining({ kind: 'failure', text: expect.stringMatching(/larger than 200 MB/) })])
  })
})

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

describe('for a program', () => {
  test('a post is one line of JSON with the paths of its files', async () => {
    const { platform, store, stdout } = await setUp()
    await store('clips/a.mp4', 'aaa')
    const post = clip('a', {
      text: 'line one\nline two',
      warnings: ['no negative prompt'],
      actions: [{ command: 'reroll', generationId: 'a', label: 'Again' }],
    })
    await platform.post(thread, post, send('clip:a'))
    expect(stdout.text()).toMatch(/^[^\n]+\n$/)
    expect(JSON.parse(stdout.text())).toEqual({ event: 'post', ...post, files: [join(outFolder, 'moodreel-a.mp4')] })
  })

  test('progress is not printed', async () => {
    const { platform, lines } = await setUp()
    const { root } = await platform.openThread('origin', batch(['a']), send('root'))
    await platform.edit(root, batch(['a'], { progress: [{ generationId: 'a', stage: 'rendering', fraction: 0.5 }] }))
    await platform.edit(root, batch(['a']))
    await platform.stop()
    expect(lines()).toHaveLength(1)
  })

  test('no byte is left that a terminal behind the pipe would obey, and none is lost', async () => {
    const { platform, stdout } = await setUp()
    const text = 'a\x1b[31mb\x9b2Jc\x7fd\u0085e\u2028f'
    await platform.post(thread, notice(text), send('a'))
    expect(stdout.text()).toMatch(/^[\x20-\x7e]+\n$/)
    expect(JSON.parse(stdout.text()).text).toBe(text)
  })

  test('a post whose key came before is the same post', async () => {
    const { platform, store, lines } = await setUp()
    await store('clips/a.mp4', 'aaa')
    const [first, again] = await Promise.all([platform.post(thread, clip('a'), send('k')), platform.post(thread, clip('a'), send('k'))])
    const later = await platform.post(thread, clip('a'), { key: 'k', again: true })
    expect(again).toEqual(first)
    expect(later).toEqual(first)
    expect(lines()).toHaveLength(1)
  })

  test('a reader that went away does not stop the clip from being saved', async () => {
    const { platform, store, stderr } = await setUp({ stdout: createOutput({ code: 'EPIPE' }) })
    await store('clips/a.mp4', 'aaa')
    const { root } = await platform.openThread((await invoke(platform)).origin, batch(['a']), send('root'))
    await platform.post(thread, clip('a'), send('clip:a'))
    await platform.edit(root, batch(['a']))
    expect(await platform.done).toBe(0)
    expect(await readdir(outFolder)).toEqual(['moodreel-a.mp4'])
    expect(stderr.text()).toBe('')
  })

  test('an output that cannot be written is told, and the exit code tells it too', async () => {
    const { platform, store, stderr } = await setUp({ stdout: createOutput({ code: 'ENOSPC' }) })
    await store('clips/a.mp4', 'aaa')
    const { root } = await platform.openThread((await invoke(platform)).origin, batch(['a']), send('root'))
    await platform.post(thread, clip('a'), send('clip:a'))
    await platform.edit(root, batch(['a']))
    expect(await platform.done).toBe(1)
    expect(await readdir(outFolder)).toEqual(['moodreel-a.mp4'])
    expect(stderr.text()).toContain('ENOSPC')
  })

  test('an answer that was lost on its way is no success', async () => {
    const { platform } = await setUp({ stdout: createOutput({ code: 'ENOSPC' }) })
    await platform.start((_, { reply }) => reply(notice('the only line')))
    expect(await platform.done).toBe(1)
  })
})

describe('saved clips', () => {
  test('the same clip delivered by another run is the same file', async () => {
    for (const run of ['first', 'second']) {
      const { platform, store } = await setUp()
      await store('clips/a.mp4', run)
      await platform.post(thread, clip('a'), send('clip:a'))
    }
    expect(await readdir(outFolder)).toEqual(['moodreel-a.mp4'])
    expect(await readFile(join(outFolder, 'moodreel-a.mp4'), 'utf8')).toBe('second')
  })

  test('two clips of one name are two files', async () => {
    const { platform, store, lines } = await setUp()
    for (const id of ['a', 'b']) {
      await store(`clips/${id}.mp4`, `of ${id}`)
      await platform.post(thread, clip(id, { media: [mediaOf(`clips/${id}.mp4`, 'clip.mp4')] }), send(id))
    }
    expect(lines().map(({ files }) => files)).toEqual([[join(outFolder, 'clip-a.mp4')], [join(outFolder, 'clip-b.mp4')]])
    expect(await readFile(join(outFolder, 'clip-a.mp4'), 'utf8')).toBe('of a')
    expect(await readFile(join(outFolder, 'clip-b.mp4'), 'utf8')).toBe('of b')
  })

  test('two files of one post are two files', async () => {
    const { platform, store } = await setUp()
    await store('x.mp4', 'x')
    await store('y.mp4', 'y')
    await platform.post(thread, clip('a', { media: [mediaOf('x.mp4', 'a.mp4'), mediaOf('y.mp4', 'a.mp4')] }), send('a'))
    expect((await readdir(outFolder)).sort()).toEqual(['a-2.mp4', 'a.mp4'])
  })

  test('a file that the person keeps in the folder is left alone', async () => {
    const { platform, store } = await setUp()
    await mkdir(outFolder)
    await writeFile(join(outFolder, 'holiday.mp4'), 'mine')
    await store('clips/0a1b2c3d4e5f.mp4', 'aaa')
    await platform.post(thread, clip('0a1b2c3d4e5f', { media: [mediaOf('clips/0a1b2c3d4e5f.mp4', 'holiday.mp4')] }), send('a'))
    expect(await readFile(join(outFolder, 'holiday.mp4'), 'utf8')).toBe('mine')
  })

  test.each(['../../escaped.mp4', '/etc/escaped.mp4', '..', '', '.hidden', 'a\\b\x1b[2J.mp4'])(
    'the name %j stays in the folder',
    async (fileName) => {
      const { platform, store, lines } = await setUp()
      await store('clips/a.mp4', 'aaa')
      await platform.post(thread, clip('a', { media: [mediaOf('clips/a.mp4', fileName)] }), send('a'))
      const [saved] = await readdir(outFolder)
      expect(saved).toMatch(/^(?!\.)[^\p{Cc}\\/]+$/u)
      expect(lines()[0].files).toEqual([join(outFolder, saved!)])
      expect((await readdir(folder)).sort()).toEqual(['media', 'out', 'source'])
    },
  )

  test('a folder that cannot be written is a fault, and the post can be sent again', async () => {
    const { platform, store, lines } = await setUp()
    await store('clips/a.mp4', 'aaa')
    await writeFile(outFolder, 'in the way')
    await expect(platform.post(thread, clip('a'), send('a'))).rejects.toMatchObject({ code: 'delivery_failed' })
    expect(lines()).toEqual([])
    await rm(outFolder)
    await platform.post(thread, clip('a'), { key: 'a', again: true })
    expect(lines()).toHaveLength(1)
    expect(await readdir(outFolder)).toEqual(['moodreel-a.mp4'])
  })

  test('a clip that the store has lost is a fault and no line', async () => {
    const { platform, lines } = await setUp()
    await expect(platform.post(thread, clip('a'), send('a'))).rejects.toMatchObject({ code: 'not_found' })
    expect(lines()).toEqual([])
  })
})

describe('for a person', () => {
  test('a clip is its prompt, its facts, where it is saved, and what to know', async () => {
    const { platform, store, stdout } = await setUp({ isTerminal: true })
    await store('clips/a.mp4', 'aaa')
    const actions = [{ command: 'reroll', generationId: 'a', label: 'Again' }]
    await platform.post(thread, clip('a', { warnings: ['wan takes no negative prompt'], actions }), send('a'))
    expect(stdout.text()).toBe(
      `a fox\nseed 42 · wan · 5 s\nsaved ${join(outFolder, 'moodreel-a.mp4')}\nnote: wan takes no negative prompt\nnext: /reroll a\n\n`,
    )
  })

  test('fields and lines of an answer stay lines', async () => {
    const { platform, stdout } = await setUp({ isTerminal: true })
    await platform.start((_, { reply }) => reply({ ...notice('Credits\nof this month'), fields: [{ name: 'left', value: '90' }] }))
    await platform.done
    expect(stdout.text()).toBe('Credits\nof this month\nleft  90\n\n')
  })

  test('colours come only when they are wanted', async () => {
    const plain = await setUp({ isTerminal: true })
    const coloured = await setUp({ isTerminal: true, colors: true })
    for (const { platform } of [plain, coloured]) await platform.post(thread, failure('a'), send('a'))
    expect(plain.stdout.text()).not.toContain('\x1b[')
    expect(coloured.stdout.text()).toContain('\x1b[31m')
  })

  test('nothing that a person typed reaches the terminal as a command', async () => {
    const { platform, store, stdout } = await setUp({ isTerminal: true })
    await store('clips/a.mp4', 'aaa')
    const evil = 'x\x1b[2J\x1b]0;title\x07\x9b31m\r\x08\u202ey\x1b'
    const post = clip('a', {
      text: evil,
      facts: [evil, 'two\nlines'],
      warnings: [evil],
      fields: [{ name: evil, value: evil }],
      actions: [{ command: evil, generationId: evil, label: evil }],
      media: [mediaOf('clips/a.mp4', `${evil}-a.mp4`)],
    })
    const { root } = await platform.openThread('origin', batch(['a']), send('root'))
    await platform.edit(root, batch(['a'], { progress: [{ generationId: 'a', stage: evil }] }))
    await platform.edit(root, batch(['a']))
    await platform.post(thread, post, send('a'))
    // What the console itself writes to draw its line again.
    const text = stdout.text().replaceAll('\r\x1b[K', '')
    expect(text).not.toMatch(/(?!\n)\p{Cc}|\u202e/u)
    expect(text).toContain('xy')
    expect(text).toContain('two lines')
  })

  test('progress is one line that is drawn again in its place', async () => {
    const { platform, store, stdout } = await setUp({ isTerminal: true })
    await store('clips/a.mp4', 'aaa')
    const { root } = await platform.openThread(
      'origin',
      batch(['a'], { progress: [{ generationId: 'a', stage: 'waiting in line', position: 3 }] }),
      send('root'),
    )
    const rendering = { generationId: 'a', stage: 'rendering', fraction: 0.25, estimateSeconds: 38 }
    await platform.edit(root, batch(['a'], { progress: [rendering] }))
    await platform.edit(root, batch(['a'], { progress: [rendering] }))
    await platform.post(thread, clip('a', { facts: [], media: [] }), send('a'))
    await platform.edit(root, batch(['a'], { progress: [] }))
    const bar = `${'█'.repeat(5)}${'░'.repeat(15)} 25 % · rendering · about 38 s`
    expect(stdout.text()).toBe(`a fox\n\nwaiting in line · position 3\r\x1b[K${bar}\r\x1b[Ka fox\n\n`)
  })

  test('several generations share the line, and the finished ones count', async () => {
    const { platform, stdout } = await setUp({ isTerminal: true })
    const { root } = await platform.openThread('origin', batch(['a', 'b', 'c', 'd']), send('root'))
    const progress = [
      { generationId: 'b', stage: 'rendering', fraction: 0.5, estimateSeconds: 10 },
      { generationId: 'c', stage: 'waiting in line', position: 4, estimateSeconds: 300 },
      { generationId: 'd', stage: 'waiting in line', position: 2, estimateSeconds: 200 },
    ]
    Object.assign(stdout, { columns: 200 })
    await platform.edit(root, batch(['a', 'b', 'c', 'd'], { progress }))
    expect(stdout.text().split('\n').at(-1)).toBe(
      `${'█'.repeat(8)}${'░'.repeat(12)} 38 % · 1 rendering · 2 waiting in line · position 2 · about 5 min`,
    )
  })

  test('the line never wraps', async () => {
    const { platform, stdout } = await setUp({ isTerminal: true })
    const { root } = await platform.openThread('origin', batch(['a']), send('root'))
    await platform.edit(root, batch(['a'], { progress: [{ generationId: 'a', stage: 'a long word '.repeat(20), fraction: 0.1 }] }))
    expect([...(stdout.text().split('\n').at(-1) ?? '')]).toHaveLength(59)
  })

  test('stopping takes the line away', async () => {
    const { platform, stdout } = await setUp({ isTerminal: true })
    await platform.openThread('origin', batch(['a'], { progress: [{ generationId: 'a', stage: 'rendering' }] }), send('root'))
    await platform.stop()
    expect(stdout.text().endsWith('rendering\r\x1b[K')).toBe(true)
  })
})

test('takes files up to a gigabyte and edits four times a second', async () => {
  const { platform } = await setUp()
  expect({ limit: await platform.fileLimitBytes(thread), interval: platform.editIntervalMs }).toEqual({ limit: 1024 ** 3, interval: 250 })
})
