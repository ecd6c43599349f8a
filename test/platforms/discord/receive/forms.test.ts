import { expect, test } from 'vitest'
import { z } from 'zod'
import { defineCommand, type OptionHints } from '../../../../src/core/command.ts'
import { animateOptions, editOptions } from '../../../../src/core/options/action-options.ts'
import { fixOptions } from '../../../../src/core/options/fix-options.ts'
import { idOption } from '../../../../src/core/options/id-option.ts'
import type { Form, FormPrice } from '../../../../src/core/platform.ts'
import { notice } from '../../../../src/core/post.ts'
import { formAnswerCommand, writeAnswer } from '../../../../src/core/question.ts'
import { say } from '../../../../src/core/words/sentence.ts'
import { commands, generationId, post } from '../bot.ts'
import type { FakeInteraction } from '../fake/interactions.ts'
import { modalBody } from '../fake/modal-rules.ts'
import { ask, heard, image, privateText, until, useScene, video } from '../scene.ts'

const made = (name: string, options: Parameters<typeof defineCommand>[0]['options']) =>
  defineCommand({ name, description: name, examples: [`/${name}`], options, opensForm: true, execute: async () => undefined })

let price: FormPrice | null = null
const scene = useScene({
  bot: {
    commands: [
      ...commands.filter(({ name }) => name !== 'edit'),
      made('edit', editOptions),
      made('motion', animateOptions),
      made('fix', fixOptions),
      made('report', {
        id: idOption,
        reason: z.enum(['real-person', 'minors', 'violence', 'sexual', 'rights', 'other']).optional(),
        words: z.string().max(1000).optional(),
      }),
      made('switches', {
        id: idOption,
        audio: z.boolean().optional(),
        draft: z.boolean().optional(),
        kind: z.enum(Array.from({ length: 12 }, (_, at) => `kind-${at}`)).optional(),
        many: z.array(z.string()).optional(),
      }),
      made('files', {
        id: idOption.optional(),
        ref: z
          .array(z.unknown())
          .max(3)
          .optional()
          .meta({ attachment: 'image' } satisfies OptionHints),
      }),
    ],
    priceOf: async () => price,
  },
})

const fieldsOf = ({ answerData }: FakeInteraction) =>
  modalBody.parse(answerData).components.map(({ label, description, component }) => ({ label, description, ...component }))

/** Somebody presses a button that opens this form. */
const opened = async (form: Form) => {
  const { discord, bot } = scene
  const { open, person } = await ask(scene)
  await open()
  const { root } = await bot.platform.openThread(
    bot.seen.at(-1)?.invocation.origin ?? null,
    post({ actions: [{ command: form.command, argument: form.generationId, label: 'Open' }] }),
    { key: `form:${person.id}`, again: false },
  )
  const message = discord.world.message(root.channel, root.message)
  if (!message) throw new Error('no message')
  bot.onSaid(({ responder }) => responder.form(form))
  const press = discord.press(person, discord.channel, message, 'Open')
  await until(() => expect(press.answerType).toBe(9))
  bot.forget()
  return { press, person }
}

const send = async (form: Form, values: Parameters<typeof scene.discord.submit>[3]) => {
  const { press, person } = await opened(form)
  const sent = scene.discord.submit(person, scene.discord.channel, press, values)
  const { invocation } = await heard(scene.bot)
  return { invocation, sent, person }
}

const form = (command: string, more: Partial<Form> = {}): Form => ({ command, generationId, title: 'Title', values: {}, ...more })

test('a few choices are radio buttons with words of their own, and what must be said cannot be left out', async () => {
  const report = form('report', { needs: ['reason'], values: { words: '' } })
  const { press, person } = await opened(report)
  const [reason, words] = fieldsOf(press)
  expect(reason).toMatchObject({ label: 'What is wrong with it?', type: 21, required: true })
  expect(reason?.options?.map(({ label }) => label)).toContain('It shows a real person')
  expect(words).toMatchObject({ label: 'In your own words', type: 4, required: false })
  expect(() => scene.discord.submit(person, scene.discord.channel, press, {})).toThrow('required')
  const { invocation } = await send(report, { reason: 'rights' })
  expect(invocation.input).toEqual({ kind: 'values', values: { id: generationId, reason: 'rights', words: '' } })
})

