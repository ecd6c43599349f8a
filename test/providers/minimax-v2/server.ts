import { type Answer, type Call, ContractServer } from '../../support/contract-server.ts'
import { answersChallenge, apiKey } from '../minimax/server.ts'
import { type Create, problemOfCreate } from './schema.ts'

interface Task {
  id: string
  request: Create
  status: string
  created_at: number
}

type Place = 'task' | 'list'

/** `OaiError` of MiniMax's document: the real status, and the code at the end of the message. */
export const problem = (status: number, code: number, words: string, type = 'bad_request_error'): Answer => ({
  status,
  body: { type: 'error', error: { type, message: `${words} (${code})`, http_code: String(status) }, request_id: 'r' },
})

/** Version 2 of MiniMax's API on a real socket: it checks what it is sent, and counts every job that would be paid. */
export class MinimaxNewerServer extends ContractServer<Place> {
  readonly tasks: Task[] = []

  get taken(): number {
    return this.tasks.length
  }

  placeOf(method: string, path: string): Place | 'create' | null {
    if (method === 'POST') return path === '/v2/video_generation' ? 'create' : null
    if (method !== 'GET') return null
    return path === '/v2/query/video_generation' ? 'list' : /^\/v2\/query\/video_generation\/[^/]+$/.test(path) ? 'task' : null
  }

  protected override deny({ place, headers }: Call<Place | 'create'>): Answer | null {
    if (headers.authorization !== `Bearer ${apiKey}`) return problem(401, 1004, 'login fail', 'authorized_error')
    return place === null ? { status: 404, body: '404 page not found' } : null
  }

  protected async answer({ place, path, query, headers, body }: Call<Place | 'create'>): Promise<Answer> {
    if (place === 'list') return this.#list(query)
    if (place === 'task') {
      const task = this.tasks.find(({ id }) => id === decodeURIComponent(path.split('/')[4] ?? ''))
      return task ? { status: 200, body: { task: this.#work(task) } } : problem(400, 2013, 'invalid task_id')
    }
    if (headers['content-type'] !== 'application/json') return problem(400, 2013, 'no JSON')
    const read = problemOfCreate(JSON.parse(body.toString()))
    if ('problem' in read) return problem(400, 2013, `invalid params, ${read.problem}`)
    const { create } = read
    if (promptOf(create).includes('refused'))
      return problem(422, 1026, 'video description contains sensitive content', 'unprocessable_entity_error')
    if (create.callback_url && !(await answersChallenge(create.callback_url))) return problem(400, 2013, 'invalid params, callback_url')
    return { status: 200, body: { task_id: this.add({ request: create }).id } }
  }

  /** A task that somebody made. */
  add(fields: Partial<Task> = {}): Task {
    const request = { model: 'MiniMax-H3', content: [{ type: 'text' as const, text: 'a boat' }], resolution: '768P', duration: 5 }
    const made = {
      id: `${424_010_985_738_629 + this.tasks.length}`,
      request,
      status: 'queued',
      created_at: Math.floor(this.now() / 1000),
      ...fields,
    }
    this.tasks.push(made)
    return made
  }

  /** Tasks of seven days in no order that anybody promises, without what they were asked for. */
  #list(query: URLSearchParams): Answer {
    const known = ['page_num', 'page_size', 'filter.status', 'filter.task_ids', 'filter.model', 'filter.task_type']
    if ([...query.keys()].some((name) => !known.includes(name))) return problem(400, 2013, 'invalid params')
    const [page, size, model] = [Number(query.get('page_num') ?? 1), Number(query.get('page_size') ?? 20), query.get('filter.model')]
    const all = this.tasks.filter(({ request }) => model === null || request.model === model)
    return { status: 200, body: { items: all.slice((page - 1) * size, page * size).map((task) => this.#shown(task)), total: all.length } }
  }

  #shown({ id, request: { model, resolution, duration, ratio }, status, created_at }: Task): object {
    return {
      id,
      model,
      status,
      created_at,
      updated_at: created_at,
      ...(status === 'succeeded' && {
        content: { url: this.output ?? `${this.origin}/clips/${id}.mp4` },
        usage: { output_seconds: duration },
      }),
      ...(status === 'failed' && { error: { code: '1027', message: 'output new_sensitive' }, usage: {} }),
      resolution,
      duration,
      ratio: ratio ?? '16:9',
      task_type: 'generation',
      modality: 'video',
    }
  }

  /** A step further each time that somebody asks. */
  #work(task: Task): object {
    const before = this.#shown(task)
    const prompt = promptOf(task.request)
    if (task.status === 'queued') task.status = 'running'
    else if (task.status === 'running' && !prompt.includes('endless')) task.status = prompt.includes('fails') ? 'failed' : 'succeeded'
    return before
  }
}

const promptOf = ({ content }: Create): string => content.find(({ type }) => type === 'text')?.text ?? ''
