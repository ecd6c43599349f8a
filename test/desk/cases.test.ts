import { expect, onTestFinished, test } from 'vitest'
import { MoodreelError } from '../../src/core/errors.ts'
import { timestamp } from '../../src/core/words/timestamp.ts'
import { buildHouse, type House, openHouse } from '../support/open-house.ts'
import { smallClip } from '../support/small-clip.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

const mod = { id: 'mod', name: 'Mo', moderator: true }
const mia = { id: 'mia', name: 'Mia', moderator: true }
const home = { platform: 'web', workspace: 'local' }
const ann = { ...home, memberId: 'ann' }
const dayMs = 24 * 3_600_000

const card = ({ platform }: House, id: string) => platform.messages.get(`report:${id}`)
const press = (house: House, deed: string, id: string, presser: object = mod) =>
  house.press('mod', `${deed}-${id}`, {}, presser).then(({ replies }) => replies[0]?.post)
const verbs = async ({ storage }: House) => (await storage.audit.page(home, { after: null })).entries.map(({ action }) => action)

const timeless = () => {
  const clock = { at: Date.now(), now: () => clock.at }
  return clock
}
interface Given {
  reports?: number
  house?: House
  clock?: ReturnType<typeof timeless>
}

/** A clip that was made and posted here, with so many reports, on a clock of the test's. */
const reported = async ({ reports = 1, house: given, clock = timeless() }: Given = {}) => {
  const house = given ?? (await openHouse({ run: true, parts: { clock } }))
  house.platform.homeChannel = 'mods'
  house.provider.clip = await smallClip()
  await house.say('t2v', 'a paper boat')
  const [id = ''] = await house.finished()
  for (let n = 1; n <= reports; n += 1)
    await house.say('report', `${id} ${n % 2 ? 'real-person' : 'rights mine'}`, { id: `m${n}`, name: `M${n}` })
  return { house, id, clock }
}
const clips = ({ platform }: House) => [...platform.messages.values()].filter(({ kind }) => kind === 'clip')

test('five reports are one message, which counts them and their reasons, and a member’s report changes', async () => {
  const { house, id } = await reported({ reports: 5 })
  await house.say('report', `${id} sexual no, worse`, { id: 'm1', name: 'M1' })
  expect(house.platform.shown.filter((key) => key.startsWith('report:'))).toEqual([`report:${id}`])
  expect(card(house, id)).toMatchObject({
    text: '5 reports of clip 1 by Ann',
    facts: ['“no, worse” M1', '“mine” M2', '(real person) M3', '“mine” M4', '(real person) M5'],
    warnings: ['Ann: 1 clip, 0 other clips reported, 0 warnings, 0 blocks'],
    fields: [{ value: 'rights of others 2 · real person 2 · sexual 1' }, { value: 'a paper boat' }],
    thumbnail: { alt: 'A still of the reported clip' },
  })
})

test('a removed clip is hidden at once, with its words, and comes back by Undo within a day, once', async () => {
  const { house, id, clock } = await reported()
  expect(await press(house, 'remove', id)).toMatchObject({ text: 'The clip is removed. Undo on its card brings it back for 24 hours.' })
  expect(clips(house)).toEqual([])
  expect([...house.platform.messages.values()].find(({ kind }) => kind === 'batch')).toMatchObject({
    text: 'Deleted clips',
    facts: expect.arrayContaining(['deleted']),
  })
  expect(card(house, id)).toMatchObject({
    facts: ['removed by Mo', timestamp(clock.at), `can be undone until ${timestamp(clock.at + dayMs)}`],
    actions: [{ label: 'Undo' }],
  })
  expect(await house.keeps(`clips/${id}.mp4`)).toBe(true)

  clock.at += dayMs - 1
  const event = 'undone-once'
  for (let time = 0; time < 2; time += 1) await press(house, 'undo', id, { ...mia, event })
  expect(clips(house)).toMatchObject([{ text: 'a paper boat', generationIds: [id] }])
  expect(card(house, id)?.actions.map(({ label }) => label)).toContain('Remove')
  expect((await house.studio.find(id)).generation.removedAt).toBeNull()
  // What is back can be taken away again, with its new post.
  await press(house, 'remove', id)
  expect(clips(house)).toEqual([])
})

