import { createCanvas } from '@napi-rs/canvas'
import { expect, test } from 'vitest'
import { createSheets } from '../../../src/studio/posts/sheets.ts'
import { stillTiles } from '../../../src/studio/posts/still-post.ts'
import { fitClip } from '../../../src/studio/workflow/fit-clip.ts'
import { noise } from '../../media/fixtures.ts'
import { fakeModel, type House, openHouse } from '../../support/open-house.ts'
import { quietLog } from '../../support/quiet-log.ts'
import { sharedMedia } from '../../support/shared-media.ts'

const models = [fakeModel({ name: 'stills', modes: ['t2i', 'i2i'], mask: true, aspectRatios: ['16:9'] })]

const picture = (): Uint8Array => createCanvas(96, 54).toBuffer('image/png')

const sheetsIn = async (house: House): Promise<string[]> =>
  (await Array.fromAsync(house.storage.mediaStore.list('sheets/'))).map(({ key }) => key)

/** One that takes a few hundred kilobytes. */
const noisy = (): Uint8Array => {
  const context = createCanvas(480, 270).getContext('2d')
  noise(context, 480, 270, 0, 1)
  return context.canvas.toBuffer('image/png')
}

const stills = async (house: House, line: string, made = picture()): Promise<string[]> => {
  house.provider.clip = made
  await house.say('still', line)
  return house.finished()
}

test.each(['the fix', 'what it was made from'])('no before and after stays of a fix where %s is deleted as it is drawn', async (which) => {
  const { media } = await sharedMedia()
  let meanwhile = async (): Promise<unknown> => null
  const house = await openHouse({
    run: true,
    models,
    parts: { media: { ...media, beforeAfter: (...asked) => media.beforeAfter(...asked).finally(() => meanwhile()) } },
  })
  const [id = ''] = await stills(house, 'a hill --takes 1')
  await house.say('fix', `${id} --into a storm --field top --takes 1`)
  const [fixed = ''] = await house.finished()
  const gone = which === 'the fix' ? fixed : id
  meanwhile = () => house.press('delete', gone)
  const { replies } = await house.press('show', fixed)
  expect(replies[0]?.post.media).toHaveLength(1)
  expect((await house.studio.find(gone)).generation.removedAt).not.toBeNull()
  expect(await sheetsIn(house)).toEqual([])
})

test.each(['of clips', 'of a round'])('no sheet %s stays where one of them is deleted as it is drawn', async (which) => {
  const { media } = await sharedMedia()
  const house = await openHouse({ run: true, models })
  const [id = ''] = await stills(house, 'a hill --takes 2')
  const { batch } = await house.studio.find(id)
  const takes = await house.storage.generations.ofBatch(batch.id)
  const sheets = createSheets({
    ...house.storage,
    log: quietLog,
    media: { ...media, numberSheet: (...asked) => media.numberSheet(...asked).finally(() => house.press('delete', id)) },
  })
  const sheet =
    which === 'of clips'
      ? await sheets.ofClips(takes)
      : await sheets.ofTiles(batch.id, stillTiles(takes, null), { prompt: 'a hill', parentId: null })
  expect([sheet, await sheetsIn(house)]).toEqual([null, []])
})

test('no smaller copy of a clip stays that is taken away for good as the copy is made', async () => {
  const { media } = await sharedMedia()
  const house = await openHouse({ run: true, models })
  const [id = ''] = await stills(house, 'a hill --takes 1', noisy())
  const record = await house.storage.generations.find(id)
  const clip = record?.generation.clip
  if (!record || !clip) throw new Error('no still')
  const parts = {
    ...house.storage,
    log: quietLog,
    media: { ...media, fit: (...asked: Parameters<typeof media.fit>) => media.fit(...asked).finally(() => house.say('forget', '--yes')) },
  }
  const fitting = fitClip(parts, record, clip, clip.video.sizeBytes / 2, AbortSignal.timeout(60_000))
  await expect(fitting).rejects.toMatchObject({ code: 'not_found' })
  expect(await Array.fromAsync(house.storage.mediaStore.list('fitted/'))).toEqual([])
})
