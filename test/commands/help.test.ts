import { expect, test } from 'vitest'
import block from '../../commands/block.ts'
import cancel from '../../commands/cancel.ts'
import help from '../../commands/help.ts'
import i2v from '../../commands/i2v.ts'
import mod from '../../commands/mod.ts'
import quota from '../../commands/quota.ts'
import { typedName } from '../../src/core/options/beneath.ts'
import type { WordedPost } from '../../src/core/post.ts'
import { languages } from '../../src/core/words/languages.ts'
import { loadCommands } from '../../src/program/load.ts'
import { refusal } from '../support/refusal.ts'
import { say } from './say.ts'

const house = { commands: [cancel, help, i2v] }

test('lists what makes clips with a line each, and the others by their names', async () => {
  const { replies } = await say(help, '', house)
  expect(replies[0]?.post.fields).toEqual([
    { name: '/i2v', value: 'Make a clip that starts from an image' },
    { name: 'With a clip', value: '/cancel' },
    { name: 'Also', value: '/help' },
  ])
})

/** How many lines a post takes where a line holds so many letters; Korean letters fill two cells. */
const linesOf = (post: WordedPost, columns: number): number =>
  [post.text, ...post.facts, ...(post.fields ?? []).flatMap(({ name, value }) => [name, value])]
    .map((line) => [...line].reduce((cells, letter) => cells + (/\p{Script=Hangul}/u.test(letter) ? 2 : 1), 0))
    .reduce((lines, cells) => lines + Math.ceil(cells / columns), 0)

test.each(languages)('fits on one screen with all that is shipped, for moderators too, in %s', async (language) => {
  const commands = [...(await loadCommands(undefined)).values()]
  const { replies } = await say(help, '', { commands, moderator: true, language })
  const [post] = replies.map((reply) => reply.post)
  if (!post) throw new Error('no answer')
  expect(linesOf(post, 80)).toBeLessThanOrEqual(22)
  const shown = JSON.stringify(post.fields)
  const typed = commands.filter(({ name }) => name !== 'mod').map((command) => `/${typedName(command)}`)
  expect([...typed, '/quota set', '/queue pause', '/models disable'].filter((line) => !shown.includes(line))).toEqual([])
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
  const mixed = { commands: [mod, block, help, i2v, quota] }
  const values = async (moderator: boolean) =>
    (await say(help, '', { ...mixed, moderator })).replies[0]?.post.fields?.map(({ name, value }) => [name, value]).slice(1)
  expect(await values(false)).toEqual([
    ['Also', '/help'],
    ['About you', '/quota'],
  ])
  expect(await values(true)).toEqual([
    ['Also', '/help'],
    ['About you', '/quota'],
    [
      'For moderators',
      '/mod reports · /mod waiting · /mod blocked · /mod tiers · /mod remove · /mod remove-block · /mod warn · /mod dismiss · /mod undo · /mod block · /quota set · /quota grant · /quota reset',
    ],
  ])
})

test('tells of a command beneath another by either name, and of the one above what is beneath it', async () => {
  const mixed = { commands: [mod, block, help] }
  for (const name of ['block', 'mod block', '/mod block', '/차단', '/관리 차단']) {
    const { replies } = await say(help, name, mixed)
    expect(replies[0]?.post).toMatchObject({
      text: '/mod block: Stop a member from making clips, for a time or for good',
      facts: block.examples,
    })
  }
  const { replies } = await say(help, 'mod', mixed)
  const fields = replies[0]?.post.fields ?? []
  expect(fields[0]).toEqual({ name: '/mod reports', value: 'See the clips that members reported' })
  expect(fields.at(-1)).toEqual({ name: '/mod block', value: 'Stop a member from making clips, for a time or for good' })
  expect(await refusal(() => say(help, 'blok', mixed))).toEqual(['unknown_command', 'There is no command /blok. Did you mean /mod block?'])
})
