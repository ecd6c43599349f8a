import { z } from 'zod'

/** The predictors that an operator runs, by the name that rows have as their target. */
export type Predictors = ReadonlyMap<string, URL>

/** `name=url,name=url`. Each predictor must work on one prediction at a time, as Cog does unless it is told otherwise. */
export const predictorsSchema = z.string().transform((text, context): Predictors => {
  const predictors = new Map<string, URL>()
  for (const entry of text.split(',').map((part) => part.trim())) {
    const [, name = '', address = ''] = /^([a-z0-9][a-z0-9._-]*)=(\S+)$/i.exec(entry) ?? []
    const url = URL.parse(address.endsWith('/') ? address : `${address}/`)
    if (!url || !/^https?:$/.test(url.protocol) || url.username || url.password || predictors.has(name)) {
      context.addIssue({ code: 'custom', message: 'not name=url,name=url' })
      return z.NEVER
    }
    predictors.set(name, url)
  }
  return predictors
})
