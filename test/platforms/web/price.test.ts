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
  expect(await price('en')).toEqual({ price: 'Costs 20 credits as it is, about 4 per second.' })
  expect(await price('ko')).toEqual({ price: '지금 설정으로 20크레딧, 1초에 약 4크레딧이 듭니다.' })
  expect(asked[0]).toMatchObject({ command: 'edit', input: { kind: 'values', values: { ...body.values, id: body.generationId } } })
  expect((await playground.post('/api/price', { ...body, more: 1 })).status).toBe(400)
  expect(playground.studio.invocations).toEqual([])
})
