import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { notice } from '../../../src/core/post.ts'
import { batch, clip, createOutput, failure, invoke, mediaOf, send, thread, useConsole } from './set-up.ts'

const { folders, setUp } = useConsole()

describe('for a program', () => {
  test('a post is one line of JSON with the paths of its files', async () => {
    const { platform, store, stdout } = await setUp()
    await store('clips/a.mp4', 'aaa')
    const post = clip('a', {
      text: 'line one\nline two',
      warnings: ['no negative prompt'],
      actions: [{ command: 'reroll', argument: 'a', label: 'Again' }],
    })
    await platform.post(thread, post, send('clip:a'))
    expect(stdout.text()).toMatch(/^[^\n]+\n$/)
    expect(JSON.parse(stdout.text())).toEqual({ event: 'post', ...post, files: [join(folders.out, 'moodreel-a.mp4')] })
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
    expect(await readdir(folders.out)).toEqual(['moodreel-a.mp4'])
    expect(stderr.text()).toBe('')
  })

  test('an output that cannot be written is told, and the exit code tells it too', async () => {
    const { platform, store, stderr } = await setUp({ stdout: createOutput({ code: 'ENOSPC' }) })
    await store('clips/a.mp4', 'aaa')
    const { root } = await platform.openThread((await invoke(platform)).origin, batch(['a']), send('root'))
    await platform.post(thread, clip('a'), send('clip:a'))
    await platform.edit(root, batch(['a']))
    expect(await platform.done).toBe(1)
    expect(await readdir(folders.out)).toEqual(['moodreel-a.mp4'])
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
    expect(await readdir(folders.out)).toEqual(['moodreel-a.mp4'])
    expect(await readFile(join(folders.out, 'moodreel-a.mp4'), 'utf8')).toBe('second')
  })

  test('two clips of one name are two files', async () => {
    const { platform, store, lines } = await setUp()
    for (const id of ['a', 'b']) {
      await store(`clips/${id}.mp4`, `of ${id}`)
      await platform.post(thread, clip(id, { media: [mediaOf(`clips/${id}.mp4`, 'clip.mp4')] }), send(id))
    }
    expect(lines().map(({ files }) => files)).toEqual([[join(folders.out, 'clip-a.mp4')], [join(folders.out, 'clip-b.mp4')]])
    expect(await readFile(join(folders.out, 'clip-a.mp4'), 'utf8')).toBe('of a')
    expect(await readFile(join(folders.out, 'clip-b.mp4'), 'utf8')).toBe('of b')
  })

  test('two files of one post are two files', async () => {
    const { platform, store } = await setUp()
    await store('x.mp4', 'x')
    await store('y.mp4', 'y')
    await platform.post(thread, clip('a', { media: [mediaOf('x.mp4', 'a.mp4'), mediaOf('y.mp4', 'a.mp4')] }), send('a'))
    expect((await readdir(folders.out)).sort()).toEqual(['a-2.mp4', 'a.mp4'])
  })

  test('a file that the person keeps in the folder is left alone', async () => {
    const { platform, store } = await setUp()
    await mkdir(folders.out)
    await writeFile(join(folders.out, 'holiday.mp4'), 'mine')
    await store('clips/0a1b2c3d4e5f.mp4', 'aaa')
    await platform.post(thread, clip('0a1b2c3d4e5f', { media: [mediaOf('clips/0a1b2c3d4e5f.mp4', 'holiday.mp4')] }), send('a'))
    expect(await readFile(join(folders.out, 'holiday.mp4'), 'utf8')).toBe('mine')
  })

  test.each(['../../escaped.mp4', '/etc/escaped.mp4', '..', '', '.hidden', 'a\\b\x1b[2J.mp4'])(
    'the name %j stays in the folder',
    async (fileName) => {
      const { platform, store, lines } = await setUp()
      await store('clips/a.mp4', 'aaa')
      await platform.post(thread, clip('a', { media: [mediaOf('clips/a.mp4', fileName)] }), send('a'))
      const [saved] = await readdir(folders.out)
      expect(saved).toMatch(/^(?!\.)[^\p{Cc}\\/]+$/u)
      expect(lines()[0].files).toEqual([join(folders.out, saved!)])
      expect((await readdir(folders.own)).sort()).toEqual(['media', 'out', 'source'])
    },
  )

  test('a folder that cannot be written is a fault, and the post can be sent again', async () => {
    const { platform, store, lines } = await setUp()
    await store('clips/a.mp4', 'aaa')
    await writeFile(folders.out, 'in the way')
    await expect(platform.post(thread, clip('a'), send('a'))).rejects.toMatchObject({ code: 'delivery_failed' })
    expect(lines()).toEqual([])
    await rm(folders.out)
    await platform.post(thread, clip('a'), { key: 'a', again: true })
    expect(lines()).toHaveLength(1)
    expect(await readdir(folders.out)).toEqual(['moodreel-a.mp4'])
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
    const actions = [{ command: 'reroll', argument: 'a', label: 'Again' }]
    await platform.post(thread, clip('a', { warnings: ['wan takes no negative prompt'], actions }), send('a'))
    expect(stdout.text()).toBe(
      `a fox\nseed 42 · wan · 5 s\nsaved ${join(folders.out, 'moodreel-a.mp4')}\nnote: wan takes no negative prompt\nnext: /reroll a\n\n`,
    )
  })

  test('the words around a clip are in its language', async () => {
    const { platform, store, stdout } = await setUp({ isTerminal: true })
    await store('clips/a.mp4', 'aaa')
    const { root } = await platform.openThread('origin', batch(['a', 'b'], { language: 'ko' }), send('root'))
    Object.assign(stdout, { columns: 100 })
    const progress = [
      { generationId: 'a', stage: '렌더링 중', fraction: 0.5, estimateSeconds: 38 },
      { generationId: 'b', stage: '대기 중', position: 2 },
    ]
    await platform.edit(root, batch(['a', 'b'], { language: 'ko', progress }))
    expect(stdout.text()).toContain('25% · 렌더링 중 1개 · 대기 중 1개 · 대기 2번째 · 약 38초')
    const actions = [{ command: 'reroll', argument: 'a', label: 'Again' }]
    await platform.post(thread, clip('a', { language: 'ko', warnings: ['a note'], actions }), send('a'))
    expect(stdout.text()).toContain(`저장됨: ${join(folders.out, 'moodreel-a.mp4')}\n참고: a note\n다음: /reroll a\n`)
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
      actions: [{ command: evil, argument: evil, label: evil }],
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
    const bar = `${'█'.repeat(5)}${'░'.repeat(15)} 25% · rendering · about 38 s`
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
      `${'█'.repeat(8)}${'░'.repeat(12)} 38% · 1 rendering · 2 waiting in line · position 2 · about 5 min`,
    )
  })

  test('the line never wraps', async () => {
    const { platform, stdout } = await setUp({ isTerminal: true })
    const { root } = await platform.openThread('origin', batch(['a']), send('root'))
    await platform.edit(root, batch(['a'], { progress: [{ generationId: 'a', stage: 'a long word '.repeat(20), fraction: 0.1 }] }))
    expect([...(stdout.text().split('\n').at(-1) ?? '')]).toHaveLength(59)
    await platform.edit(root, batch(['a'], { progress: [{ generationId: 'a', stage: '렌더링'.repeat(20) }] }))
    expect(stdout.text().split('\r\x1b[K').at(-1)).toHaveLength(29)
  })

  test('stopping takes the line away', async () => {
    const { platform, stdout } = await setUp({ isTerminal: true })
    await platform.openThread('origin', batch(['a'], { progress: [{ generationId: 'a', stage: 'rendering' }] }), send('root'))
    await platform.stop()
    expect(stdout.text().endsWith('rendering\r\x1b[K')).toBe(true)
  })
})
