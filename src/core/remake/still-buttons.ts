import { checkRequest } from '../fit/check-request.ts'
import { rankModels } from '../fit/rank-models.ts'
import type { Generation } from '../generation.ts'
import type { StoredMedia } from '../media.ts'
import { modeFacts } from '../mode-facts.ts'
import type { Model } from '../model.ts'
import type { Action } from '../post.ts'
import { say } from '../words/sentence.ts'
import { type ClipActions, createButton } from './clip-button.ts'
import { fullModel } from './full-model.ts'
import { upscaleDraft } from './upscale-draft.ts'

/** What can be done with a still. */
type StillCommand =
  | 'refine'
  | 'animate'
  | 'more'
  | 'reroll'
  | 'vote'
  | 'edit'
  | 'vary'
  | 'upscale'
  | 'show'
  | 'save'
  | 'info'
  | 'report'
  | 'delete'
  | 'fix'
  | 'keep'

/**
 * The buttons of stills, in their order: `row` and `menu` of a post, and `large` beneath the large picture that one person sees. The one
 * place that says which commands there are.
 */
export const stillCommands = {
  row: ['refine', 'animate', 'more', 'reroll', 'vote'],
  menu: ['edit', 'vary', 'upscale', 'show', 'save', 'info', 'report', 'delete'],
  large: ['save', 'info', 'animate', 'more'],
} as const satisfies Record<string, readonly StillCommand[]>

/**
 * What can be done with a still. `take` is said on each button where several share a message, `takes` how many they are: as many are asked for
 * again. `votes`: how many like it, on its thumb.
 */
export const stillActions = (
  generation: Generation,
  picture: StoredMedia,
  models: readonly Model[],
  { take, takes = 1, votes = 0 }: { take?: string | undefined; takes?: number; votes?: number } = {},
): ClipActions & { large: Action[] } => {
  const { id, request } = generation
  const model = models.find(({ name }) => name === generation.model)
  const full = fullModel(generation, models)
  const button = createButton(generation, take)
  const isUpscaled = modeFacts[request.mode].upscales === true
  const draft = upscaleDraft({ generation, media: picture })
  const [upscaler] = isUpscaled ? [] : rankModels(draft, models)
  const isMoved = models.some((row) => !row.unavailable && row.modes.includes('i2v'))
  const makers: Record<StillCommand, () => Action | null> = {
    refine: () => (full ? button('refine', { style: 'primary', by: full }) : null),
    animate: () => (isMoved ? button('animate', { style: 'primary' }) : null),
    more: () => (isUpscaled ? null : button('more', { by: model, takes })),
    // The same source would become the same once more.
    reroll: () => (isUpscaled ? null : button('reroll', { by: model, takes, ...(takes > 1 && { label: say('action.again', { takes }) }) })),
    vote: () => ({
      command: 'vote',
      argument: id,
      label: take === undefined ? say('action.vote', { votes }) : say('action.voteTake', { take, votes }),
    }),
    edit: () => (isUpscaled ? null : button('edit')),
    vary: () => (model?.seed && model.nearbySeeds ? button('vary', { by: model }) : null),
    upscale: () => (upscaler ? button('upscale', { by: upscaler, of: checkRequest(draft, upscaler, models).requests[0] }) : null),
    show: () => button('show'),
    save: () => button('save'),
    info: () => button('info'),
    report: () => button('report'),
    delete: () => button('delete', { style: 'danger' }),
    fix: () => button('fix'),
    keep: () => button('keep'),
  }
  const drawn = (commands: readonly StillCommand[]): Action[] => commands.flatMap((command) => makers[command]() ?? [])
  return { row: drawn(stillCommands.row), more: drawn(stillCommands.menu), large: drawn(stillCommands.large) }
}
