import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { readModels } from '../../config/models.ts'
import { newId } from '../../src/core/id.ts'
import type { RequestDraft } from '../../src/core/request.ts'
import { tier } from '../support/admission.ts'
import { skyMask } from '../support/first-frame/painter.ts'
import { apartByMask, firstFrameApart, pixelsOf } from '../support/first-frame/pixels.ts'
import { paintingVendors } from '../support/first-frame/vendors.ts'
import { guardFor } from '../support/guard-for.ts'
import { openHouse } from '../support/open-house.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

const { models } = await readModels(undefined)
const wide = { ...tier, clipsPerDay: 100, inFlight: 100, longestSeconds: 30, creditsPerMonth: 100_000 }

test.each(paintingVendors)('ten stills, one fixed by a mask and animated, through the contract server of $name', async ({ rows, open }) => {
  const { server, provider, jobs } = await open()
  const own = models.filter(({ name }) => Object.values(rows).includes(name))
  expect(own).toHaveLength(3)
  const guarded = guardFor([server.origin])
  onTestFinished(() => guarded.close())
  const house = await openHouse({
    models: own,
    run: true,
    parts: {
      providers: new Map([[provider.name, provider]]),
      providerFetch: new Map([[provider.name, guarded]]),
      concurrency: new Map([[provider.name, 8]]),
      tiers: { default: wide, all: [wide] },
    },
  })
  const { storage } = house

  const make = async (draft: RequestDraft, parentId?: string) => {
    const invocation = {
      ...{ id: newId(), platform: 'web', workspace: 'local', command: draft.mode, attachments: [], origin: {} },
      input: { kind: 'text' as const, text: '' },
      member: { id: 'ann', name: 'Ann', roles: [], moderator: false },
    }
    const { id } = await house.studio.submit(invocation, draft, parentId === undefined ? {} : { parentId })
    await house.finished()
    const made = (await storage.generations.ofBatch(id)).map(({ generation }) => generation)
    expect(made.map(({ state, failure }) => [state, failure])).toEqual(made.map(() => ['delivered', null]))
    return made
  }
  const bytesOf = async (id: string): Promise<Uint8Array> => {
    const key = (await storage.generations.find(id))?.generation.clip?.video.key ?? ''
    return new Uint8Array(await new Response(await storage.mediaStore.read(key)).arrayBuffer())
  }
  const put = async (name: string, bytes: Uint8Array): Promise<{ url: string; name: string }> => {
    const path = join(await temporaryFolder(), name)
    await writeFile(path, bytes)
    await storage.mediaStore.put(`uploads/${name}`, path)
    return { url: `media:uploads/${name}`, name }
  }
  const stored = (id: string, ending = 'png') => ({ url: `media:clips/${id}.${ending}`, name: `${id}.${ending}` })

  const stills = await make({ mode: 't2i', prompt: 'a meadow under a wide sky', takes: 10, aspectRatio: '16:9', seed: 7001, model: rows.still })
  expect(stills).toHaveLength(10)
  const seeds = jobs().map(({ makes, seed }) => `${makes} ${seed}`)
  expect(seeds.toSorted()).toEqual(Array.from({ length: 10 }, (_, at) => `still ${7001 + at}`).toSorted())

  const [, , third] = stills
  if (!third) throw new Error('there is no third still')
  const chosen = await bytesOf(third.id)
  const mask = skyMask(await pixelsOf(chosen))
  const fixes = await make(
    { mode: 'i2i', prompt: 'a violet sky', takes: 4, firstFrame: stored(third.id), mask: await put('mask.png', mask), model: rows.mask },
    third.id,
  )
  const fills = jobs().slice(10)
  expect(fills.map(({ makes }) => makes)).toEqual(Array(4).fill('fill'))
  for (const fill of fills) {
    if (fill.makes !== 'fill') continue
    expect((await apartByMask(chosen, fill.picture, mask)).outside.changed).toBe(0)
    expect(await pixelsOf(fill.mask)).toEqual(await pixelsOf(mask))
  }
  const fixed = await bytesOf(fixes[1]?.id ?? '')
  const { outside, inside } = await apartByMask(chosen, fixed, mask)
  console.log(outside, inside)

  const [clip] = await make(
    {
      ...{ mode: 'i2v', prompt: 'slow push in, the grass moves', durationSeconds: 3, model: rows.film },
      firstFrame: stored(fixes[1]?.id ?? '', fixes[1]?.clip?.video.mediaType === 'image/jpeg' ? 'jpg' : 'png'),
    },
    fixes[1]?.id,
  )
  const film = jobs().at(-1)
  expect(film).toMatchObject({ makes: 'film', prompt: 'slow push in, the grass moves', seconds: 3 })
  if (film?.makes === 'film') expect(await pixelsOf(film.picture)).toEqual(await pixelsOf(fixed))
  const apart = await firstFrameApart(await bytesOf(clip?.id ?? ''), fixed)
  console.log('first frame', apart)
  expect(apart).toBeLessThan(4)
  expect(server.taken).toBe(15)
})
