import type { World } from './world.ts'

/** One line of the table. Figures are in `unit`; `aim` is held against the figure, against what it is over its baseline, or against how many times its baseline it is. */
export interface Figure {
  name: string
  unit: 'ms' | 'clips/s' | 'MB' | '% of a core' | 'calls'
  value: number
  /** The plain thing beside it, in the same unit. */
  baseline?: { value: number; what: string }
  aim?: { at: 'most' | 'least'; value: number; of: 'value' | 'over baseline' | 'times baseline' }
  /** Whether it may grow with the number of clips that were ever made. */
  grows?: 'flat' | 'ignored'
}

/** A measurement: takes a data folder with any past and gives its figures. */
export interface Measurement {
  name: string
  /** What is done, in a sentence. */
  method: string
  run(world: World, dataDir: string): Promise<Figure[]>
}
