import { generateKeyPairSync } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import type { Json } from '../../../src/core/json.ts'
import type { Model } from '../../../src/core/model.ts'
import type { Later } from '../../support/temporary-folder.ts'
import { documentOf } from '../fal/documents.ts'

/** An answer: its status, and its body as JSON, or as it is where that is a text. */
export interface Answer {
  status: number
  body: Json
}

const { privateKey } = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  publicKeyEncoding: { type: 'spki', format: 'pem' },
})

/** An input of a model as a schema has it. */
const enumeration = (words: readonly (string | number)[] | undefined): object => ({ type: 'string', ...(words && { enum: words }) })

/** The largest seed by the vendor's own word, whatever the row says. */
const mostSeed = ({ target }: Model): number => (target.includes('wan') ? 2_147_483_647 : 4_294_967_295)

/** The inputs of a model whose row is right, as Replicate and Cog tell them. */
const schemaOf = (row: Model): object => ({
  components: {
    schemas: {
      Input: {
        type: 'object',
        properties: {
          prompt: { type: 'string' },
          ...(row.seed && { seed: { type: 'integer', minimum: 0, maximum: mostSeed(row) } }),
          ...(row.negativePrompt && { negative_prompt: { type: 'string' } }),
          ...(row.duration && { duration: { type: 'number' } }),
          ...(row.aspectRatios && { aspect_ratio: enumeration(row.aspectRatios) }),
          ...(row.resolutions && { resolution: enumeration(row.resolutions) }),
          ...(row.fps && { fps: { type: 'integer' } }),
          ...(row.generateAudio && { generate_audio: { type: 'boolean' } }),
          ...(row.camera && { camera_motion: { type: 'string' } }),
          image: { type: 'string', format: 'uri' },
          video: { type: 'string', format: 'uri' },
        },
      },
    },
  },
})

/**
 * One server that stands for every vendor: it gives what is asked for before the paid call, refuses that call, and remembers what it
 * was to make. Tokens, uploads and schemas are as each vendor has them.
 */
export const listenAsVendor = async (folder: string, later: Later) => {
  const heard: Record<string, Json>[] = []
  const state = {
    row: null as Model | null,
    /** What the paid call is answered. */
    refusal: { status: 422, body: {} } as Answer,
    /** What every question about a job is answered. */
    job: null as Answer | null,
  }
  const send = (response: ServerResponse, { status, body }: Answer): void => {
    const isText = typeof body === 'string'
    response.writeHead(status, { 'content-type': isText ? 'text/html' : 'application/json' }).end(isText ? body : JSON.stringify(body))
  }
  const good = (body: object): Answer => ({ status: 200, body: JSON.parse(JSON.stringify(body)) })

  const before = (method: string, path: string, query: URLSearchParams): Answer | null => {
    if (path === '/token') return good({ access_token: 'token', expires_in: 3600, token_type: 'Bearer' })
    if (method === 'GET' && path === '/v1/predictions') return good({ results: [] })
    if (method === 'GET' && path.startsWith('/v1/models/') && state.row) {
      const [owner, name] = path.split('/').slice(3)
      return good({ owner, name, latest_version: { id: 'v1', openapi_schema: schemaOf(state.row) } })
    }
    if (path === '/v1/files') return good({ urls: { get: `${origin}/file` } })
    if (path === '/api/openapi/queue/openapi.json') {
      const document = documentOf(query.get('endpoint_id') ?? '')
      return document ? good(document) : { status: 404, body: {} }
    }
    if (path === '/openapi.json' && state.row) return good(schemaOf(state.row))
    if (path === '/upload/image') return good({ name: 'input.png', subfolder: '', type: 'input' })
    if (path === '/v1/files/upload') return good({ fileId: 'file1', uploadUrl: `${origin}/put` })
    if (path === '/put') return good({})
    if (path === '/v1/files/file1') return good({ type: 'IMAGE', downloadSource: { status: 'ready' } })
    if (method === 'GET' && path === '/v1/tools/executions') return good({ toolExecutions: [], hasMore: false, nextCursor: null })
    if (method === 'GET' && path === '/v2/query/video_generation') return good({ items: [], total: 0 })
    if (path === '/v1/account') return good({ type: 'user' })
    return null
  }

  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { method = 'GET', url = '/' } = request
    const bytes = Buffer.concat(await Array.fromAsync<Buffer>(request))
    const { pathname, searchParams } = new URL(url, origin)
    const early = before(method, pathname, searchParams)
    if (early) return send(response, early)
    const isPoll = method === 'GET' || url.includes(':fetchPredictOperation') || url.endsWith('/video-model/status')
    if (isPoll && state.job) return send(response, state.job)
    if (method !== 'GET') heard.push(JSON.parse(bytes.toString()))
    send(response, state.refusal)
  }
  const server = createServer((request, response) => {
    handle(request, response).catch(() => request.socket.destroy())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  later(async () => {
    const closed = new Promise((resolve) => server.close(resolve))
    server.closeAllConnections()
    await closed
  })

  const keyFile = join(folder, 'key.json')
  await writeFile(
    keyFile,
    JSON.stringify({ type: 'service_account', client_email: 'bot@project.example', private_key: privateKey, token_uri: `${origin}/token` }),
  )
  return {
    origin,
    heard,
    state,
    /** What turns every provider on that has a vendor. */
    environment: {
      REPLICATE_API_TOKEN: 'key',
      REPLICATE_BASE_URL: `${origin}/v1`,
      FAL_KEY: 'key',
      FAL_QUEUE_URL: origin,
      RUNWAYML_API_SECRET: 'key',
      RUNWAY_BASE_URL: origin,
      KLING_API_KEY: 'key',
      KLING_BASE_URL: origin,
      MINIMAX_API_KEY: 'key',
      MINIMAX_BASE_URL: origin,
      AI_GATEWAY_API_KEY: 'key',
      AI_GATEWAY_BASE_URL: origin,
      VIDEOGEN_API_KEY: 'key',
      VIDEOGEN_BASE_URL: origin,
      GOOGLE_CLOUD_PROJECT: 'project',
      GOOGLE_APPLICATION_CREDENTIALS: keyFile,
      VEO_BASE_URL: `${origin}/v1`,
      COMFYUI_URL: origin,
      COG_URLS: `step-video-t2v=${origin},hummingbird-xt=${origin},i2v3d=${origin}`,
    },
  }
}
