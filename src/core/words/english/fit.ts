import { or } from './grammar.ts'

/** What a model takes and does not take. */
export const fit = {
  clipSettingsLeft: ({ model, settings }: { model: string; settings: string[] }) =>
    `${model} does not take that clip’s ${or(settings)}; its own is used.`,
  templateSettingsLeft: ({ model, settings }: { model: string; settings: string[] }) =>
    `${model} does not take the template’s ${or(settings)}; its own is used.`,
}
