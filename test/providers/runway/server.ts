import { z } from 'zod'
import { type Answer, type Call, ContractServer } from '../../support/contract-server.ts'
import { checkCreate, resources } from './check-create.ts'

export const secret = 'key_contract'

export interface ServedTask {
  id: string
  status: string
  createdAt: string
  /** The body of the create. */
  body: Record<string, unknown>
  [field: string]: unknown
}

type Place = 'upload' | 'storage' | 'task' | 'cancel' | 'organization'

/**
 * Runway's API on a real socket: it checks what it is sent and counts every job that would be paid. A body is held against the types
 * of the installed @runwayml/sdk (`check-create.ts`); the rest is after https://docs.dev.runwayml.com/api (errors: /api-details/errors,
 * failures: /errors/task-failures/).
 */
export class RunwayServer extends ContractServer<Place> {
  readonly tasks: ServedTask[] = []
  readonly uploads: { name: string; type: string; bytes: Buffer }[] = []
  /** Canceled ones are no longer in `tasks`. */
  taken = 0

  /** A task that somebody made. */
  add(fields: Partial<ServedTask>): ServedTask {
    const task = { id: crypto.randomUUID(), status: 'PENDING', createdAt: new Date().toISOString(), body: {}, ...fields }
    this.tasks.push(task)
    return task
  }

  placeOf(method: string, path: string): Place | 'create' | null {
    if (path in resources) return method === 'POST' ? 'create' : null
    if (path === '/v1/uploads') return method === 'POST' ? 'upload' : null
    if (path === '/storage') return method === 'POST' ? 'storage' : null
    if (path === '/v1/organization') return method === 'GET' ? 'organization' : null
    if (!/^\/v1\/tasks\/[\w-]+$/.test(path)) return null
    return method === 'GET' ? 'task' : method === 'DELETE' ? 'cancel' : null
  }

  /** The storage is another company's: the secret must not come there. */
  protected override deny({ place, headers }: Call<Place | 'create'>): Answer | null {
    const { authorization } = headers
    if (place === 'storage') return authorization === undefined ? null : { status: 400, body: 'InvalidArgument' }
    if (authorization !== `Bearer ${secret}`) return { status: 401, body: { error: 'The API key is not valid.' } }
    if (headers['x-runway-version'] !== '2024-11-06') return { status: 400, body: { error: 'X-Runway-Version' } }
    const needsJson = place === 'create' || place === 'upload'
    return needsJson && headers['content-type'] !== 'application/json' ? { status: 415, body: { error: 'content-type' } } : null
  }

  protected answer({ place, path, body }: Call<Place | 'create'>): Answer {
    switch (place) {
      case 'create':
        return this.#create(path, body)
      case 'upload': {
        const parsed = z.strictObject({ filename: z.string().min(3), type: z.literal('ephemeral') }).safeParse(JSON.parse(body.toString()))
        if (!parsed.success) return invalid(parsed.error.issues)
        const fields = { key: 'ephemeral/1', policy: 'signed' }
        return { status: 200, body: { uploadUrl: `${this.url}/storage`, fields, runwayUri: `runway://${this.uploads.length + 1}` } }
      }
      case 'storage':
        return this.#store(body)
      case 'organization':
        return { status: 200, body: { creditBalance: 100, tier: { maxMonthlyCreditSpend: 1, models: tierModels }, usage: { models: {} } } }
      case 'task':
      case 'cancel': {
        const task = this.tasks.find(({ id }) => id === path.split('/')[3])
        if (!task) return { status: 404, body: { error: 'The task was not found.' } }
        if (place === 'task') return { status: 200, body: this.#work(task) }
        // A task that is at work is stopped, any other is deleted; neither is found again.
        this.tasks.splice(this.tasks.indexOf(task), 1)
        return { status: 204 }
      }
      default:
        return { status: 404, body: { error: 'Not found' } }
    }
  }

  #create(path: string, body: Buffer): Answer {
    const asked = z.record(z.string(), z.unknown()).parse(JSON.parse(body.toString()))
    const issues = checkCreate(path, asked)
    if (issues.length > 0) return invalid(issues)
    this.taken += 1
    return { status: 200, body: { id: this.add({ body: asked }).id, estimatedCost: { credits: 60 } } }
  }

  #store(body: Buffer): Answer {
    const at = body.indexOf('\r\n\r\n', body.indexOf('name="file"'))
    const head = body.subarray(body.indexOf('name="file"'), at).toString()
    const hasFields = body.includes('name="key"') && body.includes('name="policy"')
    if (at < 0 || !hasFields) return { status: 403, body: 'AccessDenied' }
    const [, name = ''] = /filename="([^"]+)"/.exec(head) ?? []
    const bytes = body.subarray(at + 4, body.lastIndexOf('\r\n--', body.lastIndexOf('--\r\n') - 1))
    this.uploads.push({ name, type: /content-type: (\S+)/i.exec(head)?.[1] ?? '', bytes })
    return { status: 204 }
  }

  /** A step further each time that somebody asks. */
  #work(task: ServedTask): object {
    const words = String(task.body['promptText'])
    const { body: _, ...told } = task
    const shown = { ...told, estimatedCost: { credits: 60 } }
    if (task.status === 'PENDING') task.status = 'RUNNING'
    else if (task.status === 'RUNNING' && !words.includes('endless')) {
      const output = [this.output ?? `${this.url}/clips/${task.id}.mp4`]
      const failed = { status: 'FAILED', failure: 'It broke.', failureCode: 'INTERNAL', cost: { credits: 0 } }
      Object.assign(task, words.includes('fails') ? failed : { status: 'SUCCEEDED', output, cost: { credits: 60 } })
    }
    return shown.status === 'RUNNING' ? { ...shown, progress: 0.5 } : shown
  }
}

const tierModels = {
  'gen4.5': { maxConcurrentGenerations: 2, maxDailyGenerations: 50 },
  gen4_turbo: { maxConcurrentGenerations: 2, maxDailyGenerations: null },
  aleph2: { maxConcurrentGenerations: 0, maxDailyGenerations: 0 },
}

const invalid = (issues: readonly { path: readonly PropertyKey[]; message: string }[]): Answer => ({
  status: 400,
  body: {
    error: 'Validation of body failed',
    issues: issues.map(({ message, path }) => ({ message, path: path.map(String) })),
    docUrl: 'https://docs.dev.runwayml.com/api',
  },
})