test('the form is in the language of its reader', async () => {
  const { press } = await opened(form('report', { language: 'ko', needs: ['reason'] }))
  const [reason] = fieldsOf(press)
  expect([reason?.label, reason?.options?.[1]?.label]).toEqual(['무엇이 문제인가요?', '미성년자가 나옵니다'])
})

test('a choice that may stay open can be taken back, and many are a menu', async () => {
  const { press } = await opened(form('report', { values: { reason: 'other' } }))
  expect(fieldsOf(press)[0]?.options?.at(-1)).toMatchObject({ label: 'Not set' })
  expect((await send(form('report', { values: { reason: 'other' } }), { reason: '+none' })).invocation.input).toMatchObject({
    values: { reason: '' },
  })
  const { press: other } = await opened(form('switches'))
  expect(fieldsOf(other).find(({ custom_id }) => custom_id === 'kind')).toMatchObject({ type: 3 })
})

test('a switch is a checkbox, and says nothing where nobody had set it and nobody did', async () => {
  const values = { audio: true }
  const { press } = await opened(form('switches', { values }))
  expect(fieldsOf(press).map(({ type, custom_id, default: on }) => [type, custom_id, on])).toEqual([
    [23, 'audio', true],
    [23, 'draft?', undefined],
    [3, 'kind', undefined],
    [4, '+more', undefined],
  ])
  const untouched = await send(form('switches', { values }), {})
  expect(untouched.invocation.input).toMatchObject({ values: { audio: true, kind: '' } })
  expect(untouched.invocation.input).not.toHaveProperty('values.draft')
  const turned = await send(form('switches', { values }), { audio: false, 'draft?': true })
  expect(turned.invocation.input).toMatchObject({ values: { audio: false, draft: true } })
})

test('Fix asks for what, into what and where: several of a few are boxes', async () => {
  const fix = form('fix', { values: { prompt: '', field: 'top middle' }, needs: ['prompt'], asks: ['change', 'prompt', 'field', 'mask'] })
  const { press } = await opened(fix)
  expect(fieldsOf(press).map(({ label, type }) => [label, type])).toEqual([
    ['What to change', 4],
    ['Into what', 4],
    ['Where, by fields of the picture', 22],
    ['Where, by a mask of your own', 19],
    ['More options', 4],
  ])
  const [, , boxes, , more] = fieldsOf(press)
  expect(boxes).toMatchObject({ required: false, min_values: 0, max_values: 9 })
  expect(boxes?.options?.flatMap(({ label, default: on }) => (on ? [label] : []))).toEqual(['top', 'middle'])
  expect(more?.description).toBe('--where --invert --draw --takes --model --seed')
  const { invocation } = await send(fix, { prompt: 'a storm', field: 'top-left bottom' })
  expect(invocation.input).toEqual({
    kind: 'values',
    values: { id: generationId, prompt: 'a storm', change: '', field: 'top-left bottom' },
  })
  expect((await send(fix, { prompt: 'a storm', field: '' })).invocation.input).toMatchObject({ values: { field: '' } })
})

const edit = form('edit', { values: { prompt: 'a boat', model: 'local', seed: 7 }, without: ['video'] })

test('Edit asks for the picture too, which stays where none is given', async () => {
  const { press } = await opened(edit)
  expect(fieldsOf(press).map(({ label }) => label)).toEqual(['Prompt', 'Another first frame', 'Model', 'Length in seconds', 'More options'])
  expect(fieldsOf(press)[1]).toMatchObject({ type: 19, required: false, min_values: 0, file_types: ['image'] })
  expect((await send(edit, {})).invocation.input).not.toHaveProperty('values.image')
  expect((await send(edit, { image: [image] })).invocation.input).toMatchObject({
    values: { prompt: 'a boat', seed: '7', image: { url: image.url, name: image.name } },
  })
})

