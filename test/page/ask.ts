import { type IncomingHttpHeaders, request } from 'node:http'
import { networkInterfaces } from 'node:os'

export interface Answer {
  status: number
  headers: IncomingHttpHeaders
  text: string
}

export interface Question {
  port: number
  /** The address that is connected to. The connection comes from the same one, or from 127.0.0.1 where it is another of 127.0.0.0/8. */
  address?: string
  /** The address that the connection comes from. */
  from?: string
  path?: string
  method?: string
  /** `host` too; by itself that is `127.0.0.1` with the port. */
  headers?: Record<string, string>
  body?: string
}

/** Asks over a connection of its own. A stream that never ends is let go when its head is here. */
export const ask = ({ port, address = '127.0.0.1', from, path = '/', method = 'GET', headers = {}, body }: Question): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const all = { host: `127.0.0.1:${port}`, ...headers }
    const sent = request(
      { host: address, localAddress: from, port, path, method, headers: all, setHost: false, agent: false },
      (response) => {
        const { statusCode: status = 0 } = response
        let text = ''
        const done = (): void => resolve({ status, headers: response.headers, text })
        if (response.headers['content-type']?.startsWith('text/event-stream')) {
          done()
          sent.destroy()
          return
        }
        response.setEncoding('utf8').on('data', (chunk: string) => {
          text += chunk
        })
        response.on('end', done).on('error', reject)
      },
    )
    sent.on('error', reject)
    sent.end(body)
  })

const others = Object.values(networkInterfaces())
  .flatMap((list) => list ?? [])
  // One that is good on its own link only needs the name of that link.
  .filter(({ internal, address }) => !internal && !address.startsWith('fe80:'))

/** Addresses of this machine that others reach too, one of each family; a machine without a network has none. */
export const outerAddresses = ['IPv4', 'IPv6'].flatMap((family) => {
  const address = others.find((one) => one.family === family)?.address
  return address === undefined ? [] : [address]
})

/** An address as it stands in a `Host` header. */
export const named = (address: string, port: number): string => `${address.includes(':') ? `[${address}]` : address}:${port}`

/** The cookie that an answer sets, as a browser would send it back. */
export const cookieOf = ({ headers }: Answer): string => headers['set-cookie']?.[0]?.split(';')[0] ?? ''
