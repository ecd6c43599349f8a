import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'
import { jsonOf } from '../../../src/core/vendor/json-of.ts'

export type Fields = Record<string, unknown>

/** One answer of a vendor, before it goes on. */
export interface Passing {
  method: string
  path: string
  status: number
  /** Undefined for what is no JSON object. */
  json: Fields | undefined
}

/** A vendor whose answers are changed on their way, with its addresses in them. */
export const startChangingProxy = async (
  origin: string,
  change: (passing: Passing) => void,
): Promise<{ origin: string; paths: string[] }> => {
  const paths: string[] = []
  const server = createServer(async (request, response) => {
    const { method = 'GET', url = '/', headers } = request
    const body = Buffer.concat(await Array.fromAsync<Buffer>(request))
    const own = `http://${headers.host}`
    paths.push(`${method} ${url}`)
    // What an adapter says of the connection is between it and us.
    const { host: _, connection: __, 'content-length': ___, ...rest } = headers
    const sent = Object.entries(rest).flatMap(([name, value]): [string, string][] => (value === undefined ? [] : [[name, `${value}`]]))
    const answer = await fetch(new URL(url, origin), { method, headers: sent, ...(body.length > 0 && { body }) })
    const bytes = Buffer.from(await answer.arrayBuffer())
    const type = answer.headers.get('content-type') ?? ''
    const found: unknown = type.includes('json') ? jsonOf(bytes.toString().replaceAll(origin, own)) : undefined
    const passing: Passing = {
      method,
      path: new URL(url, own).pathname,
      status: answer.status,
      json: typeof found === 'object' && found !== null && !Array.isArray(found) ? { ...found } : undefined,
    }
    change(passing)
    const isEmpty = passing.status === 204
    response.writeHead(passing.status, { 'content-type': type, date: answer.headers.get('date') ?? '' })
    response.end(isEmpty ? undefined : passing.json ? JSON.stringify(passing.json) : bytes)
  })
  server.on('upgrade', (_request, socket) => socket.destroy())
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(
    () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  )
  return { origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, paths }
}
