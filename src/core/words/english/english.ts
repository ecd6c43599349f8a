import { aboutModel } from './about-model.ts'
import { action } from './action.ts'
import { advice } from './advice.ts'
import { audit } from './audit.ts'
import { chat } from './chat.ts'
import { clip } from './clip.ts'
import { command } from './command.ts'
import { commandName } from './command-name.ts'
import { common } from './common.ts'
import { console } from './console.ts'
import { discord } from './discord.ts'
import { failure } from './failure.ts'
import { files } from './files.ts'
import { fit } from './fit.ts'
import { form } from './form.ts'
import { help } from './help.ts'
import { http } from './http.ts'
import { limits } from './limits.ts'
import { link } from './link.ts'
import { mark } from './mark.ts'
import { media } from './media.ts'
import { member } from './member.ts'
import { model } from './model.ts'
import { modelCard } from './model-card.ts'
import { moderator } from './moderator.ts'
import { option } from './option.ts'
import { optionAbout } from './option-about.ts'
import { optionName } from './option-name.ts'
import { page } from './page.ts'
import { part } from './part.ts'
import { playground } from './playground.ts'
import { policy } from './policy.ts'
import { provider } from './provider.ts'
import { scene } from './scene.ts'
import { setUp } from './set-up.ts'
import { slack } from './slack.ts'
import { state } from './state.ts'

/** English, a file for each section. Its type is that of every language (`catalogue.ts`). */
export const english = {
  common,
  clip,
  state,
  action,
  advice,
  failure,
  mark,
  media,
  link,
  member,
  moderator,
  setUp,
  audit,
  limits,
  files,
  policy,
  option,
  optionAbout,
  optionName,
  fit,
  form,
  command,
  commandName,
  help,
  aboutModel,
  provider,
  model,
  modelCard,
  part,
  scene,
  chat,
  discord,
  slack,
  console,
  page,
  playground,
  http,
}
