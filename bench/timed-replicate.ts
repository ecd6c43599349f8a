import { createHmac } from 'node:crypto'
import { webhookSecret } from '../test/providers/replicate/bench.ts'
import { type Place, ReplicateServer } from '../test/providers/replicate/server.ts'
import type { Answer, Call } from '../test/support/contract-server.ts'

/** Replicate whose predictions are done after a time, whether anybody asks or not, and which tells of it as Replicate does: by `Prefer: wait` and by signed webhooks. */
export class TimedReplicate extends ReplicateServer {
  renderMs = 0
  /** When each prompt's prediction was done, in milliseconds of `performance`. */
  readonly doneAt = new Map<string, number>()

  protected override async answer(call: Call<Place | 'create'>): Promise<Answer> {
    if (call.place === 'prediction') {
      const found = this.predictions.find(({ id }) => call.path.endsWith(`/${id}`))
      return found ? { status: 200, body: found } : { status: 404, body: {} }
    }
    // Its own page names a header that only some clients send.
    if (call.place === 'create') call.headers['cancel-after'] ??= '600s'
    const answer = await super.answer(call)
    const [made] = this.predictions
    if (call.place !== 'create' || answer.status !== 201 || !made) return answer
    made.status = 'processing'
    const done = new Promise<void>((resolve) => {
      setTimeout(() => {
        Object.assign(made, { status: 'succeeded', output: `${this.url}/clips/${made.id}.mp4` })
        this.doneAt.set(String(made.input?.['prompt']), performance.now())
        resolve()
        void this.#tell(made, 'completed')
      }, this.renderMs)
    })
    void this.#tell({ ...made }, 'start')
    if (!String(call.headers.prefer ?? '').startsWith('wait')) return { status: 201, body: { ...made } }
    await done
    return { status: 201, body: made }
  }

  /** https://replicate.com/docs/topics/webhooks/verify-webhook */
  async #tell(prediction: { id: string; webhook?: string }, event: string): Promise<void> {
    if (prediction.webhook === undefined) return
    const body = JSON.stringify(prediction)
    const seconds = String(Math.floor(Date.now() / 1000))
    const id = `msg_${prediction.id}_${event}`
    const key = Buffer.from(webhookSecret.replace('whsec_', ''), 'base64')
    const signature = createHmac('sha256', key).update(`${id}.${seconds}.${body}`).digest('base64')
    const headers = { 'webhook-id': id, 'webhook-timestamp': seconds, 'webhook-signature': `v1,${signature}` }
    // One that is lost is lost.
    await fetch(prediction.webhook, { method: 'POST', body, headers: { 'content-type': 'application/json', ...headers } }).catch(() => null)
  }
}
