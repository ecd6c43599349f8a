import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { newId } from '../../src/core/id.ts'

interface Job {
  id: string
  attempt: string
  mode: string
  prompt: string
  seed: number
  inputs: { role: string; mediaType: string; width: number; height: number }[]
  startedAt: number
  state: 'running' | 'failed' | 'canceled'
}

/** How the vendor answers; changed by a test while it runs. */
export interface VendorBehaviour {
  /** How long a job takes, in milliseconds. */
  renderMs: number
  /** Jobs of such prompts run on until it says otherwise. */
  holds: RegExp | null
  /** `accept-then-cut`: takes the job and breaks the connection before it answers. `cut`: breaks it and takes nothing. */
  submit: 'accept' | 'accept-then-cut' | 'cut' | 'busy' | 'refuse' | 'error'
  fail: boolean
  /** What a run that gives no clip costs, in US dollars; null: the vendor does not say. */
  endsCostUsd: number | null
  /** The same of one that gives a clip. */
  clipCostUsd: number | null
  /** How long a submit waits before it answers, and whether the job is taken before the wait. */
  submitDelayMs: number
  /** The bytes of every clip. */
  clip: Uint8Array
}

export interface Vendor {
  url: string
  behaviour: VendorBehaviour
  /** Every job that was taken, which is what would be paid for. */
  jobs: Job[]
  close(): Promise<void>
}

/** A vendor on a real socket, in the test's own process: it lives on when the bot is killed, and counts what it was asked. */
export const startVendor = async (clip: Uint8Array): Promise<Vendor> => {
  const behaviour: VendorBehaviour = {
    renderMs: 200,
    holds: null,
    submit: 'accept',
    fail: false,
    endsCostUsd: 0,
    clipCostUsd: null,
    submitDelayMs: 0,
    clip,
  }
  const jobs: Job[] = []

  const submit = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = JSON.parse(await readText(request)) as Omit<Job, 'id' | 'startedAt' | 'state'>
    if (behaviour.submit === 'cut') return void request.socket.destroy()
    if (behaviour.submit === 'busy') return answer(response, 429, {})
    if (behaviour.submit === 'refuse') return answer(response, 422, {})
    if (behaviour.submit === 'error') return answer(response, 500, {})
    const job: Job = { ...body, id: newId(), startedAt: Date.now(), state: 'running' }
    jobs.push(job)
    if (behaviour.submit === 'accept-then-cut') return void request.socket.destroy()
    setTimeout(() => answer(response, 201, { id: job.id }), behaviour.submitDelayMs)
  }

  const server = createServer((request, response) => {
    const [, collection, id] = (request.url ?? '').split('/')
    const job = jobs.find((one) => (collection === 'attempts' ? one.attempt === id : one.id === id))
    if (request.method === 'POST') {
      submit(request, response).catch(() => response.destroy())
    } else if (collection === 'files') {
      response.writeHead(200, { 'content-type': 'video/mp4', 'content-length': behaviour.clip.byteLength }).end(behaviour.clip)
    } else if (!job) {
      answer(response, 404, {})
    } else if (collection === 'attempts') {
      answer(response, 200, { id: job.id })
    } else if (request.method === 'DELETE') {
      // What is done stays done.
      if (statusOf(job).status === 'running') job.state = 'canceled'
      answer(response, 200, {})
    } else {
      answer(response, 200, statusOf(job))
    }
  })

  const statusOf = (job: Job): { status: string; progress?: number; error?: string; output?: string; costUsd?: number } => {
    const cost = behaviour.endsCostUsd === null ? {} : { costUsd: behaviour.endsCostUsd }
    if (job.state === 'canceled') return { status: 'canceled', ...cost }
    const progress = behaviour.holds?.test(job.prompt) ? 0 : (Date.now() - job.startedAt) / behaviour.renderMs
    if (progress < 1) return { status: 'running', progress }
    if (behaviour.fail) return { status: 'failed', error: 'The vendor could not make this clip; try another prompt.', ...cost }
    const told = behaviour.clipCostUsd === null ? {} : { costUsd: behaviour.clipCostUsd }
    return { status: 'succeeded', output: `${url}/files/${job.id}.mp4`, ...told }
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    url,
    behaviour,
    jobs,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

const answer = (response: ServerResponse, status: number, body: object): void => {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
}

const readText = async (request: IncomingMessage): Promise<string> => {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString('utf8')
}
