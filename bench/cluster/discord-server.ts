import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { Refusal, refusals } from '../../test/platforms/discord/fake/refusal.ts'
import type { Variables } from '../../test/platforms/discord/fake/routes.ts'
import { chosen, type Random } from './random.ts'
import { readForm } from './read-form.ts'
import { noFaults, type RestFaults } from './rest-faults.ts'
import type { createRestLimits } from './rest-limits.ts'

const basePath = '/api/v10'

interface Parts {
  token: string
  limits: ReturnType<typeof createRestLimits>
  random: Random
  handle(request: Request, variables: Variables): Promise<Response>
}

class Cut extends Error {}

const failure: Partial<Record<keyof RestFaults, () => Error>> = {
  busy: () => refusals.limited(0.3),
  broken: () => new Refusal(500, 0, 'Internal Server Error'),
  'broken after': () => new Refusal(502, 0, 'Bad Gateway', { html: '<html>502</html>' }),
  proxy: () => new Refusal(503, 0, 'upstream connect error', { html: 'upstream connect error' }),
  cut: () => new Cut(),
  'cut after': () => new Cut(),
}

const readBody = async (request: IncomingMessage): Promise<Variables> => {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  const bytes = Buffer.concat(chunks)
  if (bytes.length === 0) return { body: undefined, files: [] }
  const type = request.headers['content-type'] ?? ''
  return type.startsWith('multipart/form-data') ? readForm(bytes, type) : { body: JSON.parse(bytes.toString('utf8')), files: [] }
}

const bearsItsOwnToken = (path: string): boolean => /^\/(interactions|webhooks)\//.test(path)

/** Discord's REST side for many clients: it keeps no request, counts all of them, and fails as often as `faults` says. */
export const startDiscordServer = async ({ token, limits, random, handle }: Parts) => {
  const feel = { faults: noFaults }
  /** Requests that a bot should never send. */
  const broken: string[] = []

  const answer = async (request: IncomingMessage, path: string, query: string): Promise<Response> => {
    const method = request.method ?? 'GET'
    const variables = await readBody(request)
    if (!bearsItsOwnToken(path) && request.headers.authorization !== `Bot ${token}`) throw refusals.unauthorized()
    const verdict = limits.ask(method, path, Date.now())
    if (verdict.refusedForSeconds !== null) {
      throw new Refusal(429, 0, 'You are being rate limited.', {
        headers: verdict.headers,
        extra: { retry_after: verdict.refusedForSeconds, global: verdict.isGlobal },
      })
    }
    const fault = chosen(random, feel.faults)
    const fails = failure[fault]
    if (fails && !fault.endsWith('after')) throw fails()
    if (fault === 'slow') await sleep(1_000 + random() * 3_000)
    const response = await handle(new Request(`http://discord.invalid${path}${query}`, { method }), variables)
    if (fails) throw fails()
    for (const [name, value] of Object.entries(verdict.headers)) response.headers.set(name, value)
    return response
  }

  const refuse = (error: unknown, path: string, request: IncomingMessage, response: ServerResponse): void => {
    if (error instanceof Cut) return void request.socket.destroy()
    // Its sender died while it was sent: Discord never had it.
    if (!request.complete) return
    const refusal = error instanceof Refusal ? error : new Refusal(500, 0, String(error))
    if (!(error instanceof Refusal)) broken.push(`${request.method} ${path}: ${error}`)
    if (refusal.status === 401 || refusal.status === 403) limits.noteInvalid(Date.now())
    response.writeHead(refusal.status, {
      'content-type': refusal.html === undefined ? 'application/json' : 'text/html',
      ...refusal.headers,
    })
    response.end(refusal.html ?? JSON.stringify({ code: refusal.code, message: refusal.message, ...refusal.extra }))
  }

  const server = createServer(async (request, response) => {
    const url = new URL(request.url ?? '/', 'http://discord.invalid')
    const path = decodeURIComponent(url.pathname.startsWith(basePath) ? url.pathname.slice(basePath.length) : url.pathname)
    try {
      const answered = await answer(request, path, url.search)
      response.writeHead(answered.status, Object.fromEntries(answered.headers))
      response.end(Buffer.from(await answered.arrayBuffer()))
    } catch (error) {
      refuse(error, path, request, response)
    }
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const { port } = server.address() as AddressInfo
  return { server, port, broken, feel }
}
