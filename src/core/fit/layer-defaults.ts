import type { Preferences } from '../members.ts'
import { modeFacts } from '../mode-facts.ts'
import type { Model } from '../model.ts'
import type { ChannelRule } from '../policy.ts'
import type { RequestDraft } from '../request.ts'
import type { Template } from '../template.ts'
import type { Text } from '../words/sentence.ts'
import { allows } from './check-request.ts'
import { clashOf } from './check-together.ts'
import { fillFromTemplate } from './fill-from-template.ts'

/** Who says something where nobody typed it, each before the one below it. The model's own defaults come last (`checkRequest`). */
export interface Defaults {
  template: Template | null
  channel: ChannelRule['defaults']
  member: Preferences
}

/** A default that a draft may take on. */
type Settings = Pick<RequestDraft, 'aspectRatio' | 'durationSeconds' | 'resolution'>

const settingsOf = ({ aspect, duration, resolution }: ChannelRule['defaults']): [keyof Settings, string | number | undefined][] => [
  ['aspectRatio', aspect],
  ['durationSeconds', duration],
  ['resolution', resolution],
]

/** A default is nobody's wish: what the model cannot take, or what the source's own shape and length decide, is left out. */
const takes = (model: Model, draft: RequestDraft, setting: Settings): boolean => {
  const { aspectRatio, durationSeconds, resolution } = setting
  const hasSource = draft.firstFrame !== undefined || draft.video !== undefined
  const { makes, upscales } = modeFacts[draft.mode]
  const fits =
    (aspectRatio !== undefined && !hasSource && model.aspectRatios?.includes(aspectRatio)) ||
    (durationSeconds !== undefined && !draft.video && makes === 'video' && model.duration && allows(model.duration, durationSeconds)) ||
    (resolution !== undefined && !upscales && model.resolutions?.includes(resolution))
  return Boolean(fits) && clashOf({ ...draft, ...setting }, model) === undefined
}

/**
 * A request with everything that nobody typed, in one pass: what was typed, then the template, the channel, the member. The model is
 * chosen once, by `choose`, with what is typed and what the template says; what it throws is thrown. `notes` say what of the template
 * the model does not take.
 */
export const layerDefaults = (
  typed: RequestDraft,
  { template, channel, member }: Defaults,
  models: readonly Model[],
  choose: (draft: RequestDraft, models: readonly Model[]) => Model,
): { draft: RequestDraft; model: Model; notes: Text[] } => {
  const canMake = (name: string | undefined): boolean =>
    models.some((row) => row.name === name && !row.unavailable && row.modes.includes(typed.mode))
  const usual = typed.quick ? undefined : [channel.model, member.model].find(canMake)
  const pick = (draft: RequestDraft): Model => choose({ ...draft, model: draft.model ?? usual }, models)
  const { draft, model, notes } = template
    ? fillFromTemplate(typed, template, canMake(template.model), pick)
    : { draft: typed, model: pick(typed), notes: [] }
  const layered = { ...draft, model: model.name }
  for (const [name, value] of [...settingsOf(channel), ...settingsOf(member)]) {
    if (layered[name] === undefined && takes(model, layered, { [name]: value })) Object.assign(layered, { [name]: value })
  }
  return { draft: layered, model, notes }
}
