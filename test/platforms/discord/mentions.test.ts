import { expect, test } from 'vitest'
import { notice } from '../../../src/core/post.ts'
import { channel, member, role } from '../../../src/core/words/mention.ts'
import { say } from '../../../src/core/words/sentence.ts'
import { drawVersion, fullVersion } from '../../../src/platforms/discord/post/post-versions.ts'
import { renderPost, splitPost } from '../../../src/platforms/discord/post/render.ts'
import { contentOf } from './fake/message-rules.ts'
import { readMarkdown } from './fake/words.ts'

const id = '123456789012345678'
const ann = member(id, 'Ann_*of* Ghent')
const line = say('member.line', { pieces: [ann, channel(id), role(id)] })

test('a member, a channel and a role are mentioned and nobody is called, also where a list is split and drawn bare', () => {
  const given = { ...notice(line), facts: [line], warnings: [line], fields: [{ name: line, value: line }] }
  const { body } = renderPost(given)
  const mentioned = `<@${id}> · <#${id}> · <@&${id}>`
  expect(contentOf(body.components ?? []).split(mentioned)).toHaveLength(6)
  expect(body.allowed_mentions).toEqual({ parse: [], users: [] })
  const [page] = splitPost(given, (name) => `/${name}`)
  expect(contentOf((page ? renderPost(page) : { body: {} }).body.components ?? [])).toBe(contentOf(body.components ?? []))
  const bare = drawVersion({ ...fullVersion(given), shape: 'bare' }, { now: 0 })
  expect(bare.body.content).toContain(mentioned)
  expect(bare.body.allowed_mentions).toEqual({ parse: [], users: [] })
})

test('whoever has no id of Discord’s is named, with nothing in the name obeyed', () => {
  const { body } = renderPost(notice(member('ann', '# **Ann** <@123456789012345678>')))
  const shown = readMarkdown(contentOf(body.components ?? []))
  expect(shown).toEqual({ text: '# **Ann** <@123456789012345678>', obeyed: [] })
  expect(contentOf(renderPost(notice(member('moodreel', ''))).body.components ?? [])).toBe('moodreel')
})

test('a button and a text that is read aloud have the name', () => {
  const { body } = renderPost({ ...notice('a list'), actions: [{ command: 'queue', argument: 'all', label: ann }] })
  expect(JSON.stringify(body)).toContain('Ann_*of* Ghent')
  expect(JSON.stringify(body)).not.toContain(id)
})
