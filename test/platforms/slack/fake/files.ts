/** A file that a person put into Slack. */
export interface PersonsFile {
  id: string
  name: string
  mimetype: string
  bytes: Uint8Array
  /** How its address behaves when it is asked for. */
  serves: 'bytes' | 'loginPage' | 'loginRedirect'
  /** Kept elsewhere, such as on a cloud drive. */
  external?: string | undefined
}

/** How Slack shows files that the bot completes: at once, after so many looks, or never. */
export type Sharing = { kind: 'now' } | { kind: 'late'; looks: number } | { kind: 'never' }

/** A file that was completed and is not shown yet. */
export interface PendingShare {
  id: string
  looksLeft: number
  share(): Promise<void>
}