test('several files stay a list', async () => {
  const { invocation } = await send(form('files'), { ref: [image, { ...image, url: 'https://cdn.example/two.png' }] })
  expect(invocation.input).toMatchObject({ values: { ref: [{ url: image.url }, { url: 'https://cdn.example/two.png' }] } })
})

test('what is left over is typed with an example, and counts before a field', async () => {
  const { press } = await opened(edit)
  expect(fieldsOf(press).at(-1)).toMatchObject({ placeholder: expect.stringContaining('--no'), value: '--seed 7' })
  expect((await send(edit, { '+more': '--fps 24 --model wan' })).invocation.input).toMatchObject({ values: { fps: '24', model: 'wan' } })
})

test('the price stands where the length is asked for', async () => {
  const { press } = await opened({ ...edit, price: { credits: 20, perSecond: 4 } })
  expect(fieldsOf(press)[3]?.description).toBe('Costs 20 credits as it is, about 4 per second.')
  const { press: other } = await opened({ ...edit, price: { problem: 'The model is away.' } })
  expect(fieldsOf(other)[3]?.description).toBe('The model is away.')
})

test('a form from the menu of a message has a price too', async () => {
  const { discord } = scene
  price = { credits: 12, perSecond: null }
  const person = discord.person()
  const chosen = discord.choose(person, discord.channel, 'Restyle', discord.messageWith(person, discord.channel, [video]))
  await until(() => expect(chosen.answerType).toBe(9))
  price = null
  expect(fieldsOf(chosen).map(({ description }) => description)).toContain('Costs 12 credits.')
})

test('what was refused can be opened again as it was sent, with its files', async () => {
  const { discord, bot } = scene
  const { press, person } = await opened(edit)
  const refuse = 'Those words are not allowed here.'
  bot.onSaid(({ responder }) => responder.reply({ ...notice(refuse), kind: 'failure' }, { private: true }))
  const sent = discord.submit(person, discord.channel, press, { prompt: 'a bad boat', image: [image], '+more': '--fps 24' })
  await until(() => expect(privateText(discord, sent)).toContain(refuse))
  expect(privateText(discord, sent)).toContain('What you typed is kept.')
  const refusal = sent.followUps[0] ?? sent.original
  if (!refusal) throw new Error('nothing was answered')
  const again = discord.press(person, discord.channel, refusal, 'Open the form again')
  await until(() => expect(again.answerType).toBe(9))
  expect(fieldsOf(again).map(({ value }) => value)).toEqual(['a bad boat', undefined, undefined, undefined, '--fps 24'])
  expect(fieldsOf(again)[2]?.options?.find((option) => option.default)).toMatchObject({ value: 'local' })
  bot.forget()
  discord.submit(person, discord.channel, again, { prompt: 'a good boat' })
  expect((await heard(bot)).invocation).toMatchObject({
    command: 'edit',
    input: { values: { id: generationId, prompt: 'a good boat', fps: '24', image: { url: image.url } } },
  })
})

test('flags that cannot be read are not lost, nor is the file that the form was about', async () => {
  const { discord, bot } = scene
  const person = discord.person()
  const chosen = discord.choose(person, discord.channel, 'Animate', discord.messageWith(person, discord.channel, [image]))
  await until(() => expect(chosen.answerType).toBe(9))
  const sent = discord.submit(person, discord.channel, chosen, { prompt: 'slowly', '+more': '--fsp 24' })
  const refusal = await until(() => {
    expect(privateText(discord, sent)).toContain('Did you mean --fps?')
    return sent.original
  })
  if (!refusal) throw new Error('nothing was answered')
  const again = discord.press(person, discord.channel, refusal, 'Open the form again')
  await until(() => expect(again.answerType).toBe(9))
  discord.submit(person, discord.channel, again, { '+more': '--fps 24' })
  expect((await heard(bot)).invocation).toMatchObject({
    command: 'i2v',
    attachments: [{ url: image.url }],
    input: { values: { prompt: 'slowly', fps: '24' } },
  })
})

