import { MoodreelError } from '../core/errors.ts'
import { canMake } from '../core/fit/can-make.ts'
import { checkRequest } from '../core/fit/check-request.ts'
import { handOver } from '../core/fit/hand-over.ts'
import { layerDefaults } from '../core/fit/layer-defaults.ts'
import { estimateCredits } from '../core/fit/price.ts'
import type { Batch } from '../core/generation.ts'
import type { KeyedLock } from '../core/keyed-lock.ts'
import { kindOf, madeOf } from '../core/made.ts'
import { askAboveDefault } from '../core/members.ts'
import type { Model } from '../core/model.ts'
import { findClip, findHere, noSuchClip } from '../core/options/find-clip.ts'
import type { Invocation } from '../core/platform.ts'
import { undoMs } from '../core/report.ts'
import type { RequestDraft } from '../core/request.ts'
import type { Studio } from '../core/studio.ts'
import { chooseLanguage } from '../core/words/languages.ts'
import { say } from '../core/words/sentence.ts'
import type { GenerationRecord } from '../storage/generation-rows.ts'
import { createAdmit, invocationKey } from './admission/admit.ts'
import { createAuditor } from './admission/auditor.ts'
import type { Desk } from './admission/desk.ts'
import { createDirectRules } from './admission/direct-rules.ts'
import { createMayMake } from './admission/may-make.ts'
import { createMemberTerms, type MemberTerms } from './admission/member-terms.ts'
import { createOwnRules } from './admission/own-rules.ts'
import { createPickModel } from './admission/pick-model.ts'
import { createRules, modelsFor, reasonsOff } from './admission/rules.ts'
import type { WatchRoof } from './admission/watch-roof.ts'
import { createBeginBatch } from './begin-batch.ts'
import { mediaLineOf } from './media-line.ts'
import { createAppeals } from './members/appeals.ts'
import { createCancel } from './members/cancel.ts'
import type { CaseCards } from './members/case-cards.ts'
import { createCaseWork } from './members/case-work.ts'
import { createChoices } from './members/choices.ts'
import { createClipId } from './members/clip-id.ts'
import { createEdgeFrame } from './members/edge-frame.ts'
import { createEnsureMayTouch } from './members/ensure-may-touch.ts'
import { createEraseMember } from './members/erase-member.ts'
import { createFixes } from './members/fixes.ts'
import { createInItsThread } from './members/in-its-thread.ts'
import { createLanguageOf } from './members/language-of.ts'
import { createMembership } from './members/membership.ts'
import { createModerators } from './members/moderators.ts'
import type { Queue } from './members/queue.ts'
import { createReadRecipe } from './members/read-recipe.ts'
import { createReferenceUse } from './members/references.ts'
import type { Remove } from './members/remove.ts'
import { createRestore } from './members/restore.ts'
import { createSanctioning } from './members/sanctions.ts'
import { createTellMember } from './members/tell-member.ts'
import { createTemplates, findTemplate } from './members/templates.ts'
import { createView } from './members/view.ts'
import type { Parts } from './parts.ts'
import type { Announcer } from './posts/announcer.ts'
import { createAnswerFiles } from './posts/answer-files.ts'
import { parentNumberOf } from './posts/parent-number.ts'
import { preferencesKey, readPreferences } from './preferences.ts'
import { creditsOf, latelyFor } from './quote-price.ts'
import type { ClipPosts } from './workflow/clip-posts.ts'
import type { Engine } from './workflow/engine/engine.ts'
import type { OpenThread } from './workflow/open-thread.ts'

