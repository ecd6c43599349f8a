import { expect, onTestFinished, test } from 'vitest'
import type { Invocation } from '../../../src/core/platform.ts'
import { startPlayground } from './playground.ts'

test('tells what a form would cost as it stands, in the words of its reader, and does nothing', async () => {
  const asked: Invocation[] = []
  const playground = await startPlayground({
    priceOf: async (said) => {
      asked.push(said)
      return { credits: 20, perSecond: 4 }
    },
  })
  onTestFinished(() => playground.stop())
  const body = { command: 'edit', generationId: '4k7q0c2m9xwd', values: { prompt: 'a boat', duration: 5 } }
  const price = async (locale: string) => (await playground.post('/api/price', body, { 'accept-language': locale })).json()
  expect(await price('en')).toEqual({ price: 'Costs 20 credits as it is, about 4 per second.', advice: null })
  expect(await price('ko')).toEqual({ price: '지금 설정으로 20크레딧, 1초에 약 4크레딧이 듭니다.', advice: null })
  expect(asked[0]).toMatchObject({ command: 'edit', input: { kind: 'values', values: { ...body.values, id: body.generationId } } })
  expect((await playground.post('/api/price', { ...body, more: 1 })).status).toBe(400)
  expect(playground.studio.invocations).toEqual([])
})

test('tells what could be asked for better in words that move a frame, by their places', async () => {
  const playground = await startPlayground()
  onTestFinished(() => playground.stop())
  const prompt = 'slow push in, then pan left, the grass moves'
  const advice = async (command: string, said: string) =>
    (await (await playground.post('/api/price', { command, generationId: '', values: { prompt: said } })).json()).advice
  const { findings, simpler } = await advice('animate', prompt)
  const [first] = findings
  expect(findings).toHaveLength(1)
  expect([prompt.slice(first.from, first.to), first.sentence]).toEqual(['pan left', expect.stringContaining('camera moves')])
  expect(simpler).toMatch(/^slow push in/)
  expect(simpler).not.toContain('pan')
  expect(await advice('animate', 'slow push in, the grass moves')).toBeNull()
  expect(await advice('edit', prompt)).toBeNull()
})
