import { expect, it, vi } from 'vitest'
import { patient } from '../../../support/patient.ts'
import { startSlackBot } from '../bot.ts'
import type { PersonsFile } from '../fake/files.ts'
import { personOf } from '../fake/person.ts'
import type { FakeSlack } from '../fake/slack.ts'
import { openFakeSlack } from '../scene.ts'

const open = async () => {
  const slack = await openFakeSlack()
  const bot = await startSlackBot(slack)
  const read = (file: Pick<PersonsFile, 'id' | 'name'>) =>
    bot.platform.openAttachment?.({ url: `slack-file:${file.id}`, name: file.name }, AbortSignal.timeout(5000)) ??
    Promise.reject(new Error('no'))
  return { slack, bot, read }
}
const photo = { name: 'photo.png', mimetype: 'image/png' }

it('reads a file with the bearer', async () => {
  const { slack, read } = await open()
  const file = slack.addFile({ ...photo, bytes: new Uint8Array([1, 2, 3]) })
  expect(new Uint8Array(await new Response(await read(file)).arrayBuffer())).toEqual(new Uint8Array([1, 2, 3]))
})

it.each(['loginPage', 'loginRedirect'] as const)('knows Slack’s %s from a file', async (serves) => {
  const { slack, read } = await open()
  await expect(read(slack.addFile({ ...photo, serves }))).rejects.toMatchObject({
    code: 'not_allowed',
    userMessage: expect.stringContaining('login page'),
  })
})

it('never sends the token to another origin', async () => {
  const { slack, read } = await open()
  const other = await openFakeSlack()
  const asked = (fake: FakeSlack) => fake.calls.length
  await expect(read(slack.addFile({ ...photo, external: `${other.url}/persons/F1` }))).rejects.toMatchObject({ code: 'fetch_refused' })
  expect(asked(other)).toBe(0)
})

it('refuses a file that is too large before reading it', async () => {
  const { slack, read } = await open()
  const file = slack.addFile(photo)
  const { fileObject } = slack
  slack.fileObject = (one) => ({ ...fileObject(one), size: 300 * 1024 * 1024 })
  await expect(read(file)).rejects.toMatchObject({ code: 'too_large' })
})

it('says what to do about a file that it cannot see', async () => {
  const { read } = await open()
  await expect(read({ id: 'F404', name: 'gone.png' })).rejects.toMatchObject({
    code: 'not_found',
    userMessage: expect.stringContaining('gone.png'),
  })
})

it('asks Slack about a file of Slack Connect, which says nothing of itself', async () => {
  const { slack, bot } = await open()
  const file = slack.addFile({ ...photo, bytes: new Uint8Array(77) })
  const { fileObject } = slack
  let payloads = 1
  slack.fileObject = (one) => (payloads-- > 0 ? { id: one.id, file_access: 'check_file_info' } : fileObject(one))
  await personOf(slack).mention('i2v slow push-in', { files: [file] })
  await vi.waitFor(
    () => expect([...bot.made.values()][0]?.inputs).toMatchObject([{ attachment: { name: 'photo.png' }, sizeBytes: 77 }]),
    patient,
  )
})
