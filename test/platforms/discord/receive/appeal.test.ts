import { expect, test } from 'vitest'
import appeal from '../../../../commands/appeal.ts'
import t2v from '../../../../commands/t2v.ts'
import { createRefusalIn } from '../../../../src/core/policy/serves.ts'
import { generationId, post } from '../bot.ts'
import { ask, heard, until, useScene } from '../scene.ts'

/** As the shipped policy is: direct messages are off. */
const refusalIn = createRefusalIn(undefined, { for: 'nobody', tier: 'direct', sentence: 'Ask in a channel.' })
const scene = useScene({ bot: { commands: [appeal, t2v], refusalIn } })

test('the button of a warning opens its form in direct messages that are off, and what is sent names the warning', async () => {
  const { discord, bot } = scene
  const { person, invocation } = await ask(scene)
  const warned = post({ kind: 'notice', actions: [{ command: 'appeal', argument: generationId, label: 'Appeal' }] })
  const ref = await bot.platform.tell?.(invocation.origin, warned, { key: 'sanction:a', again: false })
  const direct = discord.world.direct(person.id)
  const message = discord.world.message(direct.id, ref?.message ?? '')
  if (!message) throw new Error('no message')
  bot.onSaid(async ({ invocation: said, responder }) => {
    if (said.input.kind === 'values' && 'words' in said.input.values) return
    await responder.form({ command: 'appeal', generationId, title: 'Appeal', values: { words: '' } })
  })
  const press = discord.press(person, direct, message, 'Appeal')
  await until(() => expect(press.answerType).toBe(9))
  discord.submit(person, direct, press, { words: 'that is me' })
  const { invocation: sent } = await heard(bot, 3)
  expect(sent).toMatchObject({
    command: 'appeal',
    workspace: `direct:${person.id}`,
    input: { values: { id: generationId, words: 'that is me' } },
  })
})
