import { estimateCredits } from '../fit/price.ts'
import type { Generation } from '../generation.ts'
import type { Model } from '../model.ts'
import type { Action } from '../post.ts'
import type { Catalogue } from '../words/catalogue.ts'
import { type Sentence, say } from '../words/sentence.ts'

/** A command that goes on from a clip, called alike on its button. */
type Called = Exclude<keyof Catalogue['action'], 'recipe' | 'priced' | 'ofTake' | 'vote' | 'voteTake' | 'again' | 'starred'>
export type ClipCommand = Called | 'info'

/** What costs more says so on its button. */
const pricedAbove = 10

export interface ButtonOptions {
  style?: Action['style']
  /** Who makes what it asks for: of whom its price is. */
  by?: Model | undefined
  /** What it asks for; once more what the clip was asked by where absent. */
  of?: Parameters<typeof estimateCredits>[0] | undefined
  /** How many it asks for. */
  takes?: number | undefined
  label?: Sentence | undefined
}

/** Buttons of one clip; `take` is said on each where several clips share a message. */
export const createButton =
  ({ id, request }: Pick<Generation, 'id' | 'request'>, take: string | undefined) =>
  (command: ClipCommand, { style, by, of = request, takes = 1, label }: ButtonOptions = {}): Action => {
    const credits = by ? takes * estimateCredits(of, by) : 0
    const action = say(command === 'info' ? 'action.recipe' : `action.${command}`)
    const words = label ?? (take === undefined ? action : say('action.ofTake', { action, take }))
    return { command, argument: id, label: credits > pricedAbove ? say('action.priced', { action: words, credits }) : words, style }
  }

/** The buttons of a clip's post: what people do most in a row, everything else in one menu. */
export interface ClipActions {
  row: Action[]
  more: Action[]
}
