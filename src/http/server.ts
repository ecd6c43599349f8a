import { createServer, type Server } from 'node:http'
import { getRequestListener, type HttpBindings } from '@hono/node-server'
import { Hono } from 'hono'
import { routePath } from 'hono/route'
import type { Clock } from '../core/clock.ts'
import { MoodreelError } from '../core/errors.ts'
import type { Log } from '../core/log.ts'
import { answerError, answerNotFound, withSafeHeaders } from './answers.ts'
import { createBearerGuard } from './bearer-guard.ts'
import { followConnections } from './connections.ts'
import { createGuard } from './guard.ts'
import { createLogin } from './login.ts'
import { ownNames } from './own-names.ts'
import { urlOf } from './url-of.ts'
import { createWrongTokens } from './wrong-tokens.ts'

export interface HttpServerOptions {
  host: string
  /** 0 takes any free port. */
  port: number
  /** For people on this machine, and for those who show the token of `login`. */
  routes: readonly Hono[]
  /** Without it, `routes` are for this machine alone. `secret` is what cookies are made with. */
  login?: { token: string; secret: string } | undefined
  /** Below `/metrics`: for programs on this machine, and for those who show the token. */
  metrics?: { routes: Hono; token: string | undefined } | undefined
  /** Answered under any name and to anybody: each must prove a caller's right by itself, or tell nothing and change nothing. */
  openRoutes?: readonly Hono[]
  log: Log
  clock?: Clock
  /** Where this server is reached from outside. */
  publicUrl?: string | undefined
  /** How long `stop` waits for requests that are being answered, in milliseconds. */
  graceMs?: number
}

export interface HttpServer {
  /** Where a person on this machine opens it, without a slash at the end. */
  url: string
  port: number
  /** All that it answers to, in the order in which it is looked for. */
  routes: readonly { method: string; path: string }[]
  /** Takes no more requests and resolves when those under way are answered or cut off. */
  stop(): Promise<void>
}

/** Serves the routes in their order. Throws MoodreelError `bad_config` when it cannot listen at the address. */
export const startHttpServer = async (options: HttpServerOptions): Promise<HttpServer> => {
  const { host, port, routes, openRoutes = [], metrics, log, clock = { now: () => Date.now() }, publicUrl, graceMs = 5000 } = options
  const login = options.login && createLogin({ ...options.login, clock })
  let names: ReadonlySet<string> = new Set()

  const app = new Hono<{ Bindings: HttpBindings }>()
  app.onError(answerError(log))
  app.notFound(answerNotFound)
  app.use(async (c, next) => {
    const startedAt = performance.now()
    await next()
    // The route and not the path: addresses hold the keys of webhooks and signatures.
    log.debug(
      { method: c.req.method, route: routePath(c, -1), status: c.res.status, ms: Math.round(performance.now() - startedAt) },
      'request',
    )
    if (c.res.headers.get('content-type')?.startsWith('text/event-stream')) connections.endless(c.env.incoming.socket)
  })
  app.use(withSafeHeaders)
  for (const part of openRoutes) app.route('/', part)
  const guard = { names: () => names, wrongTokens: createWrongTokens({ clock, log }) }
  if (metrics) {
    app.use('/metrics/*', createBearerGuard({ ...guard, token: metrics.token }))
    app.route('/', metrics.routes)
  }
  if (routes.length > 0) app.use(createGuard({ ...guard, publicUrl, login }))
  for (const part of routes) app.route('/', part)

  const server = createServer(getRequestListener(app.fetch, { overrideGlobalObjects: false }))
  const connections = followConnections(server)
  await listen(server, host, port)
  server.on('error', (cause) => log.error({ err: cause }, 'the HTTP server met an error'))
  const actualPort = portOf(server)
  names = ownNames(host, actualPort, publicUrl)

  return {
    url: urlOf(host, actualPort),
    port: actualPort,
    routes: app.routes.map(({ method, path }) => ({ method, path })),
    stop: () => connections.close(graceMs),
  }
}

const listen = (server: Server, host: string, port: number): Promise<void> =>
  new Promise((resolve, reject) => {
    const refused = (cause: NodeJS.ErrnoException): void => reject(new MoodreelError('bad_config', reasonOf(cause, host, port), { cause }))
    server.once('error', refused)
    server.listen(port, host, () => {
      server.off('error', refused)
      resolve()
    })
  })

const reasonOf = ({ code }: NodeJS.ErrnoException, host: string, port: number): string => {
  if (code === 'EADDRINUSE') return `Port ${port} on ${host} is taken by another program. Stop that one, or set PORT to a free port.`
  if (code === 'EACCES') return `This user may not listen on port ${port}. Set PORT to one above 1023.`
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND')
    return `${host} is not an address of this machine. Set HOST to one that is, such as 127.0.0.1.`
  return `Moodreel cannot listen on ${host}, port ${port}. Set HOST and PORT to an address that is free.`
}

const portOf = (server: Server): number => {
  const address = server.address()
  return typeof address === 'object' && address ? address.port : 0
}
