import { expect, it, vi } from 'vitest'
import { sampleModel } from '../../../support/sample-model.ts'
import { delivered, image, openBot, openedForm, patient, toldPrivately, video } from '../opened-bot.ts'

it('opens a form for a command alone, with the settings of the chosen model', async () => {
  const { slack, bot, ada } = await openBot()
  await ada.command('/t2v')
  await openedForm(ada)
  const names = () => ada.form().blocks.map(({ block_id }) => block_id?.split(':')[0])
  expect(names()).toEqual(['prompt', 'model', 'seed', 'duration', 'aspect', 'takes'])

  await ada.choose(ada.form(), 'far')
  await vi.waitFor(() => expect(names()).toEqual(['prompt', 'model', 'no', 'resolution', 'takes']), patient)
  await ada.submit(ada.form(), { prompt: 'a quiet harbor', model: 'far', resolution: '480p' })
  const made = await delivered(bot)
  expect(made.invocation.input).toMatchObject({ values: { prompt: 'a quiet harbor', model: 'far', resolution: '480p' } })
  expect(made.thread.channel).toBe(slack.channel)
})

it('offers the templates of the team, and takes one in place of a prompt', async () => {
  const { slack, bot, ada } = await openBot({ changes: { templatesOf: async ({ workspace }) => [`noir-of-${workspace.toLowerCase()}`] } })
  const name = `noir-of-${slack.team.toLowerCase()}`
  await ada.command('/t2v')
  const form = await openedForm(ada)
  const field = form.blocks.find(({ block_id }) => block_id?.startsWith('template:'))
  expect(field?.element).toMatchObject({ type: 'static_select', options: [{ value: name }] })
  const { payload } = await ada.submit(form, {})
  expect(payload).toMatchObject({ errors: { 'prompt:': expect.stringContaining('/t2v needs a prompt') } })
  await ada.submit(form, { template: name })
  expect((await delivered(bot)).invocation.input).toMatchObject({ values: { template: name } })
})

it('offers what is kept in the team, of which several can be chosen, to models that take it', async () => {
  const takes = sampleModel({ name: 'local', referenceImages: 3 })
  const { slack, bot, ada } = await openBot({ changes: { referencesOf: async () => ['keeper', '등대'], models: () => [takes] } })
  await ada.command('/i2v', 'a boat --with 등대')
  const form = await openedForm(ada)
  const field = form.blocks.find(({ block_id }) => block_id?.startsWith('with:'))
  expect(field?.element).toMatchObject({
    type: 'multi_static_select',
    options: [{ value: 'keeper' }, { value: '등대', text: { text: '@등대' } }],
    initial_options: [{ value: '등대' }],
  })
  await ada.submit(form, { image: [slack.addFile(image)], with: 'keeper 등대' })
  expect((await delivered(bot)).invocation.input).toMatchObject({ values: { with: 'keeper 등대' } })
})

it('begins with what was typed, as it was meant, and takes a file of 9 MB', async () => {
  const { slack, bot, ada } = await openBot()
  await ada.command('/i2v', 'slow push-in --duration 8 seconds --ar 1x1 --takes x3 --seed 9')
  const form = await openedForm(ada)
  expect(JSON.stringify(form)).toContain('10 MB')
  const sizeBytes = 9 * 1024 * 1024
  await ada.submit(form, { image: [slack.addFile({ ...image, bytes: new Uint8Array(sizeBytes) })] })
  const made = await delivered(bot)
  expect(made.invocation.input).toMatchObject({ values: { prompt: 'slow push-in', duration: '8', aspect: '1:1', takes: '3', seed: '9' } })
  expect(made.inputs).toMatchObject([{ attachment: { name: 'photo.png', mediaType: 'image/png' }, sizeBytes }])
})

it('opens for nothing that cannot be read', async () => {
  const { slack, ada } = await openBot()
  await ada.command('/i2v', 'slow push-in --sed 9')
  await toldPrivately(slack, '--seed')
  expect(slack.called('views.open')).toEqual([])
})

it('says what is wrong inside of the form, where nothing is lost', async () => {
  const { bot, ada } = await openBot()
  await ada.command('/v2v', 'at night')
  const { payload } = await ada.submit(await openedForm(ada), { prompt: 'at night' })
  expect(payload).toMatchObject({ response_action: 'errors', errors: { 'video:': expect.stringContaining('needs a video') } })
  expect(bot.invocations).toEqual([])
})

it('opens for a button with the settings of its clip, and knows which fields were emptied', async () => {
  const { slack, bot, ada } = await openBot()
  await ada.command('/t2v', 'a fox')
  const { generationId, root } = await delivered(bot)
  const [, card] = await slack.messages({ thread: root.message })
  if (!card) throw new Error('there is no card')
  await ada.press(card, 'Edit')
  const form = await openedForm(ada)
  expect(form.callback_id).toBe(`m1:form:edit:${generationId}:`)
  await ada.submit(form, { prompt: 'new words', seed: '' })
  const values = { id: generationId, prompt: 'new words', seed: '', model: 'local' }
  await vi.waitFor(() => expect(bot.invocations.at(-1)).toMatchObject({ command: 'edit', input: { values } }), patient)
})

it('leaves out the file that a shortcut was used on', async () => {
  const { slack, ada } = await openBot()
  await ada.shortcut('restyle', { ts: '1790000000.5', files: [slack.addFile(video)] })
  expect((await openedForm(ada)).blocks.map(({ block_id }) => block_id?.split(':')[0])).not.toContain('video')
})
