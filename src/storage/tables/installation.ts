/** What Keyv keeps. */
export interface SettingTable {
  key: string
  value: string
  expires_at: number | null
}

/** What this database was filled from (`to`) or another one was filled with (`from`); see `moving/marks.ts`. Never moved itself. */
export interface MoveTable {
  id: string
  role: 'from' | 'to'
  /** How far it is filled. */
  progress_json: string | null
  begun_at: number
  /** Null while it is under way. */
  ended_at: number | null
}
