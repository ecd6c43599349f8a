import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { expect, onTestFinished, test } from 'vitest'
import { openInbox } from '../../src/storage/inbox.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

const day = 24 * 3_600_000

const openAt = (path: string, now?: () => number) => {
  const inbox = openInbox(path, now)
  onTestFinished(() => inbox.close())
  return inbox
}

test('keeps what was said until it is finished, and takes each thing once', async () => {
  const path = join(await temporaryFolder(), 'inbox.sqlite')
  const first = openInbox(path, () => 1_000)
  expect(await first.keep('discord', '1', { said: 'one', deep: [null, 'é'] })).toBe(true)
  expect(await first.keep('discord', '1', { said: 'other words' })).toBe(false)
  expect(await first.keep('slack', '1', { said: 'elsewhere' })).toBe(true)
  expect(await first.keep('discord', '2', { said: 'two' })).toBe(true)
  await first.acknowledged('discord', '2')
  first.close()

  const second = openAt(path)
  expect(await second.unfinished('discord')).toEqual([
    { id: '1', payload: { said: 'one', deep: [null, 'é'] }, receivedAt: 1_000, acknowledged: false },
    { id: '2', payload: { said: 'two' }, receivedAt: 1_000, acknowledged: true },
  ])
  await second.finish('discord', '1')
  expect((await second.unfinished('discord')).map(({ id }) => id)).toEqual(['2'])
  expect(await second.keep('discord', '1', { said: 'delivered again' })).toBe(false)
  expect(await second.unfinished('slack')).toHaveLength(1)
})

test('remembers for a day what was finished, and for ever what was not', async () => {
  const path = join(await temporaryFolder(), 'inbox.sqlite')
  let now = 0
  const first = openInbox(path, () => now)
  await first.keep('discord', 'done', {})
  await first.keep('discord', 'open', {})
  await first.finish('discord', 'done')
  first.close()
  now = day + 1
  const second = openAt(path, () => now)
  expect(await second.keep('discord', 'done', {})).toBe(true)
  expect((await second.unfinished('discord')).map(({ id }) => id)).toEqual(['open', 'done'])
})

test('two threads write at one time, and neither loses a word', async () => {
  const inbox = openAt(join(await temporaryFolder(), 'inbox.sqlite'))
  const { module, at } = inbox.elsewhere
  const source = `
    const { parentPort, workerData } = require('node:worker_threads')
    import(workerData.module).then(({ openInbox }) => {
      const inbox = openInbox(workerData.at)
      parentPort.postMessage('open')
      for (let n = 0; n < 500; n += 1) inbox.keep('discord', 'there-' + n, { n })
      inbox.close()
      parentPort.postMessage('done')
    })`
  const worker = new Worker(source, { eval: true, workerData: { module, at } })
  const done = new Promise<void>((resolve, reject) => {
    worker.on('error', reject)
    worker.on('message', (word) => {
      if (word === 'done') resolve()
      else for (let n = 0; n < 500; n += 1) inbox.keep('discord', `here-${n}`, { n })
    })
  })
  await done
  await worker.terminate()
  expect(await inbox.unfinished('discord')).toHaveLength(1_000)
})

test('a file that is no database is named, with what to do about it', async () => {
  const path = join(await temporaryFolder(), 'inbox.sqlite')
  await writeFile(path, 'x'.repeat(5_000))
  expect(() => openInbox(path)).toThrow(
    expect.objectContaining({ code: 'storage_unavailable', userMessage: expect.stringContaining('inbox.sqlite') }),
  )
})
