import { createHmac, timingSafeEqual } from 'node:crypto'
import type { App } from '@slack/bolt'
import { Hono } from 'hono'
import { z } from 'zod'
import type { Clock } from '../../../core/clock.ts'
import type { Log } from '../../../core/log.ts'
import { readBody } from '../../../core/read-body.ts'

/** Far more than Slack sends; a body is read before its signature can be checked. */
const bodyLimitBytes = 1024 * 1024
const signatureAgeSeconds = 5 * 60
/** Anybody can send requests that nobody signed, as many as they like: so seldom is their number logged. */
const unsignedLoggedEveryMs = 60_000

const bodySchema = z.record(z.string(), z.unknown())

/** Slack's requests on a listener that is not Bolt's own. */
export interface HttpReceiver {
  routes: Hono
  init(app: App): void
  start(): Promise<void>
  stop(): Promise<void>
}

type Header = (name: string) => string | undefined

/** Whether the headers look like those of a request that was signed within the last five minutes: others are not read. */
const mayBeSigned = (header: Header, nowMs: number): boolean => {
  const time = header('x-slack-request-timestamp') ?? ''
  if (!/^\d{1,12}$/.test(time) || Math.abs(nowMs / 1000 - Number(time)) > signatureAgeSeconds) return false
  return /^v0=[0-9a-f]{64}$/.test(header('x-slack-signature') ?? '')
}

/**
 * Whether Slack signed these bytes; compared in constant time.
 * https://docs.slack.dev/authentication/verifying-requests-from-slack
 */
const isSigned = (secret: string, raw: Uint8Array, header: Header): boolean => {
  const time = header('x-slack-request-timestamp') ?? ''
  const expected = Buffer.from(`v0=${createHmac('sha256', secret).update(`v0:${time}:`).update(raw).digest('hex')}`)
  const given = Buffer.from(header('x-slack-signature') ?? '')
  return given.length === expected.length && timingSafeEqual(given, expected)
}

/** JSON for events; a form for commands, with the JSON in `payload` for everything interactive. Null when it is neither. */
const parseBody = (text: string, contentType: string): Record<string, unknown> | null => {
  const form = contentType.startsWith('application/x-www-form-urlencoded') ? new URLSearchParams(text) : null
  const json = form ? form.get('payload') : text
  if (form && json === null) return Object.fromEntries(form)
  try {
    return bodySchema.parse(JSON.parse(json ?? ''))
  } catch {
    return null
  }
}

/** `POST /slack/events` takes everything that Slack sends: events, commands, interactivity. */
export const createHttpReceiver = (options: { signingSecret: string; clock: Clock; log: Log }): HttpReceiver => {
  const { signingSecret, clock, log } = options
  let app: App | null = null
  let isOpen = false
  let unsigned = 0
  let loggedAt = Number.NEGATIVE_INFINITY
  const countUnsigned = (): void => {
    unsigned += 1
    if (clock.now() - loggedAt < unsignedLoggedEveryMs) return
    log.warn({ count: unsigned }, 'requests with a wrong or old Slack signature were refused')
    unsigned = 0
    loggedAt = clock.now()
  }

  const routes = new Hono()
  routes.post('/slack/events', async (c) => {
    const header: Header = (name) => c.req.header(name)
    const raw = mayBeSigned(header, clock.now()) ? await readBody(c.req.raw, bodyLimitBytes) : null
    if (!raw || !isSigned(signingSecret, raw, header)) {
      countUnsigned()
      return c.text('The signature is wrong or too old.\n', 401)
    }
    const body = parseBody(new TextDecoder().decode(raw), c.req.header('content-type') ?? '')
    if (!body) return c.text('The body is not what Slack sends.\n', 400)
    if (body['type'] === 'url_verification') return c.json({ challenge: body['challenge'] })
    if (body['ssl_check']) return c.body(null, 200)
    if (!app || !isOpen) return c.text('Not ready yet.\n', 503)

    const ready = app
    return new Promise<Response>((resolve) => {
      const retryNum = Number(c.req.header('x-slack-retry-num') ?? Number.NaN)
      const event = {
        body,
        ...(Number.isNaN(retryNum) ? {} : { retryNum }),
        ack: async (answer?: unknown): Promise<void> => {
          resolve(answer === undefined || answer === '' ? c.body(null, 200) : typeof answer === 'string' ? c.text(answer) : c.json(answer))
        },
      }
      ready.processEvent(event).then(
        // Does nothing when it was acknowledged before.
        () => resolve(c.text('Nothing here takes this.\n', 404)),
        (cause: unknown) => {
          log.error({ err: cause }, 'a request of Slack failed')
          resolve(c.text('Something went wrong on our side.\n', 500))
        },
      )
    })
  })

  return {
    routes,
    init: (theApp) => {
      app = theApp
    },
    start: async () => {
      isOpen = true
    },
    stop: async () => {
      isOpen = false
    },
  }
}
