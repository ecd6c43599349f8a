import { createCanvas, type Image, loadImage } from '@napi-rs/canvas'
import { readClip } from '../../providers/local/fixtures.ts'
import type { Chat } from '../../support/first-frame/chat.ts'
import type { Message } from '../posts/shot.ts'

/** Somebody who looks at a chat: what stands there now that is new or has changed since the last look, and what is in its files. */
export interface Camera {
  look(): Promise<Message[]>
  stills: ReadonlyMap<string, Image>
}

/** A chat in which the example is played, and what is seen of it. */
export interface Place {
  chat: Chat
  camera: Camera
  env: Record<string, string>
  /** Once people can speak to the bot. */
  ready(): Promise<unknown>
  stop(): Promise<void>
}

/** What people see of a file: a picture, or the first frame of a film. */
export const stillOf = async (bytes: Uint8Array, mediaType: string): Promise<Image | undefined> => {
  if (mediaType.startsWith('image/')) return loadImage(Buffer.from(bytes))
  if (!mediaType.startsWith('video/')) return undefined
  const [first] = (await readClip(bytes)).frames
  if (!first) return undefined
  const canvas = createCanvas(first.width, first.height)
  const context = canvas.getContext('2d')
  const image = context.createImageData(first.width, first.height)
  image.data.set(first.rgba)
  context.putImageData(image, 0, 0)
  return loadImage(await canvas.encode('png'))
}

/** Lets through what was not seen before as it is now. */
export const createMemory = () => {
  const seen = new Map<string, string>()
  return (key: string, message: Message): Message[] => {
    const json = JSON.stringify([message.json, message.files])
    if (seen.get(key) === json) return []
    seen.set(key, json)
    return [message]
  }
}
