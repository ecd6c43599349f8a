import {
  ApplicationCommandOptionType,
  ApplicationCommandType,
  InteractionContextType,
  InteractionResponseType,
  PermissionFlagsBits,
} from 'discord.js'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { type Command, defineCommand } from '../../../src/core/command.ts'
import { idOption } from '../../../src/core/options/id-option.ts'
import { memberOption } from '../../../src/core/options/member-option.ts'
import { notice } from '../../../src/core/post.ts'
import { say } from '../../../src/core/words/sentence.ts'
import { nativeCommands } from '../../../src/platforms/discord/commands/commands.ts'
import { loadCommands } from '../../../src/program/load.ts'
import { commands, startBot } from './bot.ts'
import { startFakeDiscord } from './fake/discord.ts'
import { heard, until, useScene } from './scene.ts'

const command = (name: string, options: Command['options'], more: Partial<Command> = {}): Command =>
  defineCommand({ name, description: `Does ${name}`, examples: [], options, group: 'moderators', execute: async () => undefined, ...more })

const forModerators = [
  command('mod', { action: z.enum(['reports', 'tidy']).optional().meta({ leading: true }), clip: idOption.optional() }),
  command('block', { member: memberOption.optional(), reason: z.string().optional(), id: idOption.optional() }, { under: 'mod' }),
  command('ask', { id: idOption, why: z.string().optional() }, { under: 'mod', opensForm: true }),
]
const scene = useScene({
  bot: {
    commands: [...commands, ...forModerators],
    clipsOf: async () => [{ id: '4k7q0c2m9xwd', prompt: 'a fox', seed: 1, createdAt: Date.now() }],
  },
})

describe('a command beneath another', () => {
  test('is said as its subcommand, with its options', async () => {
    const { discord, bot } = scene
    discord.command(discord.person(), discord.channel, 'mod block', { member: '77', reason: 'spam' })
    const { invocation } = await heard(bot)
    expect(invocation).toMatchObject({ command: 'block', input: { kind: 'values', values: { member: '77', reason: 'spam' } } })
  })

  test('completes its options', async () => {
    const { discord } = scene
    const typing = discord.typing(discord.person(), discord.channel, 'mod block', 'id', '4k7q')
    await until(() => expect(typing.answerType).toBe(InteractionResponseType.ApplicationCommandAutocompleteResult))
    expect(typing.answerData).toMatchObject({ choices: [{ value: '4k7q0c2m9xwd' }] })
  })

  test('may answer with a form, which is the first answer', async () => {
    const { discord, bot } = scene
    bot.onSaid(({ responder }) => responder.form({ command: 'ask', generationId: '4k7q0c2m9xwd', title: 'Why?', values: {} }))
    const asked = discord.command(discord.person(), discord.channel, 'mod ask', { id: '4k7q0c2m9xwd' })
    await until(() => expect(asked.answerType).toBe(InteractionResponseType.Modal))
    expect((await heard(bot)).invocation.command).toBe('ask')
  })

  test('stands beside the words of the one above, which are subcommands too', async () => {
    const { discord, bot } = scene
    discord.command(discord.person(), discord.channel, 'mod reports', { clip: '3' })
    expect((await heard(bot)).invocation).toMatchObject({ command: 'mod', input: { values: { action: 'reports', clip: '3' } } })
  })

  test('is linked by both names', async () => {
    const { discord, bot } = scene
    const sentence = say('common.commandMoved', { name: 'block', now: 'mod block' })
    bot.onSaid(({ responder }) => responder.reply(notice(sentence), { private: true }))
    const said = discord.command(discord.person(), discord.channel, 'mod block', {})
    const id = [...discord.registered.values()].flat().find((one) => 'name' in one && one.name === 'mod')
    await until(() =>
      expect(JSON.stringify(said.original)).toContain(`/block is now </mod block:${id && 'id' in id ? String(id.id) : ''}>.`),
    )
  })
})

test('what was registered with subcommands stays as it is at the next start', async () => {
  const discord = await startFakeDiscord()
  const bot = await startBot(discord, { commands: [...commands, ...forModerators] })
  await bot.restart()
  expect(discord.callsTo('PUT', /commands$/)).toHaveLength(1)
  await bot.stop()
  await discord.stop()
})

const native = nativeCommands([...(await loadCommands(undefined)).values()], []).flatMap((one) =>
  one.type === ApplicationCommandType.ChatInput ? [one] : [],
)

describe('what is shipped', () => {
  test('shows moderators’ commands to those who may delete messages, in servers, and every other to all', () => {
    const hidden = native.filter((one) => one.default_member_permissions !== undefined)
    const forModerators = {
      default_member_permissions: String(PermissionFlagsBits.ManageMessages),
      contexts: [InteractionContextType.Guild],
    }
    expect(hidden).toMatchObject(['setup', 'mod'].map((name) => ({ name, ...forModerators })))
    expect(hidden[1]?.options?.map(({ name, type }) => [name, type])).toEqual(
      [
        ...['approve', 'decline', 'dismiss', 'warn', 'block', 'unblock', 'usage', 'budget', 'audit', 'policy', 'channel', 'workspace'],
        ...['reports', 'waiting', 'blocked', 'tiers', 'remove', 'remove-block', 'undo'],
      ].map((name) => [name, ApplicationCommandOptionType.Subcommand]),
    )
  })

  test('stays within the letters that Discord takes for one command, in its longest language', () => {
    const longest = (text: string, others: object | null | undefined): number =>
      Math.max(text.length, ...Object.values(others ?? {}).map((other) => String(other).length))
    const letters = (given: object): number =>
      Object.entries(given).reduce((sum, [key, value]) => {
        if (key === 'options' || key === 'choices') return sum + (value as object[]).reduce((all, one) => all + letters(one), 0)
        if (key !== 'name' && key !== 'description' && key !== 'value') return sum
        return sum + longest(String(value), Object.entries(given).find(([other]) => other === `${key}_localizations`)?.[1])
      }, 0)
    expect(native.map(({ name, ...rest }) => [name, letters({ name, ...rest })]).filter(([, sum]) => Number(sum) > 8000)).toEqual([])
  })
})
