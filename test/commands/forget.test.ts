import { describe, expect, test } from 'vitest'
import { fakeModel, openHouse } from '../support/open-house.ts'
import { sampleClip, sampleInput } from '../support/sample-clip.ts'
import { smallClip } from '../support/small-clip.ts'

describe('forget', () => {
  test('asks first, with a button that says yes', async () => {
    const house = await openHouse()
    const { id } = await house.clip()
    const { replies } = await house.say('forget', '')
    expect(replies).toMatchObject([
      { isPrivate: true, post: { actions: [{ command: 'forget', argument: 'yes', label: 'Delete my data', style: 'danger' }] } },
    ])
    expect((await house.studio.find(id)).generation.removedAt).toBeNull()
  })

  test.each(['--yes', 'the button'])('takes away clips, files, posts, words and settings by %s', async (way) => {
    const house = await openHouse({ run: true })
    house.provider.clip = await smallClip()
    await house.say('settings', '--duration 4')
    await house.say('t2v', 'a secret boat')
    const [id = ''] = await house.finished()
    const { clip } = (await house.studio.find(id)).generation
    expect(await house.keeps(clip?.video.key ?? '')).toBe(true)

    const { sentences } = await (way === '--yes' ? house.say('forget', way) : house.press('forget', 'yes'))
    expect(sentences).toEqual(['Deleted: 1 clip, your prompts, your files and your settings.'])
    for (const file of [clip?.video, clip?.poster]) expect(await house.keeps(file?.key ?? '')).toBe(false)
    expect([...house.platform.messages.values()]).toEqual([])
    const { generation, batch } = await house.studio.find(id)
    expect(JSON.stringify([generation, batch])).not.toMatch(/secret|Ann/)
    expect((await house.say('settings', '')).replies[0]?.post.fields?.[2]?.value).toBe('chosen for each clip')
  })

  test('takes the words out of what moderators were shown', async () => {
    const house = await openHouse()
    house.platform.homeChannel = 'moderators'
    const { id } = await house.clip({ request: { prompt: 'a secret boat' } })
    await house.say('report', `${id} not nice`, { id: 'bea', name: 'Bea' })
    await house.say('forget', '--yes')
    expect([...house.platform.messages.values()]).toMatchObject([
      { text: `The clip ${id} was deleted with all data of its member.`, actions: [], media: [] },
    ])
  })

  test('leaves the mask that a fix of somebody else waits for, and takes what nobody waits for', async () => {
    const house = await openHouse({ models: [fakeModel({ name: 'stills', modes: ['t2i', 'i2i'], mask: true })] })
    const bea = { id: 'bea', name: 'Bea' }
    const video = { ...sampleClip('x').poster, width: 96, height: 54 }
    const { id } = await house.clip({ request: { mode: 't2i', model: 'stills' }, clip: { video } })
    await house.say('fix', `${id} --into a storm --field top --takes 1`, bea)
    const [waiting] = await house.childrenOf(id)
    // A field's mask is one file, whoever names it.
    const mask = waiting?.request.mask?.url.slice('media:'.length) ?? ''
    const own = 'inputs/own.png'
    const { path, release } = await house.storage.mediaStore.borrow(mask)
    await house.storage.mediaStore.put(own, path).finally(release)
    const inputs = [mask, own].map((key) => ({ role: 'mask' as const, media: { ...sampleInput('mask', 'x.png').media, key } }))
    await house.clip({ request: { mode: 'i2i', model: 'stills' }, inputs })
    await house.say('forget', '--yes')
    expect([await house.keeps(mask), await house.keeps(own)]).toEqual([true, false])
  })

  test('leaves the clips of others', async () => {
    const house = await openHouse()
    const { id } = await house.clip()
    await house.say('forget', '--yes', { id: 'bea', name: 'Bea' })
    expect((await house.studio.find(id)).generation.removedAt).toBeNull()
  })
})
