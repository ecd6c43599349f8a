import { rm, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { invoke, thread, useConsole } from './set-up.ts'

const { folders, setUp } = useConsole()

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

test('what the console says by itself is in the language of the person', async () => {
  const { platform, lines } = await setUp({ line: '', languageOf: async () => 'ko' })
  await platform.start(() => expect.fail('there is nothing to hand in'))
  expect(await platform.done).toBe(1)
  expect(lines()).toMatchObject([{ kind: 'failure', language: 'ko', text: '명령을 입력해 주세요. 예: ‘/t2v 눈 속의 붉은 여우’.' }])
})

describe('attached files', () => {
  test('are handed in with their names, and can be opened', async () => {
    const path = join(folders.own, 'my photo é.png')
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
    ['is a folder', '.', /is not a file/],
  ])('one that %s is refused before anything else', async (_, name, sentence) => {
    const { platform, lines } = await setUp({ attachments: [join(folders.own, name)] })
    await platform.start(() => expect.fail('nothing may be handed in'))
    expect(await platform.done).toBe(1)
    expect(lines()).toEqual([expect.objectContaining({ event: 'reply', kind: 'failure', text: expect.stringMatching(sentence) })])
  })

  test('one over the cap is refused before it is copied', async () => {
    const path = join(folders.own, 'huge.mp4')
    await writeFile(path, '')
    await truncate(path, 201 * 1024 * 1024)
    const { platform, lines } = await setUp({ attachments: [path] })
    await platform.start(() => expect.fail('nothing may be handed in'))
    expect(await platform.done).toBe(1)
    expect(lines()).toEqual([expect.objectContaining({ kind: 'failure', text: expect.stringMatching(/larger than 200 MB/) })])
  })
})

test('takes files up to a gigabyte and edits four times a second', async () => {
  const { platform } = await setUp()
  expect({ limit: await platform.fileLimitBytes(thread), interval: platform.editIntervalMs }).toEqual({ limit: 1024 ** 3, interval: 250 })
})
