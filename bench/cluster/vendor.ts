import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { z } from 'zod'
import { newId } from '../../src/core/id.ts'
import { chosen, type Random } from './random.ts'
import { calm, type VendorMood } from './vendor-mood.ts'
import { createWebhooks } from './webhooks.ts'

const askedSchema = z.object({ attempt: z.string(), prompt: z.string(), seed: z.number().nullish(), webhookUrl: z.string().nullish() })

export interface VendorJob {
  id: string
  attempt: string
  prompt: string
  seed: number
  startedAt: number
  /** When it is over; infinite while `finish` decides. */
  doneAt: number
  ends: 'succeeded' | 'failed'
  canceledAt: number | null
  /** What its end is billed with, in US cents. */
  cents: number
  webhookUrl: string | null
}

const json = (response: ServerResponse, status: number, body: object): void => {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
}

/** A vendor that keeps books of what it took and what it bills, and fails as often as its mood says. */
export const startBusyVendor = async (clip: Uint8Array, random: Random, webhookBase: () => string | null) => {
  const mood: VendorMood = { ...calm }
  const jobs = new Map<string, VendorJob>()
  const byAttempt = new Map<string, VendorJob>()
  const counts = { submits: 0, polls: 0, reconciles: 0, cancels: 0, downloads: 0 }
  /** Attempts that were submitted more than once. */
  const submittedTwice = new Set<string>()
  const tell = createWebhooks(random, () => mood.webhooks, webhookBase)
  /** Those that `finish` decides about, the oldest first. */
  const held: VendorJob[] = []

  const take = (asked: z.infer<typeof askedSchema>): VendorJob => {
    if (byAttempt.has(asked.attempt)) submittedTwice.add(asked.attempt)
    const now = Date.now()
    const job: VendorJob = {
      id: newId(),
      attempt: asked.attempt,
      prompt: asked.prompt,
      seed: asked.seed ?? -1,
      startedAt: now,
      doneAt: mood.renderMs === null ? Number.POSITIVE_INFINITY : now + mood.renderMs * (0.5 + random()),
      ends: random() < mood.failing ? 'failed' : 'succeeded',
      canceledAt: null,
      cents: 3 + Math.floor(random() * 10),
      webhookUrl: asked.webhookUrl ?? null,
    }
    jobs.set(job.id, job)
    byAttempt.set(job.attempt, job)
    if (mood.renderMs === null) held.push(job)
    else setTimeout(() => over(job), job.doneAt - now)
    return job
  }

  const over = (job: VendorJob): void => {
    if (job.canceledAt === null) tell(job)
  }

  const isDone = ({ doneAt }: VendorJob): boolean => doneAt <= Date.now()
  const endOf = (job: VendorJob): 'running' | 'succeeded' | 'failed' | 'canceled' =>
    job.canceledAt !== null ? 'canceled' : isDone(job) ? job.ends : 'running'
  /** A failed run is billed half, a cancelled one a cent. */
  const centsOf = (job: VendorJob): number => {
    const end = endOf(job)
    return end === 'failed' ? Math.ceil(job.cents / 2) : end === 'canceled' ? 1 : end === 'succeeded' ? job.cents : 0
  }
  const statusOf = (job: VendorJob): object => {
    const status = endOf(job)
    return status === 'running' ? { status } : { status, costUsd: centsOf(job) / 100, output: `${url}/files/${job.id}.mp4` }
  }

  const submit = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const asked = askedSchema.parse(JSON.parse(await text(request)))
    counts.submits += 1
    const fault = chosen(random, mood.submit)
    if (fault === 'busy') return json(response, 429, {})
    if (fault === 'refuse') return json(response, 422, {})
    if (fault === 'error') return json(response, 500, {})
    if (fault === 'cut') return void request.socket.destroy()
    const job = take(asked)
    if (fault === 'cut after') return void request.socket.destroy()
    if (fault === 'error after') return json(response, 502, {})
    setTimeout(() => json(response, 201, { id: job.id }), fault === 'slow' ? 500 + random() * 4_000 : 0)
  }

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const [, collection, name = ''] = (request.url ?? '').split('/')
    if (request.method === 'POST') return submit(request, response)
    const fault = chosen(random, mood.ask)
    if (fault === 'error') return json(response, 500, {})
    if (fault === 'cut') return void request.socket.destroy()
    if (fault === 'slow') await new Promise((done) => setTimeout(done, 500 + random() * 3_000))
    if (collection === 'files') {
      counts.downloads += 1
      return void response.writeHead(200, { 'content-type': 'video/mp4', 'content-length': clip.byteLength }).end(clip)
    }
    const job = collection === 'attempts' ? byAttempt.get(name) : jobs.get(name)
    counts[collection === 'attempts' ? 'reconciles' : request.method === 'DELETE' ? 'cancels' : 'polls'] += 1
    if (!job) return json(response, 404, {})
    if (collection === 'attempts') return json(response, 200, { id: job.id })
    // What is done stays done.
    if (request.method === 'DELETE' && !isDone(job)) job.canceledAt ??= Date.now()
    json(response, 200, statusOf(job))
  }

  const server = createServer((request, response) => {
    answer(request, response).catch(() => response.destroy())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`

  return {
    url,
    mood,
    jobs,
    counts,
    submittedTwice,
    endOf,
    centsOf,
    /** How many run. */
    running: (): number => held.length,
    /** Ends so many of those that run on, the oldest first. */
    finish(most: number): void {
      for (const job of held.splice(0, most)) {
        job.doneAt = Date.now()
        over(job)
      }
    },
  }
}
export type BusyVendor = Awaited<ReturnType<typeof startBusyVendor>>
