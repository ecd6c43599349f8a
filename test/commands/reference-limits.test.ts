import { expect, test } from 'vitest'
import { MoodreelError } from '../../src/core/errors.ts'
import type { MediaTools } from '../../src/core/media.ts'
import type { MediaStore } from '../../src/core/media-store.ts'
import { readCustomId, writeCustomId } from '../../src/platforms/discord/custom-id.ts'
import { readActionId, writeActionId } from '../../src/platforms/slack/action-id.ts'
import { tier } from '../support/admission.ts'
import { putPicture } from '../support/attach-picture.ts'
import { openTestStorage } from '../support/lay-databases.ts'
import { fakeModel } from '../support/open-house.ts'
import { recordedLog } from '../support/recorded-log.ts'
import { sharedMedia } from '../support/shared-media.ts'
import { ann, bea, filesIn, keptWord, mod, nine, openReferences as open, place } from './reference-house.ts'

test('a name is as long as a button carries, however many letters it is typed in, and can be pressed and said', async () => {
  const { house, keep, asked } = await open({ models: [fakeModel({ referenceImages: 9 })] })
  for (const name of ['a'.repeat(32), '𠮷'.repeat(16), '각'.repeat(32), 'é'.repeat(32)]) {
    expect([name, (await keep(name.normalize('NFD'))).replies[0]?.post.kind]).toEqual([name, 'notice'])
    const [list] = (await house.say('reference', 'list')).replies
    const button = list?.post.more?.find(({ argument }) => argument === name)
    const { command = '', argument = '' } = button ?? {}
    const pressed = readCustomId(writeCustomId({ what: 'run', command, argument }))
    expect(pressed).toMatchObject({ command: 'reference', argument: name })
    expect(readActionId(writeActionId({ what: 'run', command, argument }))).toMatchObject({ argument: name })
    expect((await house.press('reference', pressed?.argument ?? '')).replies[0]?.post.text).toBe(`@${name}`)
    await house.say('t2v', `a boat with @${name.normalize('NFD')}`)
    expect((await asked())?.referenceImages).toMatchObject([{ reference: name }])
  }
  await house.say('t2v', `@${'각'.repeat(32)}을 든 @${'𠮷'.repeat(16)}이`.normalize('NFD'))
  expect((await asked())?.referenceImages).toHaveLength(2)
})

test('nothing is kept by somebody who may make nothing there', async () => {
  const team = { ...tier, name: 'team' }
  const { house, keep, words } = await open({ parts: { tiers: { default: tier, all: [tier, team] } } })
  await house.say('channel', '--tiers team', { ...mod, channel: '55' })
  expect((await keep('keeper', ['red'], { channel: '55' })).sentences[0]).toMatch(/team/)
  await house.say('queue', 'pause moving house', mod)
  expect((await keep('keeper')).sentences[0]).toMatch(/paused here.*moving house/)
  await house.say('queue', 'resume', mod)
  expect(await words()).toEqual([])
  await keep('keeper')
  expect(await words()).toEqual(['keeper 1'])
})

test('a member keeps ninety pictures an hour, also where many are given in one instant', async () => {
  const { house, keep, attach } = await open()
  const before = Array.from({ length: 85 }, (_, at) => house.storage.references.keep(place, keptWord(`b${at}`), ann, Date.now()))
  await Promise.all(before)
  const colours = [...nine, 'tan', 'teal', 'lime']
  const ends = await Promise.all(colours.map((colour, at) => keep(`w${at}`, [colour])))
  const refused = ends.filter(({ replies }) => replies[0]?.post.kind === 'failure')
  expect(refused).toHaveLength(7)
  expect(new Set(refused.flatMap(({ sentences }) => sentences))).toEqual(new Set(['90 pictures an hour can be kept. Try again in 60 min.']))
  expect(await filesIn(house, 'references/')).toHaveLength(5)
  // Others keep theirs.
  expect((await house.say('keep', 'hers', { attachments: [await attach('red')], ...bea })).replies[0]?.post.kind).toBe('notice')
})

