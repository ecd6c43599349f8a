import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createCanvas as createPicture } from '@napi-rs/canvas'
import { onTestFinished } from 'vitest'
import { newId } from '../../src/core/id.ts'
import type { PriceOf } from '../../src/core/platform.ts'
import { createCanvasRoutes } from '../../src/http/canvas.ts'
import { startHttpServer } from '../../src/http/server.ts'
import { createCanvasLinks } from '../../src/net/canvas-links.ts'
import { createCanvas } from '../../src/studio/canvas.ts'
import { createLanguageOf } from '../../src/studio/members/language-of.ts'
import type { Parts } from '../../src/studio/parts.ts'
import { fakeModel, openHouse } from '../support/open-house.ts'
import { quietLog } from '../support/quiet-log.ts'
import { sampleClip } from '../support/sample-clip.ts'

export const minute = 60_000

/** A picture whose upper third is white, or something else that is painted. */
export const painted = (width = 96, height = 54, part = 1 / 3): Uint8Array<ArrayBuffer> => {
  const context = createPicture(width, height).getContext('2d')
  context.fillRect(0, 0, width, height)
  context.fillStyle = 'white'
  context.fillRect(0, 0, width, height * part)
  return new Uint8Array(context.canvas.toBuffer('image/png'))
}

/** What the page sends. `credits`: what it told that it costs; null where it could not. */
export const bodyOf = (mask: Uint8Array<ArrayBuffer>, prompt = 'a storm', credits: string | null = '20'): FormData => {
  const body = new FormData()
  body.set('mask', new Blob([mask], { type: 'image/png' }), 'mask.png')
  body.set('prompt', prompt)
  if (credits !== null) body.set('credits', credits)
  return body
}

/** A house with a still of Ann's, the server that takes masks, and a link of hers. */
export const openCanvas = async ({
  locale,
  values = '',
  usdPerClip = 0.05,
  price,
  parts = {},
}: {
  locale?: string
  values?: string
  usdPerClip?: number
  /** In place of the dispatcher's. */
  price?: PriceOf
  parts?: Partial<Parts>
} = {}) => {
  const clock = { ahead: 0, now: () => Date.now() + clock.ahead }
  const canvasLinks = createCanvasLinks({ publicUrl: undefined, secret: 'of the canvas', now: clock.now })
  const house = await openHouse({
    models: [fakeModel({ name: 'stills', modes: ['t2i', 'i2i'], mask: true, price: { usdPerClip } })],
    parts: { clock, canvasLinks, ...parts },
  })
  const video = { ...sampleClip('x').poster, mediaType: 'image/png', key: 'clips/still.png', width: 96, height: 54 }
  const { id } = await house.clip({ request: { mode: 't2i', prompt: 'a hill', model: 'stills' }, clip: { video } })
  const path = join(house.storage.workPath, newId())
  await writeFile(path, painted())
  await house.storage.mediaStore.put(video.key, path)
  const canvas = createCanvas(
    { ...house.storage, clock, canvasLinks },
    {
      handle: house.handle,
      price: price ?? house.price,
      languageOf: createLanguageOf({ settings: house.storage.settings, log: quietLog }),
    },
  )
  const page = async (facts: object): Promise<string> => JSON.stringify(facts)
  const routes = createCanvasRoutes(canvas, page)
  const server = await startHttpServer({ host: '127.0.0.1', port: 0, routes: [], openRoutes: [routes], log: quietLog, clock })
  onTestFinished(() => server.stop())
  const link = async (presser: Parameters<typeof house.say>[2] = {}): Promise<string> => {
    const { replies } = await house.say('fix', `${id} --draw ${values}`, {
      channel: '7',
      thread: '8',
      ...(locale !== undefined && { locale }),
      ...presser,
    })
    return server.url + (replies[0]?.post.links?.[0]?.url ?? '/no-link')
  }
  const send = async (url: string, body: RequestInit['body'] = bodyOf(painted()), headers: Record<string, string> = {}) => {
    const response = await fetch(url, { method: 'POST', body: body ?? null, headers })
    return { status: response.status, answer: await response.json() }
  }
  return { house, id, clock, server, canvas, link, send, made: () => house.childrenOf(id) }
}
