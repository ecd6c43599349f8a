import { createServer as createHttpServer } from 'node:http'
import { createServer as createHttpsServer } from 'node:https'
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net'
import RunwayML from '@runwayml/sdk'
import { Agent, fetch as undiciFetch } from 'undici'
import { expect, onTestFinished, test } from 'vitest'
import { reasonOf, wasNeverSent } from '../../../src/core/vendor/wire-fault.ts'
import { localCertificate } from '../../support/local-certificate.ts'

/** What Node, undici and the vendors' packages really throw, on real sockets. */

const listen = async (server: Server): Promise<number> => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => new Promise((resolve) => server.close(() => resolve())))
  return (server.address() as AddressInfo).port
}

/** A server that reads the first bytes and then does something to the socket. */
const afterBytes = (act: (socket: Socket) => void): Server =>
  createServer((socket) => {
    socket.on('error', () => undefined)
    socket.once('data', () => act(socket))
  })

const post = { method: 'POST', body: '{}' }
const faultOf = (call: Promise<unknown>): Promise<unknown> =>
  call.then(
    () => 'an answer',
    (error: unknown) => error,
  )

test('nobody listens', async () => {
  const fault = await faultOf(fetch('http://127.0.0.1:2/', post))
  expect([wasNeverSent(fault), reasonOf(fault)]).toEqual([true, 'ECONNREFUSED'])
})

test('nobody listens at any of several addresses', async () => {
  const addresses = ['127.0.0.1', '127.0.0.2'].map((address) => ({ address, family: 4 }))
  const dispatcher = new Agent({ connect: { autoSelectFamily: true, lookup: (_name, _options, done) => done(null, addresses) } })
  onTestFinished(() => dispatcher.destroy())
  const fault = await faultOf(undiciFetch('http://vendor.example:2/', { ...post, dispatcher }))
  expect(fault).toMatchObject({ cause: { errors: [{ code: 'ECONNREFUSED' }, { code: 'ECONNREFUSED' }] } })
  expect(wasNeverSent(fault)).toBe(true)
})

test('no such name', async () => {
  expect(wasNeverSent(await faultOf(fetch('http://vendor.invalid/', post)))).toBe(true)
})

test('a certificate that nobody vouches for', async () => {
  const port = await listen(createHttpsServer(localCertificate, (_request, response) => response.end('{}')))
  const fault = await faultOf(fetch(`https://127.0.0.1:${port}/`, post))
  expect([wasNeverSent(fault), reasonOf(fault)]).toEqual([true, 'DEPTH_ZERO_SELF_SIGNED_CERT'])
})

test('https to a server that speaks http', async () => {
  const port = await listen(createHttpServer((_request, response) => response.end('{}')))
  const fault = await faultOf(fetch(`https://127.0.0.1:${port}/`, post))
  expect([wasNeverSent(fault), reasonOf(fault)]).toEqual([true, 'ERR_SSL_WRONG_VERSION_NUMBER'])
})

test.each([
  ['reset', (socket: Socket) => socket.resetAndDestroy()],
  ['closed', (socket: Socket) => socket.destroy()],
])('a connection that is %s after the first bytes', async (_how, act) => {
  const port = await listen(afterBytes(act))
  expect(wasNeverSent(await faultOf(fetch(`http://127.0.0.1:${port}/`, post)))).toBe(false)
})

test('the package of Runway wraps what it was thrown, and it is found', async () => {
  const call = (baseURL: string): Promise<unknown> => {
    const client = new RunwayML({ apiKey: 'key', baseURL, maxRetries: 0, logLevel: 'off' })
    return faultOf(client.textToVideo.create({ model: 'gen4.5', promptText: 'a boat', ratio: '1280:720', duration: 5 }))
  }
  const plain = await listen(createHttpServer((_request, response) => response.end('{}')))
  const resetting = await listen(afterBytes((socket) => socket.resetAndDestroy()))
  const faults = await Promise.all(['http://127.0.0.1:2/', `https://127.0.0.1:${plain}/`, `http://127.0.0.1:${resetting}/`].map(call))
  expect(faults.map(wasNeverSent)).toEqual([true, true, false])
})