test('a large picture is kept smaller, and one that is not as large as it is', async () => {
  const { house, words } = await open()
  const sizes = [
    { width: 5_000, height: 100 },
    { width: 4_096, height: 64 },
  ]
  for (const [at, size] of sizes.entries()) {
    const key = `uploads/size${at}.png`
    await putPicture(house.storage.mediaStore, key, 'teal', size)
    await house.say('keep', 'zoo', { attachments: [{ url: `media:${key}`, name: 'a.png', mediaType: 'image/png' }] })
  }
  expect(await words()).toEqual(['zoo 2'])
  expect((await house.storage.references.list(place))[0]?.pictures.map(({ media }) => media)).toMatchObject([
    { width: 4_096, height: 82 },
    { width: 4_096, height: 64 },
  ])
})

test('what a moderator deleted does not come back by a button from before, nor anything by somebody who is blocked', async () => {
  const { house, keep, words } = await open()
  await keep('zoo')
  const undoOf = async (presser = {}) => (await house.say('reference', 'delete zoo', presser)).replies[0]?.post.actions[0]?.argument ?? ''
  const undo = await undoOf()
  expect((await house.press('reference', undo)).sentences).toEqual(['@zoo is back.'])
  expect(await undoOf(mod)).toBe(undo)
  expect((await house.press('reference', undo)).replies[0]?.post.kind).toBe('failure')
  expect(await words()).toEqual([])
  await house.press('reference', undo, {}, mod)
  await undoOf()
  await house.say('block', '@ann spam', mod)
  expect((await house.press('reference', undo)).sentences[0]).toMatch(/spam/)
  expect(await words()).toEqual([])
  await house.say('unblock', '@ann', mod)
  expect((await house.press('reference', undo)).sentences).toEqual(['@zoo is back.'])
})

test('pictures are drawn in the line of who asks and within a time; where they cannot be, the words stand alone', async () => {
  const { folder, media } = await sharedMedia()
  const storage = await openTestStorage(folder)
  const drawn: { member: string; signal: AbortSignal | undefined }[] = []
  const forMember: MediaTools['forMember'] = (member) => ({
    ...media.forMember(member),
    numberSheet: (path, options, signal) => {
      drawn.push({ member, signal })
      return media.forMember(member).numberSheet(path, options, signal)
    },
  })
  const numberSheet = () => Promise.reject(new Error('this is for what is paid'))
  let isFull = false
  const ensureRoom: MediaStore['ensureRoom'] = async (sizeBytes) => {
    if (isFull) throw new MoodreelError('storage_full', 'The disk is full.')
    return storage.mediaStore.ensureRoom(sizeBytes)
  }
  const { log, lines } = recordedLog()
  const parts = { media: { ...media, forMember, numberSheet }, mediaStore: { ...storage.mediaStore, ensureRoom }, log }
  const { house, keep } = await open({ storage, parts })
  await keep('ark', ['red', 'green'])
  await keep('zoo', ['blue'])
  const mediaOf = async (line: string) => {
    const { post } = (await house.say('reference', line)).replies[0] ?? {}
    return { kind: post?.kind, fields: post?.fields?.length ?? 0, media: post?.media.length, text: post?.text }
  }
  drawn.length = 0
  expect(await mediaOf('list')).toMatchObject({ fields: 2, media: 1 })
  expect(drawn).toEqual([{ member: 'web:ann', signal: expect.any(AbortSignal) }])

  isFull = true
  expect(await mediaOf('list')).toMatchObject({ kind: 'notice', fields: 2, media: 0 })
  isFull = false
  const [first] = (await storage.references.list(place)).flatMap(({ pictures }) => pictures)
  await storage.mediaStore.remove(first?.media.key ?? '')
  expect(await mediaOf('list')).toMatchObject({ kind: 'notice', fields: 2, media: 0 })
  expect(await mediaOf('show ark')).toMatchObject({ kind: 'notice', media: 0, text: '@ark' })
  expect((await keep('ark', ['gold'])).sentences).toEqual(['1 picture added. @ark has 3 now.'])
  expect(lines.filter(({ level }) => level === 'warn').map(({ fields }) => fields['line'])).toEqual(Array(4).fill('web:ann'))
})