test('what is kept no longer is said', async () => {
  const { discord, bot } = scene
  const { press, person } = await opened(edit)
  bot.onSaid(({ responder }) => responder.reply({ ...notice('No.'), kind: 'failure' }, { private: true }))
  const sent = discord.submit(person, discord.channel, press, {})
  await until(() => expect(privateText(discord, sent)).toContain('No.'))
  await bot.restart()
  const refusal = sent.followUps[0] ?? sent.original
  if (!refusal) throw new Error('nothing was answered')
  const again = discord.press(person, discord.channel, refusal, 'Open the form again')
  await until(() => expect(privateText(discord, again)).toContain('no longer here'))
})

test('a form that an earlier version drew is read as it was meant', async () => {
  const { discord, bot } = scene
  const person = discord.person()
  const field = (component: object) => ({ type: 18, id: 1, component })
  discord.submitOld(person, discord.channel, {
    custom_id: `m1:form:edit:${generationId}:`,
    components: [
      field({ type: 4, custom_id: 'prompt', value: 'new words' }),
      field({ type: 3, custom_id: 'audio', values: ['on'] }),
      field({ type: 3, custom_id: 'model', values: [] }),
      field({ type: 4, custom_id: '+more', value: '--fps 24 --set a=1' }),
    ],
  })
  expect((await heard(bot)).invocation).toMatchObject({
    command: 'edit',
    input: { values: { id: generationId, prompt: 'new words', audio: 'on', model: '', fps: '24', set: ['a=1'] } },
  })
})

test('the form that moves a still has five fields, and what only it knows can be chosen in it', async () => {
  const motion = form('motion', {
    values: { ends: 'freely', duration: 5, model: 'quick' },
    without: ['draft', 'no', 'seed', 'as-is'],
    choices: {
      ends: [
        { value: 'freely', label: say('form.endsFreely') },
        { value: '4k7q0c2m9xwd', label: say('form.endsOnStill', { still: '3' }) },
      ],
      model: [{ value: 'quick', label: say('form.draftPriced', { model: 'quick', full: 'full', credits: 3 }) }],
    },
  })
  const { press } = await opened(motion)
  expect(fieldsOf(press)).toMatchObject([
    { custom_id: 'prompt', type: 4 },
    { custom_id: 'motion', type: 21, options: [{ label: 'barely' }, { label: 'some' }, { label: 'much' }, { label: 'Not set' }] },
    {
      custom_id: 'ends',
      type: 21,
      options: [
        { label: 'freely', default: true },
        { value: '4k7q0c2m9xwd', label: 'on still 3' },
      ],
    },
    { custom_id: 'duration', type: 4, value: '5' },
    { custom_id: 'model', type: 3, options: [{ value: 'quick', label: 'quick · 3 credits · draft of full', default: true }] },
  ])
})

test('an answer that opens a form opens it at once', async () => {
  const { discord, bot } = scene
  const { open, person } = await ask(scene)
  await open()
  const action = { command: formAnswerCommand, argument: writeAnswer(generationId, 'edit'), label: 'Edit' }
  const { root } = await bot.platform.openThread(bot.seen.at(-1)?.invocation.origin ?? null, post({ actions: [action] }), {
    key: `answer:${person.id}`,
    again: false,
  })
  const message = discord.world.message(root.channel, root.message)
  if (!message) throw new Error('no message')
  bot.onSaid(({ responder }) => responder.form(form('report', { values: { words: 'as it was' } })))
  const press = discord.press(person, discord.channel, message, 'Edit')
  await until(() => expect(press.answerType).toBe(9))
  expect(bot.seen.at(-1)?.invocation).toMatchObject({ command: 'yes-form', input: { values: { id: `${generationId}-edit` } } })
})