/** The use cases that commands ask for. */
export const createStudio = (
  parts: Pick<
    Parts,
    | 'allowed'
    | 'audit'
    | 'breakers'
    | 'canvasLinks'
    | 'cases'
    | 'catalogue'
    | 'clipAt'
    | 'clipNames'
    | 'clock'
    | 'flush'
    | 'generations'
    | 'history'
    | 'ledger'
    | 'locks'
    | 'log'
    | 'matchRules'
    | 'media'
    | 'mediaStore'
    | 'memberFetch'
    | 'members'
    | 'moderationService'
    | 'platforms'
    | 'policy'
    | 'posts'
    | 'providers'
    | 'publicLinks'
    | 'references'
    | 'roof'
    | 'sanctions'
    | 'settings'
    | 'stars'
    | 'tiers'
    | 'usage'
    | 'votes'
    | 'workPath'
    | 'workspaces'
  >,
  engine: Engine,
  tools: {
    openThread: OpenThread
    announcer: Announcer
    clipPosts: ClipPosts
    remove: Remove
    removals: KeyedLock
    queue: Queue
    watchRoof: WatchRoof
    desk: Desk
    cards: CaseCards
  },
): Studio => {
  const { openThread, announcer, clipPosts, remove, removals, queue, watchRoof, desk, cards } = tools
  const auditor = createAuditor(parts, desk)
  const ownRules = createOwnRules(parts)
  const rules = createRules(parts, auditor, ownRules)
  const termsOf = createMemberTerms(parts)
  const admit = createAdmit(parts, desk, watchRoof)
  const directRules = createDirectRules(parts)
  const restore = createRestore(parts, { announcer, clipPosts, locked: removals })
  const tellMember = createTellMember(parts)
  const sanctioning = createSanctioning(parts, tellMember)
  const appeals = createAppeals(parts, { auditor, desk, sanctioning, tellMember })
  const edgeFrame = createEdgeFrame(parts)
  const fixes = createFixes(parts, createMayMake(parts, { rules, directRules, termsOf }))
  const begin = createBeginBatch(parts, engine, openThread)
  const { isListed, learn, choose } = createPickModel(parts)

  const inItsThread = createInItsThread(parts)

  const findRecord = async (generationId: string): Promise<GenerationRecord> => {
    const record = await parts.generations.find(generationId)
    if (!record) throw noSuchClip(generationId)
    return record
  }

  const cases = createCaseWork(parts, { auditor, desk, cards, sanctioning, remove, restore, find: findRecord })
  const templates = createTemplates(parts, { auditor, find: findRecord })
  const references = createReferenceUse(parts, { auditor, rules, directRules, termsOf, find: findRecord })

  /** A draft with all that nobody typed, as requests to a model that takes them. `unlisted` finds a model that is not in the catalogue. */
  const fitDraft = async (
    invocation: Invocation,
    said: RequestDraft,
    terms: MemberTerms,
    unlisted: (name: string) => Model[] | Promise<Model[]>,
  ) => {
    const offElsewhere = await directRules(invocation)
    const named = said.template === undefined ? null : await findTemplate(parts.settings, invocation, said.template)
    const { draft, template, notes: aboutNames } = await references.fill(invocation, said, named)
    const name = (draft.model ?? template?.model)?.toLowerCase()
    const others = name?.includes('/') && !isListed(name) ? await unlisted(name) : []
    const models = modelsFor([...parts.catalogue.models(), ...others], terms.tier, { ...offElsewhere, ...reasonsOff(terms.settings) })
    const here = rules.place(invocation, draft, models, terms)
    const preferences = await readPreferences(parts, invocation)
    const defaults = { template, channel: here.defaults, member: preferences }
    const fitTo = (pick: typeof choose) => {
      const layered = layerDefaults(draft, defaults, here.models, pick)
      return { ...layered, ...checkRequest(layered.draft, layered.model, here.models) }
    }
    const handed = handOver(draft, here.models, (row) => {
      const { requests, notes, warnings } = fitTo(() => row)
      return { credits: requests.reduce((sum, request) => sum + estimateCredits(request, row), 0), notes: [...notes, ...warnings] }
    })
    const { draft: wished, model, notes, requests, warnings } = fitTo(handed ? () => handed.successor : choose)
    for (const request of requests) rules.ensureInTier(invocation, model, request, terms)
    return {
      ...{ wished, model, requests, warnings, preferences, template, models: here.models, clipsPerHour: here.clipsPerHour },
      notes: [...aboutNames, ...(handed ? [handed.note] : []), ...notes],
    }
  }

  const ensureMayTouch = createEnsureMayTouch(auditor)

  const wakeBatch = async (batchId: string): Promise<void> => {
    for (const { generation } of await parts.generations.ofBatch(batchId)) await engine.wake(generation.id)
    announcer.touch(batchId)
  }

  return {
    models: () => parts.catalogue.models(),
    drift: () => parts.catalogue.drift,

    async submit(said, draft, options = {}): Promise<Batch> {
      const again = await parts.generations.admittedAs(invocationKey(said))
      if (again) return again.batch.thread ? again.batch : begin(again)
      const invocation = await inItsThread(said, options.parentId)
      const terms = await termsOf(invocation)
      const fitted = await fitDraft(invocation, draft, terms, (name) => learn(name, terms))
      const { wished, model, requests, notes, warnings, preferences, template, clipsPerHour } = fitted
      rules.ensureConsent(wished, terms)
      // Of a model that nobody here has looked at, its name is all that says what it makes.
      await rules.words(invocation, wished, isListed(model.name) ? [] : [model.name, model.title])
      const anyModel = draft.model === undefined && !template ? true : undefined
      const asked = requests.map((request) => ({ ...request, anyModel }))
      const credits = creditsOf(invocation, model, requests)
      const { ask = askAboveDefault } = preferences
      if (!invocation.confirmed && credits > ask) {
        throw new MoodreelError('needs_yes', say('limits.askFirst', { ...madeOf(requests), credits, above: ask }))
      }
      const admitted = await admit(invocation, model, asked, terms, {
        language: chooseLanguage(preferences.language, invocation.locale),
        warnings: [...(options.notes ?? []), ...notes, ...warnings],
        parentId: options.parentId ?? null,
        clipsPerHour,
      })
      fixes.came(said)
      return begin(admitted)
    },

    async quote(invocation, draft) {
      const { model, requests, models } = await fitDraft(invocation, draft, await termsOf(invocation), parts.catalogue.unlisted)
      return {
        model,
        requests,
        credits: creditsOf(invocation, model, requests),
        lately: latelyFor(invocation, model, requests),
        models: models.filter((row) => !row.unavailable && canMake(row, draft)),
      }
    },

    clipId: createClipId(parts),

    async find(generationId) {
      const { generation, batch } = await findRecord(generationId)
      return { generation, batch }
    },

    parentNumber: (generation, batch) => parentNumberOf(parts, { generation, batch }),

    cancel: createCancel(parts, { engine, announcer, desk, ensureMayTouch, find: findRecord }),

    ...createChoices(parts, { clipPosts, find: findRecord }),
    ...createView(parts, { find: findRecord, fixes }),

    async remove(invocation, generationId, { keepMs } = {}) {
      const record = await findHere(findRecord, invocation, generationId)
      await ensureMayTouch(invocation, record.batch, 'delete', generationId)
      const by = invocation.member.id
      parts.log.info({ generation: generationId, member: by }, 'removal requested')
      if (by === record.batch.memberId) return remove(record, { keepMs, by })
      const removal = await remove(record, { keepMs: undoMs, by })
      if (removal !== 'notFinished') await cases.removed(invocation, record)
      return removal
    },

    async restore(invocation, generationId) {
      const record = await findHere(findRecord, invocation, generationId)
      await ensureMayTouch(invocation, record.batch, 'restore', generationId)
      const { batch, removedBy } = record
      if (removedBy !== null && removedBy !== batch.memberId && !invocation.member.moderator) {
        throw new MoodreelError('not_allowed', say('member.removedByModerator', { kind: kindOf(record.generation) }))
      }
      await restore(record)
    },

    async edgeFrame(invocation, generationId, at) {
      const { generation } = await findClip({ find: findRecord }, invocation, generationId)
      return edgeFrame(generation, at, mediaLineOf(invocation.platform, invocation.member.id))
    },

    readRecipe: createReadRecipe(parts),

    fixes,
    membership: createMembership(parts, {
      ...{ termsOf, queue, auditor, cases, appeals },
      eraseMember: createEraseMember(parts, { remove, auditor, desk, cases, appeals, templates, references, preferencesKey }),
    }),
    moderators: createModerators(parts, {
      ...{ termsOf, queue, auditor, desk, cases, appeals, sanctioning, ownRules, rules, wakeBatch },
      find: findRecord,
    }),
    files: createAnswerFiles(parts, createLanguageOf(parts)),
    templates,
    references,
  }
}
