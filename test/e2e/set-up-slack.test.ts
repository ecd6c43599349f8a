import { beforeAll, expect, test, vi } from 'vitest'
import { type Person, personOf } from '../platforms/slack/fake/person.ts'
import type { FakeMessage, FakeSlack } from '../platforms/slack/fake/slack.ts'
import { openFakeSlack } from '../platforms/slack/scene.ts'
import { openRemoteWorld, slackEnv } from '../support/remote-world.ts'
import { laterInFile } from '../support/temporary-folder.ts'

const later = laterInFile()
let slack: FakeSlack
let ada: Person

beforeAll(async () => {
  slack = await openFakeSlack(later)
  await (await openRemoteWorld(slackEnv(slack), later)).start()
  ada = personOf(slack)
})

const patient = { timeout: 30_000, interval: 20 }
type Drawn = Pick<FakeMessage, 'blocks'>
const words = ({ blocks }: Drawn): string => JSON.stringify(blocks)
/** The card as it was sent last, privately or in the place of the one before. */
const cardSaying = (text: RegExp, since = 0): Promise<FakeMessage> =>
  vi.waitFor(() => {
    const sent = [...slack.called('chat.postEphemeral').map(({ body }) => body), ...slack.responses].slice(since)
    const found = sent.findLast((body) => text.test(words(body as Drawn)))
    if (!found) throw new Error(`no card says ${text}`)
    return { ts: '1790000000.000900', user: slack.botUserId, files: [], ...found } as unknown as FakeMessage
  }, patient)
const formFor = (field: string) =>
  vi.waitFor(() => {
    const form = ada.form()
    if (!form.blocks.some(({ block_id: block }) => block?.startsWith(`${field}:`))) throw new Error(`no form asks for ${field}`)
    return form
  }, patient)

test('five steps on one private message lead to a workspace that is open for its members', async () => {
  await ada.command('/setup')
  const card = await cardSaying(/Setting up Moodreel: 0 of 5 steps done/)
  expect(card).not.toHaveProperty('replace_original')

  await ada.press(card, 'Choose a channel')
  await ada.submit(await formFor('channel'), { channel: slack.channel })
  const second = await cardSaying(/1 of 5 steps done/)
  expect(second).toMatchObject({ replace_original: true })
  expect(await slack.messages()).toMatchObject([{ text: 'Reports, approvals and warnings for moderators come here from now on.' }])

  await ada.press(second, 'Set a budget')
  await ada.submit(await formFor('budget'), { budget: '30' })
  await ada.press(await cardSaying(/2 of 5 steps done/), 'Only a role')
  // One of the user groups that Slack tells.
  await ada.submit(await formFor('role'), { role: 'S1' })
  await ada.press(await cardSaying(/Members with the role <!subteam\^S1>, and moderators/), 'Confirm the rules')
  await ada.press(await cardSaying(/4 of 5 steps done/), 'Send a test report')
  await cardSaying(/Moodreel is set up and open for members/)
  expect((await slack.messages()).map(({ text }) => text)).toContainEqual(expect.stringContaining('This is only a test.'))
})

test('a typed #mods that does not exist is refused', async () => {
  await ada.command('/setup', '--channel #mods-that-never-were')
  await vi.waitFor(() => {
    const texts = slack.called('chat.postEphemeral').map(({ body }) => words(body as unknown as Drawn))
    expect(texts.at(-1)).toContain('There is no channel mods-that-never-were that Moodreel can see')
  }, patient)
})
