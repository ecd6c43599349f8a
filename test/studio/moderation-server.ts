import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'
import { z } from 'zod'

/** The request as OpenAI's reference has it, and nothing else. */
const requestSchema = z.strictObject({
  model: z.literal('omni-moderation-latest'),
  input: z
    .array(
      z.discriminatedUnion('type', [
        z.strictObject({ type: z.literal('text'), text: z.string().min(1) }),
        z.strictObject({
          type: z.literal('image_url'),
          image_url: z.strictObject({ url: z.string().regex(/^data:image\/jpeg;base64,[A-Za-z0-9+/]+=*$/) }),
        }),
      ]),
    )
    .length(1),
})
type Part = z.infer<typeof requestSchema>['input'][number]

const read = async (request: IncomingMessage): Promise<string> => {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(Buffer.from(chunk))
  return Buffer.concat(chunks).toString('utf8')
}

/** A good answer: every category with its score, flagged above a half. */
export const answerOf = (scores: Record<string, number>): object => {
  const categories = Object.fromEntries(Object.entries(scores).map(([name, score]) => [name, score > 0.5]))
  const result = {
    flagged: Object.values(categories).includes(true),
    categories,
    category_scores: scores,
    category_applied_input_types: {},
  }
  return { id: 'modr-1', model: 'omni-moderation-latest', results: [result] }
}

/** `silent` never answers, `cut` breaks the connection. */
export type Reply = { status?: number; body?: unknown; location?: string } | 'silent' | 'cut'

/**
 * A moderation endpoint on a real socket that refuses whatever is not of OpenAI's shape with 400. `replies` are given
 * in their order, the last one for ever.
 */
export const startModerationServer = async (...replies: Reply[]) => {
  const asked: { path: string; part: Part; authorization: string | undefined }[] = []
  let calls = 0
  const server = createServer(async (request, response) => {
    const reply = replies[Math.min(calls, replies.length - 1)] ?? 'silent'
    calls += 1
    const body = requestSchema.safeParse(JSON.parse(await read(request)))
    const wellFormed = body.success && request.method === 'POST' && request.headers['content-type'] === 'application/json'
    if (!wellFormed || new URL(request.url ?? '', 'http://here').pathname.endsWith('/moderations') === false)
      return void response.writeHead(400).end()
    const [part] = body.data.input
    if (part) asked.push({ path: request.url ?? '', part, authorization: request.headers.authorization })
    if (reply === 'silent') return
    if (reply === 'cut') return void request.socket.destroy()
    const headers = { 'content-type': 'application/json', ...(reply.location ? { location: reply.location } : {}) }
    response.writeHead(reply.status ?? 200, headers).end(typeof reply.body === 'string' ? reply.body : JSON.stringify(reply.body ?? {}))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const close = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => resolve())
      server.closeAllConnections()
    })
  onTestFinished(close)
  const { port } = server.address() as AddressInfo
  return { url: `http://127.0.0.1:${port}`, asked, close, calls: () => calls }
}
