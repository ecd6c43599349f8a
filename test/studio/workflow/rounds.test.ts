import { describe, expect, test } from 'vitest'
import { MoodreelError } from '../../../src/core/errors.ts'
import type { WordedPost } from '../../../src/core/post.ts'
import type { Fault } from '../../support/fake-platform.ts'
import { fakeModel, type House, openHouse } from '../../support/open-house.ts'
import { smallClip } from '../../support/small-clip.ts'

const clip = await smallClip()
const lost = new MoodreelError('delivery_failed', 'The chat did not answer.')
const gone = new MoodreelError('not_found', 'That message is gone.')

/** A house at a chat whose messages hold several clips. */
const house = async (...faults: Fault[]): Promise<House> => {
  const opened = await openHouse({ run: true, models: [fakeModel({ nearbySeeds: true })] })
  opened.provider.clip = clip
  opened.platform.holdRounds()
  opened.platform.faults.push(...faults)
  return opened
}
const clips = ({ platform }: House): WordedPost[] => [...platform.messages.values()].filter(({ kind }) => kind === 'clip')
const files = (post: WordedPost | undefined): string[] => (post?.media ?? []).map(({ fileName }) => fileName)
const filesOf = (ids: readonly string[]): string[] => ids.map((id) => `moodreel-${id}.mp4`)

