import { describe, expect, test } from 'vitest'
import type { WordedPost } from '../../../src/core/post.ts'
import { wideTiers } from '../../support/admission.ts'
import { buildHouse, fakeModel, type House, openHouse } from '../../support/open-house.ts'
import { picture } from '../../support/picture.ts'
import { shippedPolicy } from '../../support/shipped-policy.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

const still = fakeModel({ name: 'stills', modes: ['t2i'], aspectRatios: ['16:9'] })
const models = [still, fakeModel({ name: 'film', modes: ['i2v'] })]
const png = picture(96, 54)
const bob = { id: 'bob', name: 'Bob' }

/** Twenty quiet seconds are two hundred, so that none pass on a slow machine but where a test says so. */
const slowly = (laterMs = () => 0) => {
  const start = Date.now()
  return { now: () => start + Math.floor((Date.now() - start) / 10) + laterMs() }
}

/** A house at a chat whose first message can hold stills. */
const house = async (options: Parameters<typeof openHouse>[0] = {}): Promise<House> => {
  const opened = await openHouse({ run: true, models, ...options, parts: { tiers: wideTiers, clock: slowly(), ...options.parts } })
  opened.provider.clip = png
  opened.platform.holdRounds()
  return opened
}
type Chat = Pick<House, 'platform'>
const all = ({ platform }: Chat): WordedPost[] => [...platform.messages.values()]
const round = (chat: Chat): WordedPost => {
  const [post, ...others] = all(chat)
  expect(others).toEqual([])
  if (!post) throw new Error('there is no message')
  return post
}
const sheets = ({ platform }: Chat): string[] => [...new Set(platform.edits.flatMap(({ sheet }) => sheet?.key ?? []))]
const numbers = (post: WordedPost): string[] => (post.choices ?? []).map(({ label, style }) => (style ? `[${label}]` : label))

/** Of the takes those that are held go on being made until they are let go. */
const holding = (opened: Pick<House, 'provider'>, isHeld: (take: number) => boolean): { letGo(): void; goOn(): void } => {
  let submits = 0
  let progress: number | undefined
  let isOver = false
  opened.provider.submit = async () => ({ kind: 'accepted', operation: submits++ })
  opened.provider.poll = async (operation) =>
    !isOver && isHeld(Number(operation)) ? { kind: 'running', progress } : { kind: 'succeeded', outputs: [{ url: 'fake:clip' }] }
  return {
    letGo: () => {
      isOver = true
    },
    goOn: () => {
      progress = 0.5
    },
  }
}
const doneOf = async ({ storage }: House, ids: readonly string[]): Promise<string[]> => {
  const records = await Promise.all(ids.map((id) => storage.generations.find(id)))
  return ids.filter((_, at) => records[at]?.generation.state === 'delivered')
}

test('ten stills are one message, with at most eight edits and one sheet at the end', async () => {
  const opened = await house()
  await opened.say('still', 'a keeper --takes 10 --seed 7001')
  const ids = await opened.finished()
  const post = round(opened)
  expect(opened.platform.edits.length).toBeLessThanOrEqual(8)
  expect(sheets(opened)).toEqual([post.sheet?.key])
  expect(post).toMatchObject({ kind: 'batch', text: 'a keeper', media: [], generationIds: ids, warnings: [] })
  expect(post.facts).toEqual(['10 stills', '0 credits', 'seeds 7001–7010', 'stills', '16:9', '54p'])
  expect(post.sheet?.alt).toBe('Stills 1, 2, 3, 4, 5, 6, 7, 8, 9, 10 on one sheet: a keeper')
  expect(post.tiles?.map(({ generationId, alt }) => [generationId, alt])).toEqual(
    ids.map((id, take) => [id, `Still ${take + 1} of 10: a keeper`]),
  )
  expect(numbers(post)).toEqual(['[1]', '2', '3', '4', '5', '6', '7', '8', '9', '10'])
  expect(post.choices?.map(({ command, argument }) => [command, argument])).toEqual(ids.map((id) => ['star', id]))
  expect(post.actions.map(({ label }) => label)).toEqual(['Animate 1', 'More like 1', '10 more', '👍 for 1'])
  expect(post.more?.map(({ label }) => label)).toEqual(['Edit 1', 'Show 1', 'Save 1', 'Recipe 1', 'Report 1', 'Delete 1'])
})

test('on the way one line says which are there, and one button stops the others', async () => {
  let later = 0
  const opened = await house({ parts: { clock: slowly(() => later) } })
  Object.assign(opened.platform, { editIntervalMs: 30_000 })
  opened.provider.cancel = async () => undefined
  const { letGo } = holding(opened, (take) => take >= 2)
  await opened.say('still', 'a keeper --takes 5')
  const { generationIds } = round(opened)
  await opened.until(async () => (await doneOf(opened, generationIds)).length).toBe(2)
  // The first change is due, and no sheet yet.
  later = 10_001
  await opened
    .until(() =>
      round(opened)
        .progress?.map(({ stage }) => stage)
        .join(),
    )
    .toMatch(/^done \d, \d of 5 · rendering \d/)
  expect(round(opened).progress).toMatchObject([{ fraction: 0.4 }])
  expect(round(opened).actions.map(({ label }) => label)).toEqual(['Cancel all'])
  letGo()
  await opened.finished()
  expect(round(opened).progress).toEqual([])
})

