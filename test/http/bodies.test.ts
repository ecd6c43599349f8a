import { Hono } from 'hono'
import { expect, onTestFinished, test, vi } from 'vitest'
import { readBody } from '../../src/core/read-body.ts'
import { startHttpServer } from '../../src/http/server.ts'
import { patient } from '../support/patient.ts'
import { recordedLog } from '../support/recorded-log.ts'
import { chunk, lastChunk, postRaw, type RawRequest } from './raw.ts'

const limitBytes = 100

/** A server that keeps what it was sent. */
const open = async () => {
  const heard: string[] = []
  const { log, lines } = recordedLog()
  const failed = () => lines.filter(({ level }) => level === 'error')
  const routes = new Hono().post('/', async (c) => {
    heard.push(new TextDecoder().decode(await readBody(c.req.raw, limitBytes)))
    return c.text('thanks')
  })
  const { port, stop } = await startHttpServer({ host: '127.0.0.1', port: 0, routes: [routes], log })
  onTestFinished(stop)
  return { heard, failed, port, post: (request: Omit<RawRequest, 'path'>) => postRaw(port, { path: '/', ...request }) }
}

const chunked = { 'transfer-encoding': 'chunked' }

test.each<[string, Omit<RawRequest, 'path'>, string]>([
  ['in chunks', { headers: chunked, pieces: [chunk('one, '), chunk('two'), lastChunk] }, 'one, two'],
  ['in chunks of a byte', { headers: chunked, pieces: [...[...'slow'].map(chunk), lastChunk] }, 'slow'],
  ['in chunks without any', { headers: chunked, pieces: [lastChunk] }, ''],
  ['of a named length, in pieces', { headers: { 'content-length': 4 }, pieces: ['s', 'l', 'o', 'w'] }, 'slow'],
  ['without a length', { headers: {}, pieces: [] }, ''],
  ['as long as may be', { headers: chunked, pieces: [chunk('x'.repeat(limitBytes)), lastChunk] }, 'x'.repeat(limitBytes)],
])('takes a body %s', async (_, request, text) => {
  const { heard, failed, post } = await open()
  expect(await post(request)).toBe(200)
  expect([heard, failed()]).toEqual([[text], []])
})

test.each<[string, Omit<RawRequest, 'path'>]>([
  ['by its named length, before it is sent', { headers: { 'content-length': limitBytes + 1 } }],
  ['in chunks', { headers: chunked, pieces: [chunk('x'.repeat(limitBytes)), chunk('x'), lastChunk] }],
  ['in chunks that never end', { headers: chunked, pieces: [chunk('x'.repeat(limitBytes)), chunk('x')] }],
])('refuses with 413 what is too large %s', async (_, request) => {
  const { heard, failed, post } = await open()
  expect(await post(request)).toBe(413)
  expect([heard, failed()]).toEqual([[], []])
})

test.each<[string, Omit<RawRequest, 'path'>]>([
  ['in chunks', { headers: chunked, pieces: [chunk('half')], abort: true }],
  ['of a named length', { headers: { 'content-length': 10 }, pieces: ['half'], abort: true }],
])('survives a sender that goes away in the middle of a body %s, and hears nothing of it', async (_, request) => {
  const { heard, failed, post } = await open()
  expect(await post(request)).toBe(null)
  expect(await post({ headers: { 'content-length': 3 }, pieces: ['yes'] })).toBe(200)
  await vi.waitFor(() => expect([heard, failed()]).toEqual([['yes'], []]), patient)
})
