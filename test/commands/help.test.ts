import { expect, test } from 'vitest'
import block from '../../commands/block.ts'
import cancel from '../../commands/cancel.ts'
import help from '../../commands/help.ts'
import i2v from '../../commands/i2v.ts'
import quota from '../../commands/quota.ts'
import { refusal } from '../support/refusal.ts'
import { say } from './say.ts'

const house = { commands: [cancel, help, i2v] }

test('lists every command with a line and an example, those that make clips first', async () => {
  const { replies } = await say(help, '', house)
  expect(replies[0]?.post.fields).toEqual([
    { name: '/i2v', value: 'Make a clip that starts from an image · /i2v slow push-in' },
    { name: '/cancel', value: 'Stop a clip that is not done yet · /cancel 4k7q0c2m9xwd' },
    { name: '/help', value: 'Show what you can do · /help' },
  ])
})

test('tells the options of one command', async () => {
  const { replies } = await say(help, '/I2V', house)
  expect(replies[0]?.post).toMatchObject({ text: '/i2v: Make a clip that starts from an image', facts: i2v.examples })
  expect(replies[0]?.post.fields).toEqual(
    expect.arrayContaining([
      { name: 'image', value: 'The first frame · required' },
      { name: '--aspect --ar --aspect-ratio', value: 'Shape of the picture, width to height' },
    ]),
  )
})

test('knows what was meant by a name that is none', async () => {
  expect(await refusal(() => say(help, 'i2b', house))).toEqual(['unknown_command', 'There is no command /i2b. Did you mean /i2v?'])
})

test('lists what is about oneself after the clips, and what moderators may do to moderators alone', async () => {
  const mixed = { commands: [block, help, i2v, quota] }
  const names = async (moderator: boolean) =>
    (await say(help, '', { ...mixed, moderator })).replies[0]?.post.fields?.map(({ name }) => name)
  expect(await names(false)).toEqual(['/i2v', '/help', '/quota'])
  expect(await names(true)).toEqual(['/i2v', '/help', '/quota', '/block'])
})