test('a platform that shows tiles shows each as it comes, and no sheet', async () => {
  const opened = await house()
  opened.platform.stills = 'tiles'
  const { letGo } = holding(opened, (take) => take >= 2)
  await opened.say('still', 'a keeper --takes 3')
  await opened.until(() => round(opened).tiles?.length).toBe(2)
  expect(round(opened).progress).toHaveLength(1)
  letGo()
  await opened.finished()
  expect(round(opened).tiles).toHaveLength(3)
  expect(sheets(opened)).toEqual([])
})

test('a straggler does not keep the others from people: after twenty quiet seconds a sheet of them goes up', async () => {
  let later = 0
  const opened = await house({ parts: { clock: slowly(() => later) } })
  const { letGo, goOn } = holding(opened, (take) => take === 2)
  await opened.say('still', 'a keeper --takes 3')
  const ids = round(opened).generationIds
  await opened.until(async () => (await doneOf(opened, ids)).length).toBe(2)
  expect(round(opened).sheet).toBeUndefined()
  later = 20_001
  // The clock jumped, which no timer knows; what is looked at next does.
  goOn()
  await opened.until(() => round(opened).tiles?.map(({ generationId }) => generationId)).toEqual(await doneOf(opened, ids))
  expect(round(opened).actions.map(({ command }) => command)).toContain('animate')
  const [first] = sheets(opened)
  letGo()
  await opened.finished()
  expect(sheets(opened)).toEqual([first, round(opened).sheet?.key])
  expect(round(opened).tiles).toHaveLength(3)
})

describe('a star', () => {
  test('of two people who press in one instant stands for each, chooses one and is named', async () => {
    const opened = await house()
    await opened.say('still', 'a keeper --takes 4')
    const [, second = '', third = ''] = await opened.finished()
    const [mine, others] = await Promise.all([opened.press('star', third), opened.press('star', second, {}, bob)])
    expect([mine, others].map(({ replies }) => replies.map(({ isPrivate, post }) => [isPrivate, post.number]))).toEqual([
      [[true, '3']],
      [[true, '2']],
    ])
    const { chosen } = (await opened.storage.generations.find(second))?.batch ?? {}
    const isBobs = chosen?.by === 'bob'
    expect(chosen).toEqual(isBobs ? { id: second, by: 'bob', byName: 'Bob' } : { id: third, by: 'ann', byName: 'Ann' })
    expect(numbers(round(opened))).toEqual(isBobs ? ['1', '[2 ★]', '3 ★', '4'] : ['1', '2 ★', '[3 ★]', '4'])
    expect(round(opened).facts.at(-1)).toBe(isBobs ? '2 picked by Bob' : '3 picked by Ann')
    expect(round(opened).actions[0]?.label).toBe(isBobs ? 'Animate 2' : 'Animate 3')
  })

  test('that is taken back leaves the buttons to the last that stands, and then to the first still', async () => {
    const opened = await house()
    await opened.say('still', 'a keeper --takes 3')
    const [, second = '', third = ''] = await opened.finished()
    await opened.press('star', second)
    await opened.press('star', third, {}, bob)
    expect(numbers(round(opened))).toEqual(['1', '2 ★', '[3 ★]'])
    await opened.press('star', third, {}, bob)
    expect(numbers(round(opened))).toEqual(['1', '[2 ★]', '3'])
    expect(round(opened).facts.at(-1)).toBe('2 picked by Ann')
    await opened.press('star', second)
    expect(numbers(round(opened))).toEqual(['[1]', '2', '3'])
    expect((await opened.storage.generations.find(second))?.batch.chosen).toBeNull()
  })
})

test('a still that is deleted leaves the sheet at once, comes back, and the last takes the message along', async () => {
  const opened = await house()
  await opened.say('still', 'a keeper --takes 3')
  const ids = await opened.finished()
  const shown = () => round(opened).tiles?.map(({ generationId }) => generationId)
  const before = round(opened).sheet?.key
  await opened.press('star', ids[1] ?? '')
  await opened.press('delete', ids[1] ?? '')
  expect(shown()).toEqual([ids[0], ids[2]])
  expect(round(opened).facts).toContain('1 deleted')
  expect(numbers(round(opened))).toEqual(['[1]', '3'])
  expect(await Array.fromAsync(opened.storage.mediaStore.list('sheets/'))).toMatchObject([{ key: round(opened).sheet?.key }])
  await opened.press('restore', ids[1] ?? '')
  expect(shown()).toEqual(ids)
  expect(round(opened).sheet?.key).toBe(before)
  expect(numbers(round(opened))).toEqual(['1', '[2 ★]', '3'])
  for (const id of ids) await opened.press('delete', id)
  expect(round(opened)).toMatchObject({ text: 'Deleted clips', tiles: [], choices: [] })
  await opened.press('restore', ids[2] ?? '')
  expect(shown()).toEqual([ids[2]])
})

