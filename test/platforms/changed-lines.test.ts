import { expect, test } from 'vitest'
import { notice, type Post } from '../../src/core/post.ts'
import { say } from '../../src/core/words/sentence.ts'
import { renderPost as forConsole } from '../../src/platforms/console/render.ts'
import { renderPost as forDiscord } from '../../src/platforms/discord/post/render.ts'
import { renderPost as forSlack } from '../../src/platforms/slack/post/render.ts'
import { showPost } from '../../src/platforms/web/word-message.ts'

/** What somebody typed, with all that a chat could take for markup or for a call. */
const typed = '*fast* <@U123> <@123456789012345678> @everyone & _more_'
const post: Post = {
  ...notice('a boat'),
  changed: [
    [
      { words: say('clip.sameFrame') },
      { words: ', ' },
      { words: say('clip.newMotion'), isNew: true },
      { words: ': a boat ' },
      { words: typed, isNew: true },
    ],
    [{ words: say('fit.duration') }, { words: ' 5 s → ' }, { words: '3 s', isNew: true }],
  ],
}

test('Discord shows what is new in bold, and nothing that was typed is markup or calls', () => {
  const { components, allowed_mentions } = forDiscord(post).body
  const text = JSON.stringify(components)
  expect(text).toContain('-# same frame, **new motion**: a boat **')
  expect(text).toContain('-# duration 5 s → **3 s**')
  expect(text).toContain('**\\\\*fast\\\\* \\\\<@U123> \\\\<@123456789012345678> \\\\@everyone & \\\\_more\\\\_**')
  expect(allowed_mentions).toEqual({ parse: [], users: [] })
})

test('Slack shows it as rich text, in which nothing is read', () => {
  const lines = forSlack(post).blocks.filter(({ type }) => type === 'rich_text')
  expect(lines).toMatchObject([
    {
      elements: [
        {
          elements: [
            { type: 'text', text: 'same frame' },
            { text: ', ' },
            { text: 'new motion', style: { bold: true } },
            { text: ': a boat ' },
            { type: 'text', text: typed, style: { bold: true } },
          ],
        },
      ],
    },
    { elements: [{ elements: [{ text: 'duration' }, { text: ' 5 s → ' }, { text: '3 s', style: { bold: true } }] }] },
  ])
})

test('a terminal shows it in bold where it has colours', () => {
  expect(forConsole(post, [], true)).toContain('same frame, \u001b[1mnew motion\u001b[22m: a boat ')
  expect(forConsole(post, [], false)).toContain('same frame, new motion: a boat ')
})

test('the page gets the pieces in the words of its reader', () => {
  expect(showPost(post, 'ko').changed?.[0]?.slice(0, 3)).toEqual([
    { words: '같은 화면' },
    { words: ', ' },
    { words: '새 움직임', isNew: true },
  ])
})
