import type { AdviceView } from './advice.ts'
import type { PageMode } from './chosen.ts'

/** What would be made of the line in the composer, for the chips beneath it. */
export interface QuoteView {
  /** The command that the line is for; empty where it is for none. */
  command: string
  /** Those that some model can make. */
  modes: PageMode[]
  /** Null where the line makes no clip. */
  clip: {
    model: string
    aspect: string
    duration: number
    takes: number
    price: string
    /** What was typed, which no chip changes. */
    typed: string[]
    models: { name: string; title: string }[]
    aspects: string[]
    durations: number[]
    /** The price of one clip, of two, and so on. */
    prices: string[]
  } | null
  /** Why it could not be made as it stands; empty where it could. */
  problem: string
  /** What could be asked for better in words that say how a frame moves; null where there is nothing. */
  advice: AdviceView | null
}

/** What makes a clip again, and the picture that it is. */
export interface ClipView {
  prompt: string
  seed: number | null
  command: string | null
  /** Null for what moves. */
  still: { key: string; width: number; height: number; alt: string } | null
}