describe('the takes of a batch', () => {
  test('stand in one message, with what they share said once, and the row for the first', async () => {
    const opened = await house()
    await opened.say('t2v', 'a boat --takes 4 --seed 7')
    const ids = await opened.finished()
    const [post, ...others] = clips(opened)
    expect(others).toEqual([])
    expect(post).toMatchObject({ text: 'a boat', generationIds: ids })
    expect(post?.number).toBeUndefined()
    expect(files(post)).toEqual(filesOf(ids))
    expect(post?.media.map(({ alt }) => alt)).toEqual([1, 2, 3, 4].map((take) => `Clip ${take}, one of 4: a boat`))
    expect(post?.facts).toEqual(['plain', expect.any(String), expect.any(String), expect.any(String), '0 credits'])
    expect(post?.fields?.map(({ name, value }) => [name, value.split(' · ').length])).toEqual([1, 2, 3, 4].map((take) => [`${take}`, 3]))
    expect(post?.choices).toEqual(
      ids.map((argument, take) => ({ command: 'pick', argument, label: `${take + 1}`, style: take === 0 ? 'primary' : undefined })),
    )
    expect(post?.actions.map(({ label, argument }) => [label, argument === ids[0]])).toEqual([
      ['Reroll 1', true],
      ['Vary 1', true],
      ['Edit 1', true],
      ['Extend 1', true],
      ['👍 for 1', true],
    ])
    expect(post?.more?.at(-1)?.label).toBe('Delete 1')
    expect(opened.platform.shown.filter((key) => !key.startsWith('root:'))).toHaveLength(1)
  })

  test('call who asked once, when the message is new', async () => {
    const opened = await house()
    await opened.say('settings', '--notify always')
    await opened.say('t2v', 'a boat --takes 2')
    await opened.finished()
    const calls = opened.platform.sends.filter(({ post }) => post.mention === 'ann')
    expect(calls).toHaveLength(1)
    expect(opened.platform.edits.filter(({ kind, mention }) => kind === 'clip' && mention !== undefined)).toEqual([])
  })

  const faults: [string, Fault][] = [
    ['the answer to the message is lost', { call: 'post', when: 'after', error: lost }],
    ['the message does not arrive', { call: 'post', when: 'before', error: lost }],
    ['the answer to a change is lost', { call: 'revise', when: 'after', error: lost }],
    ['three changes do not arrive', { call: 'revise', when: 'before', error: lost, times: 3 }],
  ]
  test.each(faults)('each stand there once where %s', async (_, fault) => {
    const opened = await house({ ...fault, fits: ({ kind }) => kind === 'clip' })
    await opened.say('t2v', 'a boat --takes 3')
    const ids = await opened.finished()
    expect(clips(opened).map(files)).toEqual([filesOf(ids)])
    expect(opened.platform.faults).toEqual([])
  })

  test('do not hide behind one whose answer was lost: the message shows the take that is known to be in it', async () => {
    let firstFile: string | undefined
    const isClip = ({ kind }: WordedPost): boolean => kind === 'clip'
    const isFirst = (post: WordedPost): boolean => {
      if (isClip(post)) firstFile ??= files(post)[0]
      return isClip(post) && files(post)[0] === firstFile
    }
    const opened = await house(
      { call: 'post', when: 'after', error: lost, fits: isFirst },
      { call: 'post', when: 'before', error: lost, fits: isFirst, times: Number.POSITIVE_INFINITY },
      { call: 'revise', when: 'before', error: lost, fits: ({ media }) => media.length === 2, times: Number.POSITIVE_INFINITY },
    )
    await opened.say('t2v', 'a boat --takes 2')
    const ids = [...opened.platform.messages.values()][0]?.generationIds ?? []
    const known = async (): Promise<string[]> => {
      const records = await Promise.all(ids.map((id) => opened.storage.generations.find(id)))
      return ids.filter((_, at) => records[at]?.posted)
    }
    await opened.until(async () => (await known()).length).toBe(1)
    expect(clips(opened).map(files)).toEqual([filesOf(await known())])
    opened.platform.faults.length = 0
    await opened.finished()
    expect(clips(opened).map(files)).toEqual([filesOf(ids)])
  })

  test('that come after their message was deleted share another, in which nothing of it comes back', async () => {
    const opened = await house({ call: 'revise', when: 'before', error: gone, fits: ({ media }) => media.length === 2 })
    await opened.say('t2v', 'a boat --takes 4')
    const ids = await opened.finished()
    expect(clips(opened).map(({ media }) => media.length)).toEqual([1, 3])
    expect(clips(opened).flatMap(files).toSorted()).toEqual(filesOf(ids).toSorted())
    await opened.press('pick', clips(opened)[1]?.generationIds[2] ?? '')
    expect(clips(opened).map(({ media }) => media.length)).toEqual([1, 3])
  })

  test('of which the first is deleted before the others come stand together all the same', async () => {
    const opened = await house()
    const { poll } = opened.provider
    let polls = 0
    opened.provider.submit = async () => ({ kind: 'accepted', operation: polls++ })
    let isHeld = true
    opened.provider.poll = async (operation, signal) =>
      operation === 0 || !isHeld ? poll.call(opened.provider, operation, signal) : { kind: 'running' }
    await opened.say('t2v', 'a boat --takes 3')
    await opened.until(() => clips(opened).length).toBe(1)
    const [first = ''] = clips(opened)[0]?.generationIds ?? []
    await opened.until(async () => (await opened.storage.generations.find(first))?.generation.state).toBe('delivered')
    await opened.press('delete', first)
    expect(clips(opened)).toEqual([])
    isHeld = false
    const ids = await opened.finished()
    expect(clips(opened).map(files)).toEqual([filesOf(ids.filter((id) => id !== first))])
    await opened.press('restore', first)
    expect(clips(opened).map(files)).toEqual([filesOf(ids)])
  })

  test('that come last after their message was deleted have one of their own', async () => {
    const opened = await house({ call: 'revise', when: 'before', error: gone, fits: ({ media }) => media.length === 3 })
    await opened.say('t2v', 'a boat --takes 3')
    const ids = await opened.finished()
    expect(clips(opened).map(({ media }) => media.length)).toEqual([2, 1])
    expect(clips(opened).flatMap(files).toSorted()).toEqual(filesOf(ids).toSorted())
    expect(clips(opened)[1]?.fields?.map(({ name }) => name)).toEqual([expect.stringMatching(/^[123]$/)])
    expect(clips(opened)[1]?.choices).toBeUndefined()
  })

  test('of which one is too large leave only that one out, with a way to it', async () => {
    const opened = await house()
    opened.platform.takesBytes = 10
    await opened.say('t2v', 'a boat --takes 2')
    const ids = await opened.finished()
    expect(clips(opened).map(files)).toEqual([ids.map((id) => `moodreel-${id}.jpg`)])
    expect(clips(opened)[0]?.warnings.map((warning) => warning.slice(0, 14))).toEqual(['The clip is to'])
  })
})

test('the first message ends with the stills of all on one sheet, and with another when one goes', async () => {
  const opened = await house()
  const sheets = async () => (await Array.fromAsync(opened.storage.mediaStore.list('sheets/'))).map(({ key }) => key)
  const root = () => [...opened.platform.messages.values()].find(({ kind }) => kind === 'batch')
  await opened.say('t2v', 'a boat --takes 3')
  const [first = '', ...others] = await opened.finished()
  expect(root()?.thumbnail).toMatchObject({ alt: 'Stills of clips 1, 2, 3: a boat', mediaType: 'image/jpeg' })
  expect(await sheets()).toEqual([root()?.thumbnail?.key])
  expect(root()?.facts).toEqual([expect.stringMatching(/^done in \d+ s$/), '3 takes'])
  await opened.press('delete', first)
  expect(root()?.thumbnail?.alt).toBe('Stills of clips 2, 3: a boat')
  expect(await sheets()).toEqual([root()?.thumbnail?.key])
  await opened.press('delete', others[0] ?? '')
  expect(root()?.thumbnail?.fileName).toBe(`moodreel-${others[1]}.jpg`)
  expect(await sheets()).toEqual([])
})

