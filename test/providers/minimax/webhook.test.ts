import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, onTestFinished, test } from 'vitest'
import type { Provider } from '../../../src/core/provider.ts'
import { newAttempt } from '../../contracts/provider-contract.ts'
import { openBench, providerOf, requestOf } from './bench.ts'

const provider = providerOf('http://127.0.0.1:1')
const read = (body: string) =>
  provider.parseWebhook?.({ attemptId: 'attempt1', rawBody: new TextEncoder().encode(body), headers: new Headers() })

describe('a webhook', () => {
  test.each<[object, object]>([
    [{ challenge: 'abc' }, { kind: 'answer', body: { challenge: 'abc' } }],
    [{ challenge: 7 }, { kind: 'answer', body: { challenge: 7 } }],
    [
      { task_id: '1', status: 'processing' },
      { kind: 'moved', eventId: '1 processing', operation: { taskId: '1' }, goesOn: true },
    ],
    [
      { task_id: '1', status: 'Success', file_id: '2', base_resp: { status_code: 0 } },
      { kind: 'moved', eventId: '1 Success', operation: { taskId: '1' } },
    ],
    [{ task_id: 1 }, { kind: 'moved', eventId: '1', operation: { taskId: '1' } }],
  ])('%o', async (body, hint) => {
    expect(await read(JSON.stringify(body))).toEqual(hint)
    expect(await read(JSON.stringify(body))).toEqual(hint)
  })

  test.each(['', 'moved', '{}', 'null', '{"challenge":""}', `{"challenge":"${'a'.repeat(1001)}"}`, '{"challenge":{"a":1}}'])(
    'that is nothing of the kind is ignored: %s',
    async (body) => expect(await read(body)).toMatchObject({ kind: 'ignored' }),
  )
})

/** The house's side, as far as MiniMax sees it: it answers what the provider says. */
const openHouse = async (given: Provider, answers: boolean): Promise<string> => {
  const server = createServer(async (request, response) => {
    const rawBody = Buffer.concat(await Array.fromAsync<Buffer>(request))
    const hint = await given.parseWebhook?.({ attemptId: 'attempt1', rawBody, headers: new Headers() })
    response.end(answers && hint?.kind === 'answer' ? JSON.stringify(hint.body) : '')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/webhooks/minimax/key/attempt1`
}

describe('MiniMax looks whether the callback URL is ours before it takes the job', () => {
  test('and takes it when the challenge is answered', async () => {
    const { server, provider: ours } = await openBench()
    const webhookUrl = await openHouse(ours, true)
    expect(await ours.submit(requestOf(), { ...newAttempt(), webhookUrl })).toMatchObject({ kind: 'accepted' })
    expect(server.jobs[0]?.request.callback_url).toBe(webhookUrl)
  })

  test('and refuses it when it is not', async () => {
    const { server, provider: ours } = await openBench()
    const webhookUrl = await openHouse(ours, false)
    expect(await ours.submit(requestOf(), { ...newAttempt(), webhookUrl })).toMatchObject({ kind: 'rejected' })
    expect(server.jobs).toEqual([])
  })
})
