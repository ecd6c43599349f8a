import { MoodreelError } from '../../core/errors.ts'
import { carrySettings } from '../../core/fit/carry-settings.ts'
import { checkRequest } from '../../core/fit/check-request.ts'
import { isTooSmall, overLimit } from '../../core/fit/input-limits.ts'
import { estimateCredits } from '../../core/fit/price.ts'
import { byFit, type Choice } from '../../core/fit/rank-models.ts'
import { content, unmet } from '../../core/fit/unmet.ts'
import type { Generation } from '../../core/generation.ts'
import { kindOf } from '../../core/made.ts'
import type { Model } from '../../core/model.ts'
import type { ProviderErrorClass } from '../../core/provider.ts'
import type { RequestDraft, ResolvedRequest } from '../../core/request.ts'
import { say, type Text } from '../../core/words/sentence.ts'
import { tierNamed } from '../../core/workspace.ts'
import type { GenerationRecord } from '../../storage/generation-rows.ts'
import { modelsFor, reasonsOff } from '../admission/rules.ts'
import type { Parts } from '../parts.ts'

/** What a provider refuses work for that has nothing to do with what was asked. */
const ownReasons: ReadonlySet<ProviderErrorClass> = new Set<ProviderErrorClass>(['auth', 'credits', 'transient', 'model_gone'])

export const isOwnReason = (reason: ProviderErrorClass): boolean => ownReasons.has(reason)

interface Successor extends Choice {
  request: ResolvedRequest
  notes: Text[]
}

/** The request in another model's words; null when that one cannot take it for the credits that are held. */
const carried = (generation: Generation, model: Model, models: readonly Model[]): Successor | null => {
  const { anyModel, seed, ...asked } = generation.request
  const { continues } = asked
  if (generation.inputs.some(({ role, media }) => overLimit(model, media, { role, continues }) !== null || isTooSmall(model, media)))
    return null
  if (unmet(asked, model).some((name) => content.has(name))) return null
  const draft: RequestDraft = { ...asked, seed: model.seed ? seed : undefined, takes: 1 }
  const { draft: fitting, notes } = carrySettings(draft, model)
  try {
    const { requests, warnings } = checkRequest(fitting, model, models)
    const [request] = requests
    const credits = request ? estimateCredits(request, model) : 0
    if (!request || credits > generation.heldCredits) return null
    // The next may take the seed that this one does not.
    const kept = model.seed ? request.seed : seed
    return {
      model,
      credits,
      unmet: unmet(asked, model).length,
      request: { ...request, seed: kept, anyModel },
      notes: [...notes, ...warnings],
    }
  } catch (error) {
    // It does not take what was asked for: the next may.
    if (error instanceof MoodreelError) return null
    throw error
  }
}

/**
 * Hands a generation on to another model when its provider refuses work for reasons of its own: to the successor of one that is no more,
 * to the row's fallbacks, and where nobody named a model to the next best ones. Nobody pays more than was held, and the post says who
 * made the clip. Nobody who asked for a clip is given a preview. False when there is nobody to hand it on to. It is in line again afterwards.
 */
export const createFallBack =
  (parts: Pick<Parts, 'attempts' | 'breakers' | 'catalogue' | 'clock' | 'generations' | 'log' | 'members' | 'tiers' | 'workspaces'>) =>
  async ({ generation, batch, tier: tierName }: GenerationRecord, reason: ProviderErrorClass): Promise<boolean> => {
    const { catalogue, attempts, breakers, tiers } = parts
    const settings = await parts.workspaces.of(batch)
    const { limits } = await parts.members.find(batch)
    const tier = { ...tierNamed(tierName, tiers, settings), ...limits }
    const models = modelsFor(catalogue.models(), tier, reasonsOff(settings))
    const before = catalogue.rowOf(generation)
    if (!before) return false
    const tried = new Set([generation.model, ...(await attempts.modelsTried(generation.id))])
    const able = models
      .filter(
        (row) =>
          !tried.has(row.name) &&
          !row.unavailable &&
          (!row.nsfw || before.nsfw) &&
          (row.grade !== 'preview' || before.grade === 'preview') &&
          // What nobody bills was not counted as money when it was admitted.
          (row.price.nominal || !before.price.nominal) &&
          !breakers.isOpen(row.provider),
      )
      .flatMap((row) => carried(generation, row, models) ?? [])
    const heirs = reason === 'model_gone' ? [before.retires?.successor ?? [], before.fallbacks].flat() : before.fallbacks
    const named = heirs.flatMap((name) => able.find(({ model }) => model.name === name) ?? [])
    const [successor] = [...named, ...(generation.request.anyModel ? able.toSorted(byFit) : [])]
    if (!successor) return false
    const { model, request, notes } = successor
    const said = say('clip.madeInstead', { wished: before.name, model: model.name, kind: kindOf(generation) })
    await parts.generations.handOn(generation.id, {
      model: model.name,
      provider: model.provider,
      request,
      warnings: [...generation.warnings, said, ...notes],
      now: parts.clock.now(),
    })
    parts.log.warn({ generation: generation.id, from: before.name, to: model.name, class: reason }, 'handed on to another model')
    return true
  }
