import { expect } from 'vitest'
import type { WordedPost } from '../../src/core/post.ts'
import type { readBooks } from './books.ts'
import type { Bot } from './bot.ts'

/**
 * Says a line about the model `remote`, waits until there is nothing more to say about it, and gives the generations
 * that it made and everything that the person was told, without the card of the batch.
 */
export const ask = async (bot: Bot, line: string, files: object[] = []): Promise<{ ids: string[]; said: WordedPost[] }> => {
  const { replies, messages } = await bot.say(`${line} --model remote`, files)
  const ids = messages.flatMap((message) => message.post?.generationIds ?? [])
  for (const id of ids) await bot.logged((at) => at['generation'] === id && at['stage'] === 'report-end' && at.msg === 'stage ends')
  const posts = (await bot.messages()).flatMap(({ post }) => (post && post.kind !== 'batch' ? [post] : []))
  return { ids, said: [...replies, ...posts.filter((post) => ids.some((id) => post.generationIds.includes(id)))] }
}

/** What a person reads first, and what kind of message it is. */
export const words = (posts: readonly WordedPost[]): [string, string][] => posts.map(({ kind, text }) => [kind, text])

/** What was asked for is over, nothing was paid for it, and it keeps no provider busy. */
export const expectRefund = ({ generations }: ReturnType<typeof readBooks>, ids: readonly string[]): void => {
  const asked = generations.filter(({ id }) => ids.includes(id))
  expect(asked.map(({ state, slot }) => ({ state, slot }))).toEqual(ids.map(() => ({ state: 'failed', slot: 'released' })))
  for (const { entries } of asked) {
    expect(entries.map(({ kind }) => kind).toSorted()).toEqual(['hold', 'refund'])
    expect(entries.reduce((sum, { credits }) => sum + credits, 0)).toBe(0)
  }
}

/** Whatever it met before, the bot is well: it makes the next clip. */
export const expectNextClip = async (bot: Bot): Promise<void> => {
  const { said } = await ask(bot, '/t2v the next one')
  expect(words(said)).toEqual([['clip', 'the next one']])
}
