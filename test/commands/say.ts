import type { Command } from '../../src/core/command.ts'
import type { Batch, Generation } from '../../src/core/generation.ts'
import type { MediaInfo } from '../../src/core/media.ts'
import type { Membership } from '../../src/core/members.ts'
import type { Model } from '../../src/core/model.ts'
import type { Moderators } from '../../src/core/moderators.ts'
import { readOptions } from '../../src/core/options/read-options.ts'
import type { Invocation } from '../../src/core/platform.ts'
import type { WordedPost } from '../../src/core/post.ts'
import type { Recipe } from '../../src/core/recipe.ts'
import type { Attachment, RequestDraft } from '../../src/core/request.ts'
import type { Studio } from '../../src/core/studio.ts'
import type { Quota } from '../../src/core/tier.ts'
import { wordPost } from '../../src/core/words/word-post.ts'

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
}

export const sampleBatch: Batch = {
  id: '000000000000',
  platform: 'web',
  workspace: 'local',
  memberId: 'ann',
  memberName: 'Ann',
  command: 't2v',
  language: 'en',
  thread: null,
  root: null,
  createdAt: 0,
}

const info: MediaInfo = {
  kind: 'video',
  mediaType: 'video/mp4',
  sizeBytes: 1,
  width: 16,
  height: 9,
  rotation: 0,
  durationSeconds: 1,
  fps: 24,
  videoCodec: 'avc',
  audioCodec: null,
}

const missing = (what: string): never => {
  throw new Error(`the test's house has no ${what}`)
}

const nothing = async (): Promise<never> => missing('moderators')

/** Commands of moderators are tested in a real house. */
const noModerators: Moderators = {
  member: nothing,
  setLimits: nothing,
  grant: nothing,
  reset: nothing,
  history: nothing,
  ownerOf: nothing,
  block: nothing,
  unblock: nothing,
  settings: nothing,
  change: nothing,
  roof: () => ({ day: 2000, month: 20_000 }),
  setBudget: nothing,
  pause: nothing,
  switchOff: nothing,
  usage: nothing,
  queue: nothing,
  audit: nothing,
  undecided: nothing,
  decide: nothing,
  answerAppeal: nothing,
  requests: nothing,
  blocked: nothing,
  tiers: nothing,
  cases: nothing,
  handle: nothing,
  undo: nothing,
}
const noMembership: Membership = {
  quota: nothing,
  models: nothing,
  history: nothing,
  queue: nothing,
  days: nothing,
  preferences: nothing,
  prefer: nothing,
  likeness: nothing,
  consent: nothing,
  forget: nothing,
  report: nothing,
  appealable: nothing,
  appeal: nothing,
}

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
  const studio: Studio = {
    models: () => house.models ?? missing('models'),
    drift: () => new Map(),
    submit: async (_, draft) => {
      said.drafts.push(draft)
      return sampleBatch
    },
    find: async () => house.found ?? missing('generation'),
    clipId: async (_, name) => name,
    cancel: async (_, id) => {
      said.canceled.push(id)
      return 'canceling'
    },
    remove: async () => missing('clips to take away'),
    restore: async () => missing('clips to bring back'),
    lastFrame: async () => missing('pictures'),
    readRecipe: async () => ({ recipe: house.recipe === undefined ? missing('recipe') : house.recipe, info }),
    membership: {
      ...noMembership,
      quota: async () => house.quota ?? missing('quota'),
      models: async () => house.models ?? missing('models'),
    },
    moderators: noModerators,
    templates: { list: async () => [], save: nothing, remove: nothing },
    files: { chart: async () => missing('chart'), table: async () => missing('table') },
  }
  await command.execute({
    options: readOptions(command, invocation),
    invocation,
    studio,
    commands: house.commands ?? [command],
    respond: {
      reply: async (post, options) => {
        said.replies.push({ post: wordPost(post), private: options?.private ?? false })
      },
      form: async () => missing('forms'),
    },
  })
  return said
}
