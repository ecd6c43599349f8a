/** A message as a platform's own JSON, and where it was seen. */
export interface Message {
  /** What stands above it in the picture: `channel`, `thread`, `only Ann`. */
  where: string
  /** When it was seen, in milliseconds since the epoch. */
  at: number
  /** What `renderPost` of the platform gave. */
  json: object
  /** The files that were sent with it, in their order. */
  files: { key: string; name: string; mediaType: string }[]
}

/** What people see of one thing that happens. */
export interface Shot {
  platform: 'discord' | 'slack'
  /** `clip`, `four-takes`: the picture's name. */
  kind: string
  messages: Message[]
}

/** Everything that is drawn. `stills` says which of the pictures, which are in base64, shows the file of a key. */
export interface Roll {
  shots: Shot[]
  stills: Record<string, number>
  pictures: string[]
}
