import { once } from 'node:events'
import { type AddressInfo, createServer, type Socket } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { createPostgresDialect } from '../../src/storage/postgres/dialect.ts'
import { openInbox } from '../../src/storage/postgres/inbox.ts'
import { quietLog } from '../support/quiet-log.ts'

/** A message of Postgres's protocol: https://www.postgresql.org/docs/18/protocol-message-formats.html */
const message = (type: string, body: Buffer = Buffer.alloc(0)): Buffer => {
  const length = Buffer.alloc(4)
  length.writeInt32BE(body.length + 4)
  return Buffer.concat([Buffer.from(type), length, body])
}
const authenticated = message('R', Buffer.alloc(4))
const ready = message('Z', Buffer.from('I'))
const ended = message('E', Buffer.from('SFATAL\0VFATAL\0C57P01\0Mterminating connection due to administrator command\0\0'))

/** A server that lets everybody in and ends the connection in the same breath, as one does that is being restarted. */
const startServer = async (): Promise<{ url: string; greeted(): number }> => {
  let greeted = 0
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => undefined)
    socket.once('data', () => {
      greeted += 1
      socket.end(Buffer.concat([authenticated, ready, ended]))
    })
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  return { url: `postgres://me@127.0.0.1:${(server.address() as AddressInfo).port}/house`, greeted: () => greeted }
}

// An error that nobody hears is one that ends the process, and fails the run of these tests.
test('a server that ends connections as it gives them is out of reach, and ends nobody', async () => {
  const { url, greeted } = await startServer()
  const driver = createPostgresDialect(url, quietLog).createDriver()
  await driver.init()
  onTestFinished(() => driver.destroy())
  const asked = async (): Promise<unknown> => {
    const connection = await driver.acquireConnection()
    const query = { sql: 'select 1', parameters: [] }
    return connection
      .executeQuery(query as unknown as Parameters<typeof connection.executeQuery>[0])
      .finally(() => driver.releaseConnection(connection))
  }
  for (let times = 0; times < 3; times += 1) await expect(asked()).rejects.toMatchObject({ code: 'storage_unavailable' })
  expect(greeted()).toBeGreaterThanOrEqual(3)
})

test('the inbox says the same of it', async () => {
  const { url } = await startServer()
  const inbox = openInbox(JSON.stringify({ url, owner: 'me' }))
  onTestFinished(() => inbox.close())
  await expect(inbox.acknowledged('discord', '1')).rejects.toMatchObject({ code: 'storage_unavailable' })
})
