import type { Failure, finalStates, GenerationState } from './generation.ts'
import type { Kind } from './made.ts'
import type { ProviderErrorClass } from './provider.ts'

/** What came of a submit: accepted, not known, or the class of the error that it was rejected with. */
export type SubmitOutcome = 'accepted' | 'unknown' | ProviderErrorClass

/** How a generation ended, in numbers. */
export interface End {
  provider: string
  kind: Kind
  state: (typeof finalStates)[number]
  failure: Failure | null
  costCredits: number
  /** From learning that the provider is done to the clip in its thread; null when there is none. */
  deliveryMs: number | null
}

/** What the studio tells those who count (`http/metrics.ts`). No call waits, and none fails. */
export interface Meter {
  /** A person got a first answer so long after they said something. */
  acknowledged(platform: string, ms: number): void
  /** A generation left a state after so long in it. */
  left(state: GenerationState, provider: string, ms: number): void
  submitted(provider: string, outcome: SubmitOutcome): void
  ended(end: End): void
  /** A webhook names work for a clip that was over or begun again: it may be paid for, and nobody gets it. */
  heardLate(provider: string): void
}
