import type { Model } from '../../src/core/model.ts'
import { type InputRole, type Mode, modes } from '../../src/core/request.ts'

/** One endpoint of a model. What its inputs are called and may be is in its own schema. */
export interface Endpoint {
  /** Its id; `$1` and so on are the parts of the row's target. */
  id: string
  modes: readonly Mode[]
  /** The files without which it does not begin, and those that it takes beside them. */
  needs: readonly InputRole[]
  may: readonly InputRole[]
  /** It goes on where a video ends. */
  continues: boolean
}

/** A model that has an endpoint for each kind of input. A row's target is the id of one of them. */
interface Family {
  target: RegExp
  endpoints: readonly Endpoint[]
}

type Files = Partial<Pick<Endpoint, 'needs' | 'may'>>

const of = (id: string, mode: Mode, { needs = [], may = [] }: Files = {}): Endpoint => ({ id, modes: [mode], needs, may, continues: false })
const fromWords = (id: string, may: readonly InputRole[] = []): Endpoint => of(id, 't2v', { may })
const fromImage = (id: string, may: readonly InputRole[] = []): Endpoint => of(id, 'i2v', { needs: ['firstFrame'], may })
const fromFrames = (id: string): Endpoint => of(id, 'i2v', { needs: ['firstFrame', 'lastFrame'] })
const fromVideo = (id: string, may: readonly InputRole[] = []): Endpoint => of(id, 'v2v', { needs: ['video'], may })
const onwards = (id: string): Endpoint => ({ ...fromVideo(id), continues: true })
const fromReferences = (id: string, may: readonly InputRole[] = []): Endpoint => of(id, 't2v', { needs: ['referenceImages'], may })
const anyReferences: readonly InputRole[] = ['referenceImages', 'referenceVideos', 'referenceAudios']

/** Which endpoints are one model is in no schema: from https://fal.ai/models and fal's own client, 2026-08 to 2026-10. */
const families: readonly Family[] = [
  {
    target: /^(fal-ai\/wan\/v2\.7)\/(?:text-to-video|image-to-video|edit-video)$/,
    endpoints: [
      fromWords('$1/text-to-video', ['audio']),
      fromImage('$1/image-to-video', ['lastFrame', 'audio']),
      fromVideo('$1/edit-video', ['referenceImages']),
    ],
  },
  {
    target: /^(alibaba\/wan-3\.0(?:-prime)?)\/text-to-video$/,
    endpoints: [fromWords('$1/text-to-video'), fromImage('$1/image-to-video', ['lastFrame'])],
  },
  {
    target: /^(fal-ai\/kling-video\/v3\/(?:turbo\/)?(?:pro|standard|4k))\/(?:text|image)-to-video$/,
    endpoints: [fromWords('$1/text-to-video'), fromImage('$1/image-to-video', ['lastFrame'])],
  },
  {
    target: /^(fal-ai\/veo3\.1(?:\/fast|\/lite)?)(?:\/image-to-video|\/first-last-frame-to-video|\/reference-to-video)?$/,
    endpoints: [
      fromWords('$1'),
      fromImage('$1/image-to-video'),
      fromFrames('$1/first-last-frame-to-video'),
      fromReferences('$1/reference-to-video'),
      onwards('$1/extend-video'),
    ],
  },
  {
    target: /^(fal-ai\/ltx-2\.3)\/(?:text|image)-to-video(\/fast)?$/,
    endpoints: [fromWords('$1/text-to-video$2'), fromImage('$1/image-to-video$2', ['lastFrame']), onwards('$1/extend-video')],
  },
  {
    target: /^(bytedance\/seedance-2\.(?:0(?:\/fast|\/mini)?|5))\/text-to-video$/,
    endpoints: [
      fromWords('$1/text-to-video'),
      fromImage('$1/image-to-video', ['lastFrame']),
      fromWords('$1/reference-to-video', anyReferences),
    ],
  },
  {
    target: /^(minimax\/h3(?:-max)?)\/text-to-video$/,
    endpoints: [
      fromWords('$1/text-to-video'),
      fromImage('$1/image-to-video', ['lastFrame']),
      fromWords('$1/reference-to-video', anyReferences),
    ],
  },
  {
    target: /^(alibaba\/happy-horse\/v1\.1)\/text-to-video$/,
    endpoints: [fromWords('$1/text-to-video'), fromImage('$1/image-to-video'), fromReferences('$1/reference-to-video')],
  },
  {
    target: /^(google\/gemini-omni-flash\/v1\.1)\/text-to-video$/,
    endpoints: [
      fromWords('$1/text-to-video'),
      fromImage('$1/image-to-video'),
      fromReferences('$1/reference-to-video'),
      fromVideo('$1/edit'),
    ],
  },
  {
    target: /^(blackforestlabs\/flux-3)\/text-to-video$/,
    endpoints: [fromWords('$1/text-to-video'), fromImage('$1/image-to-video'), fromFrames('$1/first-last-frame-to-video')],
  },
  {
    target: /^(luma\/agent\/ray\/v3\.2)\/text-to-video$/,
    endpoints: [fromWords('$1/text-to-video'), fromImage('$1/image-to-video', ['lastFrame'])],
  },
  {
    target: /^(fal-ai\/pixverse\/v6)\/text-to-video$/,
    endpoints: [fromWords('$1/text-to-video'), fromImage('$1/image-to-video'), fromFrames('$1/transition'), onwards('$1/extend')],
  },
  {
    target: /^(fal-ai\/vidu\/q3)\/text-to-video$/,
    endpoints: [fromWords('$1/text-to-video'), fromImage('$1/image-to-video', ['lastFrame'])],
  },
  {
    target: /^(fal-ai\/(?:nano-banana-2|flux-2-pro))$/,
    endpoints: [of('$1', 't2i'), of('$1/edit', 'i2i', { needs: ['firstFrame'], may: ['referenceImages'] })],
  },
]

/** The endpoint ids of fal stand in paths as they are. */
const endpointId = /^[\w-][\w.-]*(?:\/[\w-][\w.-]*)+$/

/** The endpoints of a row: those of its family, or else the one that its target names. None for a target that is no endpoint. */
export const endpointsOf = ({ target }: Pick<Model, 'target'>): Endpoint[] => {
  if (!endpointId.test(target)) return []
  const family = families.find((one) => one.target.test(target))
  // Its own schema says what it takes.
  if (!family) return [{ id: target, modes, needs: [], may: [], continues: false }]
  return family.endpoints.map((one) => ({ ...one, id: target.replace(family.target, one.id) }))
}

/** What decides which endpoint a request goes to. */
export interface Wanted {
  mode: Mode
  continues?: boolean | undefined
  roles: ReadonlySet<InputRole>
}

/** The endpoint for these files, the one that needs most of them and takes the fewest others first; null when none takes them all. */
export const endpointFor = (row: Pick<Model, 'target'>, { mode, continues = false, roles }: Wanted): Endpoint | null => {
  const all = endpointsOf(row)
  if (all.length === 1) return all[0] ?? null
  const able = all.filter(
    (one) =>
      one.modes.includes(mode) &&
      one.continues === continues &&
      one.needs.every((role) => roles.has(role)) &&
      [...roles].every((role) => one.needs.includes(role) || one.may.includes(role)),
  )
  return able.toSorted((one, other) => other.needs.length - one.needs.length || one.may.length - other.may.length)[0] ?? null
}
