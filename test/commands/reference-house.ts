import type { StoredMedia } from '../../src/core/media.ts'
import { createFileSweep } from '../../src/studio/workflow/sweep-files.ts'
import { attachPicture } from '../support/attach-picture.ts'
import { fakeModel, type House, openHouse } from '../support/open-house.ts'
import { quietLog } from '../support/quiet-log.ts'
import { shippedPolicy } from '../support/shipped-policy.ts'

export const place = { platform: 'web', workspace: 'local' }
export const ann = { id: 'ann', name: 'Ann' }
export const bea = { id: 'bea', name: 'Bea' }
export const mod = { id: 'mod', name: 'Mo', moderator: true }
/** Of as many pictures as a word has. */
export const nine = ['red', 'green', 'blue', 'black', 'white', 'grey', 'pink', 'gold', 'navy']

const models = [
  fakeModel({ name: 'able', referenceImages: 9, style: true }),
  fakeModel({ name: 'few', referenceImages: 1, modes: ['t2v'] }),
  fakeModel({ modes: ['t2v'] }),
]

/** A word of one picture, as it is written down; its file is nowhere. */
export const keptWord = (name: string) => {
  const media: StoredMedia = {
    ...{ kind: 'image', mediaType: 'image/png', sizeBytes: 1, width: 1, height: 1, rotation: 0, durationSeconds: 0, fps: 0 },
    ...{ videoCodec: null, audioCodec: null, key: `references/given/${name}.png`, sha256: name },
  }
  return { name, kind: 'reference', pictures: [{ media, generationId: null }] } as const
}

/** The keys of a folder of the media store. */
export const filesIn = async (house: House, folder: string): Promise<string[]> => {
  const keys: string[] = []
  for await (const { key } of house.storage.mediaStore.list(folder)) keys.push(key)
  return keys
}

/** A house whose members have confirmed what they must, unless `asks`. */
export const openReferences = async ({ asks = false, ...options }: Parameters<typeof openHouse>[0] & { asks?: boolean } = {}) => {
  const policy = await shippedPolicy()
  const parts = { policy: { ...policy, likeness: { ...policy.likeness, ask: asks } }, ...options.parts }
  const house = await openHouse({ models, ...options, parts })
  const attach = (colour: string, name?: string) => attachPicture(house.storage.mediaStore, colour, name)
  const keep = async (line: string, colours: readonly string[] = ['red'], presser = {}) =>
    house.say('keep', line, { attachments: await Promise.all(colours.map((colour) => attach(colour))), ...presser })
  const asked = async () => {
    const open = (await house.storage.generations.open()).at(-1)
    return (open && (await house.storage.generations.find(open.id)))?.generation.request
  }
  const words = async () => (await house.storage.references.list(place)).map(({ name, pictures }) => `${name} ${pictures.length}`)
  const sweep = (afterMs: number) => createFileSweep({ ...house.storage, clock: { now: () => Date.now() + afterMs }, log: quietLog })()
  return { house, attach, keep, asked, words, sweep }
}
