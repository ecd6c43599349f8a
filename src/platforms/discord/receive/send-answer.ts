import http from 'node:http'
import https from 'node:https'
import { text } from 'node:stream/consumers'
import { setTimeout as sleep } from 'node:timers/promises'
import type { AnswerOutcome } from './first-answer.ts'

/** Discord waits three seconds for the first answer; after that nothing helps. */
const patienceMs = 2_800
/** Doubled after each try: some seven in all, for a Discord that is in trouble is not helped by more. */
const firstPauseMs = 25

/** Discord's codes: https://docs.discord.com/developers/topics/opcodes-and-status-codes */
const unknownInteraction = 10062
const alreadyAnswered = 40060

interface Said {
  status: number
  body: { code?: unknown; retry_after?: unknown }
}

const codeOf = (error: unknown): string => (error instanceof Error && 'code' in error ? String(error.code) : 'unknown')

/** Posts over connections that stay open, so that most answers need no handshake. */
export type PostJson = (url: string, body: object, signal: AbortSignal) => Promise<Said>

/** Node's own client, for a library would cost each start of the thread a tenth of a second. */
export const createPostJson = (apiUrl: string, userAgent: string): PostJson => {
  const { request, Agent } = apiUrl.startsWith('https:') ? https : http
  const agent = new Agent({ keepAlive: true })
  return async (url, body, signal) => {
    const bytes = Buffer.from(JSON.stringify(body))
    const headers = { 'content-type': 'application/json', 'content-length': bytes.length, 'user-agent': userAgent }
    const response = await new Promise<http.IncomingMessage>((resolve, reject) => {
      request(url, { method: 'POST', agent, headers, signal }, resolve).on('error', reject).end(bytes)
    })
    const answer = await text(response)
    return { status: response.statusCode ?? 0, body: answer.startsWith('{') ? JSON.parse(answer) : {} }
  }
}

/**
 * Gives a first answer, and again while nobody knows whether it arrived: a second one is refused as already given, which is as
 * good. Throws nothing.
 */
export const sendAnswer = async (
  interaction: { id: string; token: string },
  body: object,
  { apiUrl, post }: { apiUrl: string; post: PostJson },
): Promise<AnswerOutcome> => {
  const signal = AbortSignal.timeout(patienceMs)
  const url = `${apiUrl}/interactions/${interaction.id}/${interaction.token}/callback`
  const outcome = (what: AnswerOutcome['outcome'], code?: string | number): AnswerOutcome => ({
    interaction: interaction.id,
    outcome: what,
    ...(code !== undefined && { code }),
  })

  for (let pauseMs = firstPauseMs; ; pauseMs *= 2) {
    let waitMs = pauseMs
    let code: string | number
    try {
      const said = await post(url, body, signal)
      if (said.status < 300 || said.body.code === alreadyAnswered) return outcome('answered')
      if (said.body.code === unknownInteraction) return outcome('expired')
      code = typeof said.body.code === 'number' && said.body.code > 0 ? said.body.code : said.status
      if (said.status !== 429 && said.status < 500) return outcome('lost', code)
      waitMs = Math.max(pauseMs, Number(said.body.retry_after ?? 0) * 1000)
    } catch (error) {
      code = codeOf(error)
    }
    if (signal.aborted) return outcome('lost', code)
    await sleep(waitMs, undefined, { signal }).catch(() => undefined)
    if (signal.aborted) return outcome('lost', code)
  }
}
