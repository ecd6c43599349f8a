import { expect, onTestFinished, test } from 'vitest'
import type { QuoteView } from '../../../src/platforms/web/quote-view.ts'
import { startPlayground } from './playground.ts'

const start = async () => {
  const playground = await startPlayground()
  onTestFinished(() => playground.stop())
  const quote = async (text: string, rest: object = {}): Promise<QuoteView> => {
    const response = await playground.post('/api/quote', { text, ...rest })
    expect(response.status).toBe(200)
    return response.json()
  }
  /** The command and the line that a line is run as. */
  const said = async (text: string, chosen: object): Promise<[string, unknown]> => {
    await playground.post('/api/say', { id: `request-${playground.studio.invocations.length}`, text, chosen })
    const { command, input } = playground.studio.invocations.at(-1) ?? {}
    return [command ?? '', input?.kind === 'text' ? input.text : null]
  }
  return { playground, quote, said }
}

test('tells mode, settings and price of a line, before the first word and with what the chips say', async () => {
  const { quote } = await start()
  expect(await quote('')).toMatchObject({
    command: 't2v',
    clip: { model: 'local', aspect: '16:9', duration: 4, price: 'free', aspects: ['16:9', '9:16', '1:1'] },
    problem: '',
  })
  const dear = await quote('a fox', { chosen: { model: 'wan-2.7', duration: 10, takes: 3 } })
  expect(dear.clip).toMatchObject({
    takes: 3,
    price: '300 credits',
    prices: ['100 credits', '200 credits', '300 credits', '400 credits'],
    durations: [5, 10],
  })
  expect((await quote('a fox', { files: [{ name: 'photo.jpg', mediaType: 'image/jpeg' }] })).command).toBe('i2v')
  expect(await quote('/quota')).toMatchObject({ command: 'quota', clip: null })
})

test('what was typed counts before its chip, and is named', async () => {
  const { quote, said } = await start()
  const typed = await quote('a fox --model wan-2.7', { chosen: { model: 'local', duration: 10 } })
  expect(typed.clip).toMatchObject({ model: 'wan-2.7', duration: 10 })
  expect(typed.clip?.typed).toContain('model')
  expect(await said('a fox --model wan-2.7', { model: 'local', aspect: '16:9' })).toEqual(['t2v', 'a fox --model wan-2.7 --aspect 16:9'])
})

test('chips are flags behind the words, or before words that would swallow them', async () => {
  const { said } = await start()
  expect(await said('a fox', { model: 'local', takes: 2 })).toEqual(['t2v', 'a fox --model local --takes 2'])
  expect(await said('a fox -- --not a flag', { takes: 2 })).toEqual(['t2v', '--takes 2 a fox -- --not a flag'])
  expect(await said('/status', { takes: 2 })).toEqual(['status', ''])
})

test('a setting that the model does not know is told, with what there is to choose', async () => {
  const { quote } = await start()
  const found = await quote('a fox', { chosen: { model: 'wan-2.7', aspect: '9:16' } })
  expect(found.problem).toContain('9:16')
  expect(found.clip).toMatchObject({ model: 'wan-2.7', aspects: ['16:9', '21:9'] })
})

test('words that may be a command or prose are told apart before they are sent', async () => {
  const { quote } = await start()
  expect(await quote('status quo of the sky')).toMatchObject({ command: '', clip: null, problem: expect.stringContaining('/status') })
  expect(await quote('hello')).toMatchObject({ command: '', clip: null, problem: '' })
})

test('only a page of our own asks, and only what can be read', async () => {
  const { playground } = await start()
  expect((await playground.post('/api/quote', { text: 'a fox' }, { 'sec-fetch-site': 'cross-site' })).status).toBe(403)
  expect((await playground.post('/api/quote', { text: 'a fox', chosen: { takes: 99 } })).status).toBe(400)
})

test('what makes a clip again is told for its id', async () => {
  const { playground, said } = await start()
  await said('a paper boat --seed 7', {})
  const [id] = playground.studio.generations
  const recipe = await (await fetch(`${playground.url}/api/clips/${id}`)).json()
  expect(recipe).toMatchObject({ prompt: 'a paper boat', seed: 7 })
  expect(recipe.command).toMatch(/^\/t2v a paper boat .*--seed 7/)
})

test('words that move a frame come back with what could be asked for better, and where in the line', async () => {
  const { quote } = await start()
  const photo = { files: [{ name: 'photo.jpg', mediaType: 'image/jpeg' }] }
  const text = 'push in, then pan left --duration 4'
  const { advice } = await quote(text, photo)
  expect(advice?.findings.map(({ rule, from, to, sentence }) => [rule, text.slice(from, to), sentence])).toEqual([
    ['cameraMoves', 'pan left', 'Two camera moves (push in, pan left) blur into one another. Ask for one.'],
  ])
  expect(advice?.simpler).toBe('push in --duration 4')
  expect((await quote('slow push in, the grass moves', photo)).advice).toBeNull()
  // What is drawn from words alone may say what it likes.
  expect((await quote('push in, then pan left')).advice).toBeNull()
  expect((await quote('', photo)).advice).toBeNull()
})
