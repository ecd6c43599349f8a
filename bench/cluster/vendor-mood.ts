import type { WebhookMix } from './webhooks.ts'

/** What becomes of a submit. `… after`: the job is taken, and billed, all the same. */
export type SubmitMix = Readonly<Record<'none' | 'busy' | 'refuse' | 'error' | 'error after' | 'cut' | 'cut after' | 'slow', number>>
/** What becomes of any question. */
export type AskMix = Readonly<Record<'none' | 'error' | 'cut' | 'slow', number>>

export interface VendorMood {
  submit: SubmitMix
  ask: AskMix
  webhooks: WebhookMix
  /** How many of the jobs fail. */
  failing: number
  /** A job takes between half and one and a half of it, in milliseconds; null: until `finish` ends it. */
  renderMs: number | null
}

export const calm: VendorMood = {
  submit: { none: 1, busy: 0, refuse: 0, error: 0, 'error after': 0, cut: 0, 'cut after': 0, slow: 0 },
  ask: { none: 1, error: 0, cut: 0, slow: 0 },
  webhooks: { once: 1, twice: 0, late: 0, lost: 0 },
  failing: 0,
  renderMs: 1_000,
}
export const troubled: VendorMood = {
  submit: { none: 80, busy: 3, refuse: 1, error: 2, 'error after': 3, cut: 3, 'cut after': 5, slow: 3 },
  ask: { none: 90, error: 4, cut: 3, slow: 3 },
  webhooks: { once: 55, twice: 15, late: 15, lost: 15 },
  failing: 0.03,
  renderMs: 2_000,
}
