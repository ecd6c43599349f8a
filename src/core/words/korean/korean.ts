import type { Catalogue } from '../catalogue.ts'
import { clip } from './clip.ts'
import { command } from './command.ts'
import { common } from './common.ts'
import { discord } from './discord.ts'
import { failure } from './failure.ts'
import { fit } from './fit.ts'
import { limits } from './limits.ts'
import { media } from './media.ts'
import { member } from './member.ts'
import { model } from './model.ts'
import { moderator } from './moderator.ts'
import { option } from './option.ts'
import { page } from './page.ts'
import { part } from './part.ts'
import { policy } from './policy.ts'
import { provider } from './provider.ts'
import { slack } from './slack.ts'

/** Korean, in the polite style of software (합니다). */
export const korean: Catalogue = {
  common,
  clip,
  failure,
  media,
  member,
  moderator,
  limits,
  policy,
  option,
  fit,
  command,
  provider,
  model,
  part,
  discord,
  slack,
  page,
}
