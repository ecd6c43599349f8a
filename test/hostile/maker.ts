/** A file that is made to hurt who believes it. */
export interface Maker {
  name: string
  make(): Buffer
  /** What it is refused for: too many parts, more than it holds, or something that readers themselves find. */
  as: 'overbuilt' | 'overclaiming' | 'other'
}
