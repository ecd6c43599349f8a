/** A model of Replicate: `owner/name`, or `owner/name:version` for one that needs its version named. */
export interface Target {
  owner: string
  name: string
  version: string | null
}

/** Reads a row's `target`; null when it is none. What it gives can stand in a path as it is. */
export const parseTarget = (text: string): Target | null => {
  const [, owner, name, version = null] = /^([\w-][\w.-]*)\/([\w-][\w.-]*)(?::([\w-]+))?$/.exec(text) ?? []
  return owner === undefined || name === undefined ? null : { owner, name, version }
}

/** The target as it is written. */
export const targetName = ({ owner, name, version }: Target): string => `${owner}/${name}${version === null ? '' : `:${version}`}`

/** Where a prediction of it is made. */
export const createPath = ({ owner, name, version }: Target): string =>
  version === null ? `models/${owner}/${name}/predictions` : 'predictions'