test('after a day nobody takes the end back: the card has no button for it any more, and the files of a removed clip are gone', async () => {
  const folder = await temporaryFolder()
  const clock = timeless()
  const before = await buildHouse(folder, { parts: { clock } })
  await before.start()
  const { house, id } = await reported({ house: before, clock })
  await press(house, 'remove', id)
  const chat = house.platform
  await before.close()
  clock.at += dayMs + 1
  const after = await buildHouse(folder, { parts: { clock, platforms: new Map([[chat.name, chat]]) } })
  onTestFinished(() => after.close())
  expect(await press(after, 'undo', id)).toMatchObject({ kind: 'failure', text: 'That was more than 24 hours ago, so it stays as it is.' })
  expect(card(house, id)?.actions).toEqual([])
  await after.start()
  await after.until(() => after.keeps(`clips/${id}.mp4`)).toBe(false)
  await after.until(() => [...chat.messages.keys()]).toEqual([`report:${id}`])
})

test('the button goes by itself, and no clip goes with it', async () => {
  const folder = await temporaryFolder()
  const clock = timeless()
  const before = await buildHouse(folder, { parts: { clock } })
  await before.start()
  const { house, id } = await reported({ house: before, clock })
  await press(house, 'dismiss', id)
  // As an older version left it, which knew no time.
  await house.storage.cases.keepUndo(id, clock.at + dayMs, 0)
  const chat = house.platform
  await before.close()
  for (const [laterMs, labels] of [
    [dayMs - 1000, ['Undo']],
    [dayMs + 1000, []],
  ] as const) {
    const day = { now: () => clock.at + laterMs }
    const after = await buildHouse(folder, { parts: { clock: day, platforms: new Map([[chat.name, chat]]) } })
    await after.start()
    await after.until(() => card(house, id)?.actions.map(({ label }) => label)).toEqual(labels)
    await after.close()
  }
  expect(card(house, id)).toMatchObject({
    text: '1 report of clip 1 “a paper boat” by Ann',
    facts: ['dismissed by Mo', timestamp(clock.at)],
  })
  expect(clips(house)).toHaveLength(1)
})

test('of two moderators one acts, and the other is told who did', async () => {
  const { house, id } = await reported()
  const [one, other] = await Promise.all([press(house, 'remove', id), press(house, 'dismiss', id, mia)])
  const texts = [one?.text, other?.text]
  const first = texts.findIndex((text) => !text?.startsWith('Somebody was faster'))
  expect(texts[first]).toMatch(/^The (clip is removed|report is dismissed)/)
  expect(texts[1 - first]).toMatch(first === 0 ? /^Somebody was faster: removed by Mo/ : /^Somebody was faster: dismissed by Mia/)
  expect((await verbs(house)).filter((verb) => verb === 'delete' || verb === 'dismiss')).toHaveLength(1)
})

test('remove and block ends for a day what its member may do, tells them, and Undo takes both back', async () => {
  const { house, id } = await reported()
  await press(house, 'remove-block', id)
  const told = [...house.platform.messages.entries()].find(([key]) => key.startsWith('sanction:'))?.[1]
  expect(told?.text).toMatch(/^A moderator blocked you from making clips until .*\. Reason: real person$/)
  expect(told?.actions).toMatchObject([{ command: 'appeal', label: 'Appeal' }])
  expect((await house.say('t2v', 'a boat')).sentences[0]).toContain('You are blocked')
  expect(await verbs(house)).toEqual(expect.arrayContaining(['delete', 'block']))
  await press(house, 'undo', id)
  expect((await house.storage.members.find(ann)).block).toBeNull()
  expect(clips(house)).toHaveLength(1)
  expect(card(house, id)?.warnings).toEqual(['Ann: 1 clip, 0 other clips reported, 0 warnings, 0 blocks'])
})

test('a warning is told directly and counts at the next report; where it cannot be told the card says so', async () => {
  const { house, id } = await reported()
  house.platform.faults.push({ call: 'tell', when: 'before', error: new MoodreelError('not_allowed', 'They take no messages.') })
  expect(await press(house, 'warn', id)).toMatchObject({ warnings: ['The member could not be told by direct message.'] })
  expect(card(house, id)).toMatchObject({
    facts: ['member warned by Mo', expect.anything(), expect.anything()],
    warnings: ['Ann could not be told by direct message.'],
  })
  expect(clips(house)).toHaveLength(1)
  // Somebody reports it again: it is open again, and says what was before.
  await house.say('report', `${id} minors`, { id: 'late', name: 'Late' })
  expect(card(house, id)).toMatchObject({ text: '2 reports of clip 1 by Ann', warnings: [expect.stringContaining('1 warning,')] })
})

