import type { Command } from '../../src/core/command.ts'
import type { Batch, Generation } from '../../src/core/generation.ts'
import type { Membership } from '../../src/core/members.ts'
import type { Model } from '../../src/core/model.ts'
import { readOptions } from '../../src/core/options/read-options.ts'
import type { Invocation } from '../../src/core/platform.ts'
import type { WordedPost } from '../../src/core/post.ts'
import type { Recipe } from '../../src/core/recipe.ts'
import type { Attachment, RequestDraft } from '../../src/core/request.ts'
import type { Studio } from '../../src/core/studio.ts'
import type { Quota } from '../../src/core/tier.ts'
import type { Language } from '../../src/core/words/languages.ts'
import { wordPost } from '../../src/core/words/word-post.ts'
import { admission } from '../support/admission.ts'
import { sampleClip } from '../support/sample-clip.ts'

/** What the studio of a test knows. */
export interface House {
  models?: Model[]
  found?: { generation: Generation; batch: Batch }
  recipe?: Recipe | null
  quota?: Quota
  commands?: Command[]
  attachments?: Attachment[]
  workspace?: string
  moderator?: boolean
  language?: Language
}

const missing = (what: string): never => {
  throw new Error(`the test's house has no ${what}`)
}

/** A part of the house that knows this much; whoever asks it for more is told what is missing. Moderators are tested in a real house. */
const only = <Part extends object>(known: Partial<Part>): Part =>
  new Proxy(known as Part, { get: (part, name) => Reflect.get(part, name) ?? (() => missing(String(name))) })

/** Says one line to a command in a house that makes nothing: gives back what was asked of it and what was answered. */
export const say = async (
  command: Command,
  text: string,
  house: House = {},
): Promise<{ drafts: RequestDraft[]; canceled: string[]; replies: { post: WordedPost; private: boolean }[] }> => {
  const said = { drafts: [] as RequestDraft[], canceled: [] as string[], replies: [] as { post: WordedPost; private: boolean }[] }
  const invocation: Invocation = {
    id: 'event',
    platform: 'web',
    workspace: house.workspace ?? 'local',
    member: { id: 'ann', name: 'Ann', roles: [], moderator: house.moderator ?? false },
    command: command.name,
    input: { kind: 'text', text },
    attachments: house.attachments ?? [],
    origin: null,
  }
  const studio = only<Studio>({
    models: () => house.models ?? missing('models'),
    drift: () => new Map(),
    submit: async (_, draft) => {
      said.drafts.push(draft)
      return admission().batch
    },
    quote: async () => missing('quote'),
    find: async () => house.found ?? missing('generation'),
    takesOf: async () => [house.found?.generation ?? missing('generation')],
    parentNumber: async () => null,
    clipId: async (_, name) => name,
    cancel: async (_, id) => {
      said.canceled.push(id)
      return 'canceling'
    },
    readRecipe: async () => ({
      recipe: house.recipe === undefined ? missing('recipe') : house.recipe,
      info: sampleClip('000000000000').video,
    }),
    membership: only<Membership>({
      quota: async () => house.quota ?? missing('quota'),
      models: async () => house.models ?? missing('models'),
    }),
    templates: only<Studio['templates']>({ list: async () => [] }),
  })
  await command.execute({
    options: readOptions(command, invocation),
    invocation,
    studio,
    commands: house.commands ?? [command],
    respond: {
      reply: async (post, options) => {
        said.replies.push({ post: wordPost({ ...post, language: house.language }), private: options?.private ?? false })
      },
      form: async () => missing('forms'),
    },
  })
  return said
}
