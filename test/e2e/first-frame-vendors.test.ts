import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { readModels } from '../../config/models.ts'
import type { Generation } from '../../src/core/generation.ts'
import type { Attachment } from '../../src/core/request.ts'
import { meanDifference } from '../providers/local/fixtures.ts'
import { tier } from '../support/admission.ts'
import { skyMask } from '../support/first-frame/painter.ts'
import { apartByMask, firstFrameApart, pixelsOf } from '../support/first-frame/pixels.ts'
import { paintingVendors } from '../support/first-frame/vendors.ts'
import { guardFor } from '../support/guard-for.ts'
import { openHouse } from '../support/open-house.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

const { models } = await readModels(undefined)
/** A busy machine draws fifteen pictures slowly. */
const patienceMs = 300_000
const wide = { ...tier, clipsPerDay: 100, inFlight: 100, longestSeconds: 30, creditsPerMonth: 100_000 }

test.each(paintingVendors)(
  'ten stills, one fixed by a mask and animated, through the contract server of $name',
  async ({ rows, open }) => {
    const { server, provider, jobs } = await open()
    const own = models.filter(({ name }) => Object.values(rows).includes(name))
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
    house.platform.holdRounds()
    const { storage } = house

    /** What a line made, once all of it was told. */
    const made = async (command: string, line: string, attachments: Attachment[] = []): Promise<[Generation, ...Generation[]]> => {
      const { sentences } = await house.say(command, line, { attachments })
      expect(sentences).toEqual([])
      const ids = await house.finished()
      const [first, ...others] = await Promise.all(ids.map(async (id) => (await house.studio.find(id)).generation))
      if (!first) throw new Error(`/${command} made nothing`)
      for (const { failure, state } of [first, ...others]) expect([state, failure]).toEqual(['delivered', null])
      return [first, ...others]
    }
    const bytesOf = async ({ clip }: Generation): Promise<Uint8Array> =>
      new Uint8Array(await new Response(await storage.mediaStore.read(clip?.video.key ?? '')).arrayBuffer())
    const attached = async (name: string, bytes: Uint8Array): Promise<Attachment> => {
      const path = join(await temporaryFolder(), name)
      await writeFile(path, bytes)
      await storage.mediaStore.put(`uploads/${name}`, path)
      return { url: `media:uploads/${name}`, name, mediaType: 'image/png', sizeBytes: bytes.byteLength }
    }

    const stills = await made('still', `a meadow under a wide sky --takes 10 --ar 16:9 --seed 7001 --model ${rows.still}`)
    const asked = jobs().map(({ makes, seed }) => `${makes} ${seed}`)
    expect(asked.toSorted()).toEqual(Array.from({ length: 10 }, (_, at) => `still ${7001 + at}`).toSorted())

    const third = stills[2] as Generation
    const before = await bytesOf(third)
    const mask = skyMask(await pixelsOf(before))
    const fixes = await made('fix', `${third.id} --into a violet sky --model ${rows.mask}`, [await attached('mask.png', mask)])
    const fills = jobs().slice(10)
    expect(fills.map(({ makes }) => makes)).toEqual(Array(4).fill('fill'))
    for (const job of fills) {
      if (job.makes !== 'fill') continue
      // What the vendor got is what the still is, and white is what it changes.
      expect((await apartByMask(before, job.picture, mask)).outside).toMatchObject({ changed: 0 })
      expect((await apartByMask(mask, job.mask, mask)).inside).toMatchObject({ changed: 0 })
      expect((await apartByMask(mask, job.mask, mask)).outside).toMatchObject({ changed: 0 })
    }
    for (const fix of fixes) {
      const { outside, inside } = await apartByMask(before, await bytesOf(fix), mask)
      expect(outside).toMatchObject({ changed: 0 })
      expect(inside.changed / inside.pixels).toBeGreaterThan(0.95)
    }

    const chosen = fixes[1] as Generation
    const fixed = await bytesOf(chosen)
    const motion = 'slow push in, the grass moves'
    const [clip] = await made('animate', `${chosen.id} --prompt "${motion}" --duration 3 --model ${rows.film}`)
    const film = jobs().at(-1)
    expect(film).toMatchObject({ makes: 'film', prompt: motion, seconds: 3 })
    if (film?.makes === 'film') {
      // It is that very still, or larger where the vendor takes none so small.
      const still = await pixelsOf(fixed)
      expect(meanDifference((await pixelsOf(film.picture, still)).rgba, still.rgba)).toBeLessThan(2)
    }
    expect(await firstFrameApart(await bytesOf(clip), fixed)).toBeLessThan(4)
    expect(server.taken).toBe(15)
  },
  patienceMs,
)