test('a dismissed case opens again for what is new, and not for what was said before', async () => {
  const { house, id } = await reported()
  await press(house, 'dismiss', id)
  await house.say('report', `${id} real-person`, { id: 'm1', name: 'M1' })
  expect(card(house, id)?.facts[0]).toBe('dismissed by Mo')
  await house.say('report', `${id} real-person it is my sister`, { id: 'm1', name: 'M1' })
  expect(card(house, id)).toMatchObject({ text: '1 report of clip 1 by Ann', facts: ['“it is my sister” M1'] })
})

test('a dismissed case opens again by Undo', async () => {
  const { house, id } = await reported()
  await press(house, 'dismiss', id)
  expect(await press(house, 'undo', id, mia)).toMatchObject({ text: 'That is undone, and the reports are open again.' })
  expect(card(house, id)?.actions).toHaveLength(4)
  expect(await press(house, 'undo', id)).toMatchObject({ kind: 'failure', text: expect.stringContaining('There is nothing to undo.') })
})

test('a card that somebody deleted by hand comes again with the next report, and not with an end', async () => {
  const { house, id } = await reported()
  house.platform.messages.delete(`report:${id}`)
  await press(house, 'dismiss', id)
  expect(house.platform.shown.filter((key) => key.startsWith('report:'))).toHaveLength(1)
  await house.say('report', `${id} minors`, { id: 'late', name: 'Late' })
  expect(house.platform.messages.get(`report:${id}:1`)?.text).toBe('2 reports of clip 1 by Ann')
  await press(house, 'dismiss', id, mia)
  expect(house.platform.messages.get(`report:${id}:1`)?.facts[0]).toBe('dismissed by Mia')
})

test('what the chat could not take away is tried again, by whoever presses next', async () => {
  const { house, id } = await reported()
  house.platform.refuseRemoval = true
  expect(await press(house, 'remove', id)).toMatchObject({ kind: 'failure' })
  expect(await press(house, 'remove', id, mia)).toMatchObject({ text: expect.stringContaining('The clip is removed.') })
  expect(clips(house)).toEqual([])
})

test('what a restart says again is done once, and the card says it', async () => {
  const { house, id } = await reported()
  house.platform.faults.push({
    call: 'edit',
    fits: ({ kind }) => kind === 'report',
    when: 'before',
    error: new MoodreelError('delivery_failed', 'Down.'),
  })
  const event = 'said-again'
  for (let time = 0; time < 2; time += 1)
    expect(await press(house, 'warn', id, { ...mod, event })).toMatchObject({ text: 'The member is warned. The clip stays.' })
  expect(house.platform.shown.filter((key) => key.startsWith('sanction:'))).toHaveLength(1)
  expect(card(house, id)?.facts[0]).toBe('member warned by Mo')
  expect((await verbs(house)).filter((verb) => verb === 'warn')).toHaveLength(1)
})

test('only moderators of the place itself', async () => {
  const { house, id } = await reported()
  for (const deed of ['remove', 'remove-block', 'warn', 'dismiss', 'undo'])
    expect(await press(house, deed, id, { id: 'eve', name: 'Eve' })).toMatchObject({ text: 'Only a moderator can do that. Ask one.' })
  expect(await press(house, 'remove', id, { ...mod, workspace: 'elsewhere' })).toMatchObject({
    text: expect.stringContaining('There is no clip'),
  })
  expect(clips(house)).toHaveLength(1)
})

test('a moderator who deletes a reported clip by its own button ends its reports, and a member cannot bring it back', async () => {
  const { house, id } = await reported()
  await house.press('delete', id, {}, mod)
  expect(card(house, id)?.facts[0]).toBe('removed by Mo')
  const invocation = { ...home, id: 'e', member: { id: 'ann', name: 'Ann', roles: [], moderator: false } }
  const rest = { command: 'x', input: { kind: 'text' as const, text: '' }, attachments: [], origin: null }
  await expect(house.studio.restore({ ...invocation, ...rest }, id)).rejects.toThrow('A moderator removed that clip.')
})

test('who made a clip takes it away for a while, and brings it back', async () => {
  const { house, id } = await reported({ reports: 0 })
  const invocation = { ...home, id: 'e', member: { id: 'ann', name: 'Ann', roles: [], moderator: false } }
  const rest = { command: 'x', input: { kind: 'text' as const, text: '' }, attachments: [], origin: null }
  await house.studio.remove({ ...invocation, ...rest }, id, { keepMs: 600_000 })
  expect(clips(house)).toEqual([])
  await house.studio.restore({ ...invocation, ...rest }, id)
  await house.studio.restore({ ...invocation, ...rest }, id)
  expect(clips(house)).toHaveLength(1)
})
