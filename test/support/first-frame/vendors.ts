import type { Provider } from '../../../src/core/provider.ts'
import { openBench as openComfy } from '../../providers/comfyui/bench.ts'
import { openBench as openFal } from '../../providers/fal/bench.ts'
import { openBench as openReplicate } from '../../providers/replicate/bench.ts'
import type { ContractServer } from '../contract-server.ts'
import { type PaintJob, paint, ratioOf } from './painter.ts'

/** A vendor's contract server whose models make pictures, with the adapter that talks to it. */
export interface PaintingVendor {
  server: ContractServer<string>
  provider: Provider
  /** What it was to make, in the order in which it was asked. */
  jobs(): PaintJob[]
}

/** The rows of the catalogue that make a still, fill a mask and animate. */
export interface VendorRows {
  still: string
  mask: string
  film: string
}

type Input = Record<string, unknown>

/** A job by a model's own inputs, which are called alike at Replicate and fal. `read` opens a file by its link. */
const jobOf = (input: Input, ratio: unknown, read: (link: string) => Uint8Array): PaintJob => {
  const { prompt, seed } = input
  const said = { prompt: String(prompt), seed: Number(seed) }
  const first = input['image'] ?? input['first_frame'] ?? input['image_url'] ?? input['start_image_url']
  const mask = input['mask'] ?? input['mask_url']
  if (first === undefined) return { makes: 'still', ...said, ratio: ratioOf(ratio) }
  const picture = read(String(first))
  if (mask !== undefined) return { makes: 'fill', ...said, picture, mask: read(String(mask)) }
  return { makes: 'film', ...said, picture, seconds: Number(input['duration']) }
}

const bytesOfDataUrl = (link: string): Uint8Array => {
  const [, base64] = /^data:image\/\w+;base64,(.+)$/.exec(link) ?? []
  if (base64 === undefined) throw new Error('a file came as something else than a data URL')
  return Buffer.from(base64, 'base64')
}

const replicate = async (): Promise<PaintingVendor> => {
  const { server, provider } = await openReplicate()
  const read = (link: string): Uint8Array => {
    const file = server.files[Number(link.split('/').at(-1)) - 1]
    if (!file || !link.startsWith(`${server.url}/files/`)) throw new Error(`nobody uploaded ${link}`)
    return file.bytes
  }
  const of = ({ input }: (typeof server.predictions)[number]) => jobOf(input ?? {}, input?.['aspect_ratio'], read)
  server.draw = async (id) => paint(of(found(server.predictions.find((one) => one.id === id))))
  return { server, provider, jobs: () => server.predictions.toReversed().map(of) }
}

const ratiosOfFal: Record<string, string> = { landscape_16_9: '16:9', landscape_4_3: '4:3', square_hd: '1:1' }

const fal = async (): Promise<PaintingVendor> => {
  const { server, provider } = await openFal()
  const of = ({ input }: (typeof server.requests)[number]) => jobOf(input, ratiosOfFal[String(input['image_size'])], bytesOfDataUrl)
  server.draw = async (id) => paint(of(found(server.requests.find((one) => one.id === id))))
  return { server, provider, jobs: () => server.requests.map(of) }
}

const comfyui = async (): Promise<PaintingVendor> => {
  const { server, provider } = await openComfy()
  const of = (graph: NonNullable<ReturnType<typeof server.graphs.get>>): PaintJob => {
    const nodes = Object.values(graph)
    const inputs = (name: string): Input | undefined => nodes.find((node) => node.class_type === name)?.inputs
    const file = (name: unknown): Uint8Array => found(server.files.get(String(name)))
    const prompt = nodes.find((node) => node._meta?.title === 'Prompt')?.inputs['text']
    const seed = inputs('KSampler')?.['seed'] ?? inputs('KSamplerAdvanced')?.['noise_seed']
    const said = { prompt: String(prompt), seed: Number(seed) }
    const [size, first, mask, film] = ['EmptySD3LatentImage', 'LoadImage', 'LoadImageMask', 'WanFirstLastFrameToVideo'].map(inputs)
    if (!first) return { makes: 'still', ...said, ratio: Number(size?.['width']) / Number(size?.['height']) }
    const picture = file(first['image'])
    if (mask) {
      const scaled = inputs('ImageScale')
      const size = { width: Number(scaled?.['width']), height: Number(scaled?.['height']) }
      return { makes: 'fill', ...said, picture, mask: file(mask['image']), size }
    }
    return { makes: 'film', ...said, picture, seconds: (Number(film?.['length']) - 1) / Number(inputs('CreateVideo')?.['fps']) }
  }
  server.draw = async (id) => paint(of(found(server.graphs.get(id))))
  return { server, provider, jobs: () => [...server.graphs.values()].map(of) }
}

const found = <Thing>(thing: Thing | undefined): Thing => {
  if (thing === undefined) throw new Error('a file is asked for of a job that nobody asked for')
  return thing
}

/** The vendors of the example, with the rows that each has for it. */
export const paintingVendors: readonly { name: string; rows: VendorRows; open(): Promise<PaintingVendor> }[] = [
  { name: 'replicate', rows: { still: 'flux-2-pro', mask: 'flux-fill-pro', film: 'wan-2.7-i2v' }, open: replicate },
  { name: 'fal', rows: { still: 'flux-2-pro-fal', mask: 'flux-fill-fal', film: 'wan-2.7-fal' }, open: fal },
  { name: 'comfyui', rows: { still: 'z-image-turbo-comfyui', mask: 'flux-fill-comfyui', film: 'wan-2.2-i2v-comfyui' }, open: comfyui },
]
