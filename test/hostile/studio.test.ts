import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { MoodreelError } from '../../src/core/errors.ts'
import type { MediaTools } from '../../src/core/media.ts'
import { say } from '../../src/core/words/sentence.ts'
import { fakeModel, type House, openHouse } from '../support/open-house.ts'
import { sharedMedia } from '../support/shared-media.ts'
import { smallClip } from '../support/small-clip.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { film, trak } from './boxes.ts'
import { filmMakers } from './film-makers.ts'
import { pictureMakers } from './picture-makers.ts'
import { webmMakers } from './webm-makers.ts'

const made = (makers: typeof filmMakers, name: string): Buffer => {
  const maker = makers.find((one) => one.name === name)
  if (!maker) throw new Error(`nobody makes ${name}`)
  return maker.make()
}

/** Puts a file where an upload lies, and gives what a message would attach. */
const attach = async ({ storage }: House, name: string, bytes: Uint8Array) => {
  const path = join(await temporaryFolder(), name)
  await writeFile(path, bytes)
  await storage.mediaStore.put(`uploads/${name}`, path)
  return { url: `media:uploads/${name}`, name }
}

const sentencesOf = (house: House): string[] =>
  [...house.platform.messages.values()].filter(({ kind }) => kind === 'failure').map(({ text }) => text)

let clip: Uint8Array
beforeAll(async () => {
  clip = await smallClip()
})

test.each([
  ['i2v', 'bomb.png', () => made(pictureMakers, 'a packed text that unpacks to forty megabytes')],
  ['i2v', 'scans.jpg', () => made(pictureMakers, 'a JPEG of a thousand scans')],
  ['v2v', 'run.mp4', () => made(filmMakers, 'a run of a thousand million samples')],
  ['v2v', 'tags.webm', () => made(webmMakers, 'a megabyte of nested tags')],
])('%s with %s is refused in one sentence that names it, and the credits are back', async (command, name, make) => {
  const house = await openHouse({ run: true, models: [fakeModel({ modes: ['t2v', 'i2v', 'v2v'] })] })
  house.provider.clip = clip
  await house.say(command, 'a boat', { attachments: [await attach(house, name, make())] })
  const [id = ''] = await house.finished()
  const { generation } = (await house.storage.generations.find(id)) ?? {}
  expect(generation?.failure).toMatchObject({
    code: 'bad_media',
    message: say('media.ofFile', { file: name, problem: say('media.overbuilt') }),
  })
  await expect.poll(() => sentencesOf(house).join()).toContain(`${name}: This file`)
  expect((await house.storage.ledger.entriesOf(id)).map(({ kind }) => kind)).toEqual(['hold', 'refund'])
  expect(house.provider.asked).toEqual([])
})

test.each(['media_failed', 'media_timeout'] as const)(
  'a file that ends its child twice is refused, not tried for ever (%s)',
  async (code) => {
    const { media } = await sharedMedia()
    let deaths = 0
    const dying: MediaTools = {
      ...media,
      forMember: (member) => ({
        ...media.forMember(member),
        inspect: async () => {
          deaths += 1
          throw new MoodreelError(code, 'The child is gone.')
        },
      }),
    }
    const house = await openHouse({ run: true, parts: { media: dying } })
    await house.say('i2v', 'a boat', { attachments: [await attach(house, 'killer.png', clip)] })
    const [id = ''] = await house.finished()
    const { generation } = (await house.storage.generations.find(id)) ?? {}
    expect(generation?.failure).toMatchObject({
      code: 'bad_media',
      message: say('media.ofFile', { file: 'killer.png', problem: say('media.unprocessable') }),
    })
    expect(deaths).toBe(2)
  },
)

test('/info with such a file says so', async () => {
  const house = await openHouse()
  const { sentences } = await house.say('info', '', {
    attachments: [await attach(house, 'run.mp4', made(filmMakers, 'a run of a thousand million samples'))],
  })
  expect(sentences).toEqual(['This file has far more parts than it needs, so it is not read. Export it again and attach that.'])
})

test('/info reads ten files of a member an hour, and goes on reading others’', async () => {
  let now = Date.now()
  const house = await openHouse({ parts: { clock: { now: () => now } } })
  const attachments = [await attach(house, 'plain.mp4', film(trak(1)))]
  const ask = async (id: string, workspace?: string): Promise<string> =>
    (await house.say('info', '', { id, attachments, ...(workspace === undefined ? {} : { workspace }) })).sentences.join()
  const read = 'plain.mp4 has no recipe. Moodreel did not make it, or a platform removed the recipe.'
  for (let count = 0; count < 10; count += 1) {
    expect(await ask('ann')).toBe(read)
    now += 60_000
  }
  const refused = 'You can ask about 10 files an hour. Try again in 50 min, or give the ID of the clip.'
  expect(await ask('ann')).toBe(refused)
  expect(await ask('ann', 'elsewhere')).toBe(refused)
  expect(await ask('ben')).toBe(read)
  now += 50 * 60_000
  expect(await ask('ann')).toBe(read)
  expect(await ask('ann')).toMatch(/Try again in 1 min/)
})

test('/info reads one file of a member at a time', async () => {
  const house = await openHouse()
  const attachments = [await attach(house, 'plain.mp4', film(trak(1)))]
  const answers = await Promise.all(['ann', 'ann', 'ben'].map((id) => house.say('info', '', { id, attachments })))
  expect(answers.map(({ sentences }) => sentences.join().includes('still being read'))).toEqual([false, true, false])
})
