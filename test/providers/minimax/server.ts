import { z } from 'zod'
import { newId } from '../../../src/core/id.ts'
import { type Answer, type Call, ContractServer } from '../../support/contract-server.ts'

export const apiKey = 'sk-api-contract'

/**
 * The body of a create; anything else in it is refused. From the OpenAPI documents of
 * https://platform.minimax.io/docs/api-reference/video-generation-t2v, -i2v and -fl2v.
 */
const pictureSchema = z.string().regex(/^data:image\/(jpeg|png|webp);base64,[A-Za-z0-9+/]+=*$/)
const createSchema = z.strictObject({
  model: z.enum(['MiniMax-Hailuo-2.3', 'MiniMax-Hailuo-2.3-Fast', 'MiniMax-Hailuo-02', 'T2V-01-Director', 'I2V-01-Director']),
  prompt: z.string().max(2000).optional(),
  prompt_optimizer: z.boolean().optional(),
  fast_pretreatment: z.boolean().optional(),
  duration: z.union([z.literal(6), z.literal(10)]).optional(),
  resolution: z.enum(['512P', '720P', '768P', '1080P']).optional(),
  first_frame_image: pictureSchema.optional(),
  last_frame_image: pictureSchema.optional(),
  callback_url: z.url().optional(),
})
type Create = z.infer<typeof createSchema>

type Place = 'task' | 'file'

/** How MiniMax says everything: with HTTP 200 and a code. */
export const coded = (code: number, words = '', more: object = {}): Answer => ({
  status: 200,
  body: { ...more, base_resp: { status_code: code, status_msg: words } },
})
const good = (more: object): Answer => coded(0, 'success', more)

/** MiniMax's three calls on a real socket: it checks what it is sent, and counts every job that would be paid. */
export class MinimaxServer extends ContractServer<Place> {
  readonly jobs: { id: string; request: Create; polls: number }[] = []
  /** What a task that has ended says; by its prompt when there is nothing here. */
  end: Answer | null = null

  get taken(): number {
    return this.jobs.length
  }

  placeOf(method: string, path: string): Place | 'create' | null {
    if (method === 'POST') return path === '/v1/video_generation' ? 'create' : null
    return path === '/v1/query/video_generation' ? 'task' : path === '/v1/files/retrieve' ? 'file' : null
  }

  protected async answer({ place, headers, query, body }: Call<Place | 'create'>): Promise<Answer> {
    if (!place) return { status: 404, body: '404 page not found' }
    if (headers.authorization !== `Bearer ${apiKey}`) return coded(1004, 'login fail: Please carry the API secret key')
    if (place === 'create')
      return headers['content-type'] === 'application/json' ? this.#create(JSON.parse(body.toString())) : coded(2013, 'no JSON')
    const [only = ''] = query.keys()
    if (query.size !== 1 || only !== (place === 'task' ? 'task_id' : 'file_id')) return coded(2013, 'invalid params')
    const job = this.jobs.find(({ id }) => query.get(only) === (place === 'task' ? id : fileOf(id)))
    if (!job) return coded(2013, 'invalid params, no such id')
    if (place === 'task') return this.#task(job)
    const link = this.output ?? `${this.origin}/clips/${job.id}.mp4`
    return good({
      file: {
        file_id: Number(fileOf(job.id)),
        bytes: this.clip.byteLength,
        filename: 'output.mp4',
        purpose: 'video_generation',
        download_url: link,
      },
    })
  }

  async #create(body: unknown): Promise<Answer> {
    const parsed = createSchema.safeParse(body)
    if (!parsed.success) return coded(2013, z.prettifyError(parsed.error))
    const {
      model,
      prompt = '',
      duration,
      resolution,
      first_frame_image: first,
      last_frame_image: last,
      callback_url: callback,
    } = parsed.data
    const needsPicture = model === 'I2V-01-Director' || model === 'MiniMax-Hailuo-2.3-Fast'
    if (needsPicture ? !first : model === 'T2V-01-Director' && first) return coded(2013, 'first_frame_image')
    if (!first && !prompt) return coded(2013, 'prompt')
    if (last && (!first || model !== 'MiniMax-Hailuo-02')) return coded(2013, 'last_frame_image')
    if (resolution === '1080P' && duration === 10) return coded(2013, 'duration')
    if (prompt.includes('refused')) return coded(1026, 'video description involves sensitive content')
    if (callback && !(await answersChallenge(callback))) return coded(2013, 'invalid params, callback_url')
    const id = `${106_916_112_212_032 + this.jobs.length}`
    this.jobs.push({ id, request: parsed.data, polls: 0 })
    return good({ task_id: id })
  }

  /** A step further each time that somebody asks. */
  #task(job: MinimaxServer['jobs'][number]): Answer {
    const { id, request, polls } = job
    job.polls += 1
    if (polls === 0) return good({ task_id: id, status: 'Queueing', file_id: '' })
    if (polls === 1 || request.prompt?.includes('endless')) return good({ task_id: id, status: 'Processing', file_id: '' })
    if (this.end) return this.end
    if (request.prompt?.includes('fails')) return coded(1027, 'output new_sensitive', { task_id: id, status: 'Fail', file_id: '' })
    return good({ task_id: id, status: 'Success', file_id: fileOf(id), video_width: 1366, video_height: 768 })
  }
}

const fileOf = (taskId: string): string => `2${taskId}`

/** Whether the URL gives back what it is sent, within three seconds. */
export const answersChallenge = async (url: string): Promise<boolean> => {
  const challenge = newId()
  const headers = { 'content-type': 'application/json' }
  const asked = fetch(url, { method: 'POST', headers, body: JSON.stringify({ challenge }), signal: AbortSignal.timeout(3_000) })
  const answer = await asked.then((response) => response.json()).catch(() => null)
  return z.object({ challenge: z.literal(challenge) }).safeParse(answer).success
}
