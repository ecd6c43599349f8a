import { readModels } from '../../../config/models.ts'
import { checkRequest } from '../../../src/core/fit/check-request.ts'
import type { Generation } from '../../../src/core/generation.ts'
import type { StoredMedia } from '../../../src/core/media.ts'
import { modeFacts } from '../../../src/core/mode-facts.ts'
import type { Model } from '../../../src/core/model.ts'
import type { Provider, ProviderRequest } from '../../../src/core/provider.ts'
import type { Mode, RequestDraft } from '../../../src/core/request.ts'
import { loadProviders } from '../../../src/program/load.ts'
import { providerRequest } from '../../../src/studio/workflow/provider-request.ts'
import { guardFor } from '../../support/guard-for.ts'
import { providerTools } from '../../support/provider-tools.ts'
import { laterInFile, temporaryFolder } from '../../support/temporary-folder.ts'
import { namedHere } from '../fal/bench.ts'
import { listenAsVendor } from './listening-vendor.ts'

/** Every row of the catalogue that can be asked for. */
export const { models } = await readModels(undefined).then(({ models: all }) => ({ models: all.filter(({ unavailable }) => !unavailable) }))

/** Every provider of the program, before one server that stands for all vendors; for all tests of a file. */
export const openEveryProvider = async () => {
  const later = laterInFile()
  const folder = await temporaryFolder(later)
  const vendor = await listenAsVendor(folder, later)
  const guard = guardFor([vendor.origin])
  const providers = new Map<string, Provider>()
  for (const [name, definition] of await loadProviders(undefined)) {
    // What fal's models take is told at an address that is no setting.
    const fetchNamed = name === 'fal' ? namedHere(vendor.origin) : guard.fetchNamed
    const tools = providerTools({ folder, fetchNamed, publicUrl: 'https://bot.example' })
    const provider = definition.create(definition.settings.parse(vendor.environment), tools)
    if (provider) providers.set(name, provider)
  }
  later(async () => {
    for (const provider of providers.values()) await provider.stop?.()
    await guard.close()
  })
  return { vendor, providers }
}

const stored = (kind: 'image' | 'video', width: number, height: number): StoredMedia => ({
  kind,
  mediaType: kind === 'image' ? 'image/png' : 'video/mp4',
  sizeBytes: 4,
  width,
  height,
  rotation: 0,
  durationSeconds: kind === 'video' ? 3 : 0,
  fps: kind === 'video' ? 24 : 0,
  videoCodec: kind === 'video' ? 'avc' : null,
  audioCodec: null,
  key: 'inputs/x.png',
  sha256: 'x',
})

const file = { url: 'media:x', name: 'x.png' }

/** What somebody asks for in a mode: the least, and what is typed beside it. */
export const draftOf = (mode: Mode, typed: Partial<RequestDraft> = {}): RequestDraft => ({
  mode,
  prompt: 'a paper boat',
  ...(modeFacts[mode].source === 'firstFrame' && { firstFrame: file }),
  ...(modeFacts[mode].source === 'video' && { video: file }),
  ...typed,
})

/** The request as the studio hands it to the provider of a row, with a source of this size. A picture that is too small was scaled up. */
export const requestFor = (row: Model, draft: RequestDraft, sides = [1600, 900]): ProviderRequest => {
  const scale = Math.max(1, (row.image.minSide ?? 0) / Math.min(...sides))
  const [width = 0, height = 0] = sides.map((side) => Math.round(side * scale))
  const [request] = checkRequest(draft, row, models).requests
  if (!request) throw new Error('there is no request')
  const { source } = modeFacts[draft.mode]
  const inputs: Generation['inputs'] =
    source === 'firstFrame'
      ? [{ role: 'firstFrame', media: stored('image', width, height) }]
      : source === 'video'
        ? [{ role: 'video', media: stored('video', width, height) }]
        : []
  const parts = {
    catalogue: { modelOf: () => row },
    publicLinks: null,
    mediaStore: { read: async () => new Response('file').body ?? new ReadableStream() },
  }
  return providerRequest(parts, { generation: { request, inputs, model: row.name, createdAt: 0 } })
}
