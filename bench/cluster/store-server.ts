import { request as ask, createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { startFauxqs } from 'fauxqs'

/**
 * npm's S3 server behind a proxy that fails: half of the faults are answers of 503 before anything was done, a quarter break the connection
 * before it, a quarter after it.
 */
const store = await startFauxqs({ port: 0, logger: false })
store.createBucket('clips')
let share = 0

const proxy = createServer((request, response) => {
  const fate = Math.random()
  const fault = fate >= share ? 'none' : fate < share / 2 ? 'busy' : fate < share * 0.75 ? 'cut' : 'cut after'
  if (fault === 'busy') {
    request.resume()
    return void response.writeHead(503, { 'content-type': 'application/xml' }).end('<Error><Code>SlowDown</Code></Error>')
  }
  if (fault === 'cut') return void request.socket.destroy()
  const { method, url, headers } = request
  const forwarded = ask({ host: '127.0.0.1', port: store.port, method, path: url, headers }, (answer) => {
    if (fault === 'cut after') {
      answer.resume()
      answer.on('end', () => request.socket.destroy())
      return
    }
    response.writeHead(answer.statusCode ?? 500, answer.headers)
    answer.pipe(response)
  })
  forwarded.on('error', () => request.socket.destroy())
  request.pipe(forwarded)
})
await new Promise<void>((done) => proxy.listen(0, '127.0.0.1', done))
process.on('message', (told: { share: number }) => {
  share = told.share
})
process.on('disconnect', () => process.exit())
process.send?.({ endpoint: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}` })
