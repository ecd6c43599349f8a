import { beforeAll, expect, test } from 'vitest'
import { type House, openHouse } from '../../support/open-house.ts'
import { smallClip } from '../../support/small-clip.ts'

let clip: Uint8Array
beforeAll(async () => {
  clip = await smallClip()
})
const open = async (): Promise<House> => {
  const house = await openHouse({ run: true })
  house.provider.clip = clip
  return house
}

test('the first answer tells about how long it takes and how to stop it, and goes when the clip is there', async () => {
  const house = await open()
  const { first } = await house.say('t2v', 'a paper boat')
  const [id = ''] = await house.finished()
  await expect.poll(() => first).toHaveLength(2)
  expect(first).toEqual([
    expect.objectContaining({
      text: 'Your clip is on its way.',
      facts: [expect.stringMatching(/^about \d+ (s|min)$/)],
      actions: [{ command: 'cancel', argument: id, label: 'Cancel' }],
    }),
    null,
  ])
})

test('several takes are stopped by one button, in the language of who asked', async () => {
  const house = await open()
  await house.say('settings', '--language ko')
  const { first } = await house.say('t2v', 'a paper boat --takes 2')
  await house.finished()
  await expect.poll(() => first).toHaveLength(2)
  expect(first[0]?.actions.map(({ label }) => label)).toEqual(['모두 취소'])
  expect(first[0]?.facts).toEqual([expect.stringMatching(/^약 \d+(초|분)$/)])
})

test('a command that begins nothing has nothing to take away', async () => {
  const house = await open()
  expect((await house.say('quota', '')).first).toEqual([null])
})

test.each([
  ['', undefined],
  ['--notify always', 'ann'],
  ['--notify never', undefined],
])('a quick clip after /settings %s calls %s', async (line, called) => {
  const house = await open()
  if (line) await house.say('settings', line)
  await house.say('t2v', 'a paper boat')
  await house.finished()
  expect([...house.platform.messages.values()].find(({ kind }) => kind === 'clip')?.mention).toBe(called)
})
