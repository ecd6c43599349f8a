import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { notice } from '../../../src/core/post.ts'
import { cleanText } from '../../../src/core/text/clean-text.ts'
import { inMarkedWords } from '../../../src/core/words/in-words.ts'
import { say } from '../../../src/core/words/sentence.ts'
import { escapeText, shorten } from '../../../src/platforms/discord/post/escape.ts'
import { drawVersion, fullVersion } from '../../../src/platforms/discord/post/post-versions.ts'
import { renderPost, splitPost } from '../../../src/platforms/discord/post/render.ts'
import { post } from './bot.ts'
import { contentOf } from './fake/message-rules.ts'
import { Refusal } from './fake/refusal.ts'
import { readMarkdown } from './fake/words.ts'
import { heard, messagesIn, privateText, until, useScene } from './scene.ts'

const names = say('common.unknownCommand', { name: 'dance' })
const mention = (name: string): string => `</${name}:1234567890123456789>`
const linked = mention('help')

describe('a command in a sentence', () => {
  test('is linked in everything that is markdown, and as it is typed where nothing is', () => {
    const media = [
      { key: 'a', mediaType: 'image/png', sizeBytes: 1, fileName: 'a.png', alt: names, width: 1, height: 1, durationSeconds: 0 },
    ]
    const given = {
      ...notice(names),
      facts: [names],
      warnings: [names],
      fields: [{ name: names, value: names }],
      progress: [{ generationId: 'a', stage: names }],
      media,
      actions: [{ command: 'help', argument: '', label: names }],
      links: [{ label: names, url: 'https://moodreel.example' }],
    }
    const { body, files } = renderPost(given, { mention })
    expect(contentOf(body.components ?? []).split(linked)).toHaveLength(7)
    const [, ...rows] = (body.components ?? []).filter(({ type }) => type !== 12)
    expect(JSON.stringify([rows, files])).not.toContain('</')
    expect(JSON.stringify([rows, files]).split('/help')).toHaveLength(4)
    const bare = drawVersion({ ...fullVersion(given), shape: 'bare' }, { now: 0, mention })
    expect(bare.body.content).toContain(linked)
    expect(escapeText(inMarkedWords(say('common.meantCommand', { name: 'a_b', meant: 'set_up' }), 'en'), mention)).toContain(
      mention('set_up'),
    )
  })

  test('is never cut in two, however long what stands before it is', () => {
    const marked = inMarkedWords(names, 'en')
    for (let length = 0; length < 200; length += 1)
      expect(escapeText(shorten(`${'x'.repeat(length)} ${marked}`, 200), mention)).not.toMatch(/[\uE000-\uE003]|<(?!\/help:\d{19}>)/)
    for (let length = 0; length < 80; length += 1) {
      const { body } = renderPost(post({ text: 'x'.repeat(length), warnings: Array(90).fill(names) }), { mention })
      expect(contentOf(body.components ?? [])).not.toMatch(/<\/[^>]*…$/)
    }
  })

  test('counts with its whole length where a list is split', () => {
    const fields = Array.from({ length: 60 }, () => ({ name: names, value: names }))
    const pages = splitPost({ ...notice('Commands'), fields }, mention)
    const shown = pages.map((page) => contentOf(renderPost(page, { mention }).body.components ?? []))
    expect(shown.join('').split(linked)).toHaveLength(121)
  })

  test('is made by nothing that a person types', () => {
    const typed = fc.string({ unit: fc.constantFrom('\uE000', '\uE001', '\uE002', '\uE003', 'help', '1', '</help:1>', ' ', '<t:1:R>') })
    fc.assert(
      fc.property(typed, (text) => {
        const theirs = cleanText(text)
        const { body } = renderPost(post({ text: theirs, facts: [theirs], fields: [{ name: theirs, value: theirs }] }), { mention })
        expect(readMarkdown(contentOf(body.components ?? [])).obeyed.filter((sign) => sign.startsWith('<'))).toEqual([])
        expect(contentOf(body.components ?? [])).not.toContain(linked)
      }),
    )
  })
})

describe('the ids that Discord gave', () => {
  const scene = useScene()

  const shown = async (): Promise<string> => {
    const { discord, bot } = scene
    const before = bot.seen.length
    bot.onSaid(({ responder }) => responder.reply(notice(names), { private: true }))
    const asked = discord.command(discord.person(), discord.channel, 'help', {})
    await heard(bot, before + 1)
    return until(() => {
      const text = privateText(discord, asked)
      expect(text).toContain('There is no command')
      return text
    })
  }
  const idOf = (name: string): string => {
    const [found] = [...scene.discord.registered.values()].flat().filter((command) => 'name' in command && command.name === name)
    return found && 'id' in found ? String(found.id) : ''
  }

  test('are known from what was written, and at the next start from what stands there', async () => {
    expect(await shown()).toContain(`</help:${idOf('help')}>`)
    await scene.bot.restart()
    expect(scene.discord.callsTo('PUT', /commands$/)).toHaveLength(1)
    expect(await shown()).toContain(`</help:${idOf('help')}>`)
  })

  test('are in posts and their edits too; a command that Discord does not have is as it is typed', async () => {
    const { discord, bot } = scene
    const thread = { platform: 'discord', workspace: discord.guild.id, channel: discord.channel.id }
    const meant = notice(say('common.meantCommand', { name: 'dance', meant: 'template' }))
    const ref = await bot.platform.post(thread, meant, { key: 'one', again: false })
    const text = () => messagesIn(discord, discord.channel.id).map((message) => discord.shown(message).text)
    expect(text()).toEqual([expect.stringContaining('Did you mean /template?')])
    await bot.platform.edit(ref, notice(names))
    expect(text()).toEqual([expect.stringContaining(`</help:${idOf('help')}>`)])
  })

  test('may be unknown: then a command is as it is typed', async () => {
    const { discord, bot } = scene
    await bot.platform.stop()
    discord.fault('GET', /commands$/, new Refusal(503, 0, 'away'), 99)
    await bot.restart()
    expect(await shown()).toContain('/help lists them')
  })
})