describe('a take', () => {
  test('is chosen by anybody, who is named, and the row is for it from then on', async () => {
    const opened = await house()
    await opened.say('t2v', 'a boat --takes 2')
    const [first = '', second = ''] = await opened.finished()
    const { replies } = await opened.press('pick', second, {}, { id: 'bob', name: 'Bob' })
    expect(replies).toEqual([])
    const [post] = clips(opened)
    expect(post?.choices?.map(({ style }) => style)).toEqual([undefined, 'primary'])
    expect(post?.facts.at(-1)).toBe('2 picked by Bob')
    expect(new Set([...(post?.actions ?? []), ...(post?.more ?? [])].map(({ argument }) => argument))).toEqual(new Set([second]))
    expect(files(post)).toEqual(filesOf([first, second]))
    expect((await opened.say('pick', first)).sentences).toEqual(['The buttons are for 1 now.'])

    await opened.press('pick', second, {}, { id: 'bob', name: 'Bob' })
    await opened.say('forget', 'yes', { id: 'bob', name: 'Bob' })
    expect((await opened.storage.generations.find(second))?.batch.chosen).toBeNull()
  })

  test('is chosen by a hundred people at once with few changes of the message', async () => {
    const opened = await house()
    await opened.say('t2v', 'a boat --takes 4')
    const ids = await opened.finished()
    const before = opened.platform.edits.length
    await Promise.all(Array.from({ length: 100 }, (_, at) => opened.press('pick', ids[at % 4] ?? '', {}, { id: `m${at}`, name: `M${at}` })))
    const { chosen } = (await opened.storage.generations.find(ids[0] ?? ''))?.batch ?? {}
    expect(clips(opened)[0]?.choices?.find(({ style }) => style === 'primary')?.argument).toBe(chosen?.id)
    expect(opened.platform.edits.length - before).toBeLessThan(60)
  })

  test('that is deleted leaves the message, comes back into it, and takes it along when it was the last', async () => {
    const opened = await house()
    await opened.say('t2v', 'a boat --takes 3')
    const [first = '', second = '', third = ''] = await opened.finished()
    await opened.press('delete', second)
    expect(clips(opened).map(files)).toEqual([filesOf([first, third])])
    await opened.press('restore', second)
    expect(clips(opened).map(files)).toEqual([filesOf([first, second, third])])

    for (const id of [first, second, third]) await opened.press('delete', id)
    expect(clips(opened)).toEqual([])
    await opened.press('restore', third)
    expect(clips(opened).map(files)).toEqual([filesOf([third])])
    expect(clips(opened)[0]?.choices).toBeUndefined()
    await opened.press('delete', third)
    await opened.press('restore', third)
    expect(clips(opened).map(files)).toEqual([filesOf([third])])
  })
})

describe('what a platform does not let go', () => {
  const kept = new MoodreelError('not_allowed', 'That message stays as it is.')

  test('of a message of several clips is shown once after Undo, and said at each deletion', async () => {
    const opened = await house()
    await opened.say('t2v', 'a boat --takes 2')
    const [first = '', second = ''] = await opened.finished()
    opened.platform.faults.push({ call: 'revise', when: 'before', error: kept, times: Number.POSITIVE_INFINITY })
    for (let round = 0; round < 3; round += 1) {
      const { sentences } = await opened.press('delete', second)
      expect(sentences).not.toEqual(['The clip is deleted.'])
      await opened.press('restore', second)
      expect(clips(opened).map(files)).toEqual([filesOf([first, second])])
    }
    opened.platform.faults.length = 0
    expect((await opened.press('delete', second)).sentences).toEqual(['The clip is deleted.'])
    expect(clips(opened).map(files)).toEqual([filesOf([first])])
  })

  test('of a name keeps nothing else: the clip goes and comes each time', async () => {
    const opened = await house()
    await opened.say('t2v', 'a boat')
    const [id = ''] = await opened.finished()
    opened.platform.renameThread = async () => {
      throw lost
    }
    for (let round = 0; round < 3; round += 1) {
      await opened.press('delete', id)
      expect(clips(opened)).toEqual([])
      await opened.press('restore', id)
      expect(clips(opened).map(files)).toEqual([filesOf([id])])
    }
  })
})