describe('takes that fail', () => {
  const failing = (opened: House, reasonOf: (take: number) => string | null): void => {
    let submits = 0
    opened.provider.submit = async () => ({ kind: 'accepted', operation: submits++ })
    opened.provider.poll = async (operation) => {
      const message = reasonOf(Number(operation))
      return message ? { kind: 'failed', error: { class: 'internal', message } } : { kind: 'succeeded', outputs: [{ url: 'fake:clip' }] }
    }
  }

  test('are told of in the message, with their numbers, and can be tried again one by one', async () => {
    const opened = await house()
    failing(opened, (take) => (take < 2 ? 'It broke.' : null))
    await opened.say('still', 'a keeper --takes 4')
    await opened.finished()
    const post = round(opened)
    expect(post.tiles).toHaveLength(2)
    expect(post.warnings).toEqual([expect.stringMatching(/^\d, \d: .*It broke/)])
    expect(post.facts).toEqual(expect.arrayContaining(['2 done', '2 failed']))
    const again = post.more?.find(({ label }) => label.startsWith('Try '))
    await opened.press(again?.command ?? '', again?.argument ?? '')
    expect(await opened.finished()).toHaveLength(1)
  })

  test('of which none came are told of beneath it, once', async () => {
    const opened = await house()
    failing(opened, () => 'It broke.')
    await opened.say('still', 'a keeper --takes 3')
    const ids = await opened.finished()
    expect(all(opened).map(({ kind, generationIds }) => [kind, generationIds])).toEqual([
      ['batch', ids],
      ['failure', ids],
    ])
    expect(all(opened)[0]).toMatchObject({ facts: expect.arrayContaining(['3 failed']), tiles: [], choices: [], actions: [] })
  })
})

describe('a message that is taken away', () => {
  test('before the stills were there is followed by another one, once, which is changed from then on', async () => {
    const opened = await house()
    const { letGo } = holding(opened, () => true)
    await opened.say('still', 'a keeper --takes 3')
    const [key = ''] = opened.platform.messages.keys()
    const [first = ''] = round(opened).generationIds
    opened.platform.messages.clear()
    letGo()
    await opened.until(() => all(opened).map(({ tiles }) => tiles?.length)).toEqual([3])
    await opened.finished()
    expect(opened.platform.shown).toEqual([key, `${key}:again`])
    await opened.press('star', first)
    expect(round(opened).choices?.[0]?.label).toBe('1 ★')
    await opened.press('delete', first)
    expect(round(opened).tiles).toHaveLength(2)
  })

  test('after that stays away', async () => {
    const opened = await house()
    await opened.say('still', 'a keeper --takes 2')
    const [first = ''] = await opened.finished()
    opened.platform.messages.clear()
    await opened.press('star', first)
    expect(all(opened)).toEqual([])
    expect((await opened.storage.generations.find(first))?.stars).toBe(1)
  })
})

test('a restart in the middle changes nothing: the same message, no more edits, one sheet', async () => {
  const folder = await temporaryFolder()
  const before = await buildHouse(folder, { models, parts: { tiers: wideTiers, clock: slowly() } })
  before.platform.holdRounds()
  before.provider.clip = png
  await before.start()
  holding(before, (take) => take >= 3)
  await before.say('still', 'a keeper --takes 6')
  const ids = round(before).generationIds
  await before.until(async () => (await doneOf(before as House, ids)).length).toBe(3)
  await before.close()

  const after = await buildHouse(folder, { models, parts: { tiers: wideTiers, clock: slowly() } })
  after.platform.holdRounds()
  for (const [id, post] of before.platform.messages) after.platform.messages.set(id, post)
  after.provider.clip = png
  try {
    await after.start()
    await after.finished()
    expect(round(after).tiles?.map(({ generationId }) => generationId)).toEqual(ids)
    expect(before.platform.edits.length + after.platform.edits.length).toBeLessThanOrEqual(8)
    expect([...sheets(before), ...sheets(after)]).toEqual([round(after).sheet?.key])
  } finally {
    await after.close()
  }
})

test('of a still that the moderation service flagged the sheet has the number alone, and its tile is covered', async () => {
  const policy = await shippedPolicy()
  let frames = 0
  const opened = await house({
    parts: {
      policy: { ...policy, moderation: { ...policy.moderation, cover: ['violence'] } },
      moderationService: {
        checkText: async () => ({ kind: 'clean' }),
        checkFrames: async () => (frames++ === 0 ? { kind: 'flagged', categories: ['violence'] } : { kind: 'clean' }),
      },
    },
  })
  await opened.say('still', 'a keeper --takes 3')
  await opened.finished()
  const { sheet, tiles = [], warnings } = round(opened)
  const [flagged, ...others] = tiles.filter(({ spoiler }) => spoiler)
  expect([others.length, sheet?.spoiler]).toEqual([0, undefined])
  expect(warnings).toEqual([expect.stringMatching(new RegExp(`^${flagged?.number}: .*flagged`))])
  const { replies } = await opened.press('show', flagged?.generationId ?? '')
  expect(replies[0]?.post.media).toMatchObject([{ spoiler: true }])
})
