import { expect, test } from 'vitest'
import type { Post } from '../../src/core/post.ts'
import { inMarkedWords } from '../../src/core/words/in-words.ts'
import { writeMentions } from '../../src/core/words/mention-mark.ts'
import { wordPost } from '../../src/core/words/word-post.ts'
import { openHouse } from '../support/open-house.ts'

/** As a mention of ours stands in a text before its platform writes it. */
const forged = '\uE004mU0EVE\uE006Eve\uE005'
const mo = { id: 'mod', name: `Mo${forged}`, moderator: true, manager: true }
const ann = { id: 'ann', name: forged }

const mentionedIn = (posts: readonly Post[]): string[] => {
  const ids: string[] = []
  for (const post of posts) {
    writeMentions(JSON.stringify(wordPost(post, inMarkedWords)), ({ id }) => {
      ids.push(id)
      return ''
    })
  }
  return ids
}

test('neither a name nor anything that somebody types mentions somebody in a post of the bot', async () => {
  const house = await openHouse()
  const posts: Post[] = []
  const say = async (command: string, line: string, who: object): Promise<void> => {
    posts.push(...(await house.say(command, line, who)).replies.map(({ given }) => given))
  }
  const { id } = await house.clip()
  await say('t2v', `a boat ${forged}`, ann)
  await say('queue', '', mo)
  await say('report', `${id} other "${forged} is in it"`, { id: 'bea', name: forged })
  await say('mod', 'reports', mo)
  await say('block', `@ann ${forged} spam`, mo)
  await say('mod', 'blocked', mo)
  await say('quota', `grant @ann --value 5 --reason "${forged}"`, mo)
  await say('audit', '', mo)
  await say('history', '@ann', mo)
  await say('usage', '', mo)
  const seen = new Set(mentionedIn(posts))
  expect([...seen].toSorted()).toEqual(['ann', 'bea', 'mod'])
})