test('whoever presses Delete and Undo in one instant, what is told, kept and seen is the same', async () => {
  const opened = await house()
  await opened.say('t2v', 'a boat --takes 2')
  const ids = await opened.finished()
  for (let round = 0; round < 5; round += 1) {
    await Promise.all(
      ids.flatMap((id) => [
        opened.press('delete', id),
        opened.press('restore', id),
        opened.press('delete', id),
        opened.press('restore', id),
      ]),
    )
    const there: string[] = []
    for (const id of ids) if ((await opened.storage.generations.find(id))?.generation.removedAt === null) there.push(id)
    expect(clips(opened).flatMap(files)).toEqual(filesOf(there))
  }
})

test('the takes of a message are stopped together by one button, by who asked and by nobody else', async () => {
  const opened = await house()
  let isStopped = false
  opened.provider.cancel = async () => {
    isStopped = true
  }
  opened.provider.poll = async () => (isStopped ? { kind: 'canceled' } : { kind: 'running' })
  await opened.say('t2v', 'a boat --takes 3')
  const root = () => [...opened.platform.messages.values()].find(({ kind }) => kind === 'batch')
  await opened.until(() => root()?.progress?.map(({ stage }) => stage)).toContain('rendering')
  expect(root()?.actions.map(({ label }) => label)).toEqual(['Cancel all'])
  expect(root()?.more?.map(({ label }) => label)).toEqual(['Cancel 1', 'Cancel 2', 'Cancel 3'])
  const { command = '', argument = '' } = root()?.actions[0] ?? {}
  const [refusal] = (await opened.press(command, argument, {}, { id: 'eve', name: 'Eve' })).replies
  expect(refusal?.post.kind).toBe('failure')
  expect((await opened.press(command, argument)).sentences).toEqual(['The clip is being canceled.'])
  await opened.finished()
  expect(root()?.facts).toContain('3 canceled')
})

describe('takes that fail', () => {
  const failing = async (opened: House, message: (take: number) => string | null, takes = 3): Promise<string[]> => {
    let submits = 0
    opened.provider.submit = async () => ({ kind: 'accepted', operation: submits++ })
    opened.provider.poll = async (operation) => {
      const reason = message(Number(operation))
      return reason
        ? { kind: 'failed', error: { class: 'internal', message: reason } }
        : { kind: 'succeeded', outputs: [{ url: 'fake:clip' }] }
    }
    await opened.say('t2v', `a boat --takes ${takes}`)
    return opened.finished()
  }
  const failures = ({ platform }: House): WordedPost[] => [...platform.messages.values()].filter(({ kind }) => kind === 'failure')

  test('are told of in one message, with a reason that they share said once', async () => {
    const opened = await house()
    const ids = await failing(opened, () => 'It failed.')
    const [post, ...others] = failures(opened)
    expect(others).toEqual([])
    expect(post).toMatchObject({ text: expect.stringContaining('It failed.'), generationIds: ids })
    expect(post?.facts[0]).toBe('3 takes')
    expect(post?.actions.map(({ label }) => label)).toEqual(['Try 1 again', 'Try 2 again', 'Try 3 again'])
    expect(post?.warnings).toHaveLength(1)
    expect(clips(opened)).toEqual([])
  })

  test('for different reasons each have theirs', async () => {
    const opened = await house()
    await failing(opened, (take) => `Reason ${take}.`, 2)
    expect(failures(opened)).toMatchObject([{ text: '2 of 2 clips failed.' }])
    const fields = failures(opened)[0]?.fields ?? []
    expect(fields.map(({ name }) => name)).toEqual(['1', '2'])
    expect(fields.map(({ value }) => /Reason \d/.exec(value)?.[0]).toSorted()).toEqual(['Reason 0', 'Reason 1'])
  })

  test.each([
    ['after', 'post'],
    ['before', 'post'],
    ['after', 'edit'],
    ['before', 'edit'],
  ] as const)('are told of once where an answer is lost %s a %s', async (when, call) => {
    const opened = await house({ call, when, error: lost, fits: ({ kind }) => kind === 'failure' })
    const ids = await failing(opened, () => 'It failed.')
    expect(failures(opened).map(({ generationIds }) => generationIds)).toEqual([ids])
  })

  test('leave the message of those that came alone, and a deleted one leaves theirs', async () => {
    const opened = await house()
    const ids = await failing(opened, (take) => (take === 0 ? null : 'It failed.'))
    expect(clips(opened)).toHaveLength(1)
    const [made = ''] = clips(opened)[0]?.generationIds ?? []
    const failed = ids.filter((id) => id !== made)
    expect(failures(opened)).toMatchObject([{ generationIds: failed }])
    await opened.press('delete', failed[0] ?? '')
    expect(failures(opened)).toMatchObject([{ generationIds: failed.slice(1) }])
    await opened.press('delete', failed[1] ?? '')
    expect(failures(opened)).toEqual([])
    expect(clips(opened)).toHaveLength(1)
  })
})
