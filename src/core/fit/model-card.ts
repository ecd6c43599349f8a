import type { Model } from '../model.ts'
import { notice, type Post } from '../post.ts'
import { limitPieces, retirementWords, rightsWords, whenPieces } from '../words/model-pieces.ts'
import { say, type Text } from '../words/sentence.ts'
import { ownersPriceWords, priceWords } from './price.ts'

const pricePieces = (model: Model, isOwner: boolean): Text[] => {
  const { cases, source, date, sure, nominal } = model.price
  return [
    isOwner ? ownersPriceWords(model) : priceWords(model),
    ...cases.map((one) => say('modelCard.priceWhen', { price: priceWords({ price: one }), when: whenPieces(one.when) })),
    ...(source === undefined ? [] : [say('modelCard.source', { source, date })]),
    ...(nominal ? [] : [say('modelCard.sure', { sure })]),
  ]
}

const headline = ({ name, title, unavailable }: Model): Text => {
  if (!unavailable) return say('modelCard.choose', { title, model: name })
  const { reason, successor } = unavailable
  return successor === undefined
    ? say('fit.modelUnavailable', { model: title, reason })
    : say('fit.modelReplaced', { model: title, reason, successor })
}

/** All of one model on one post. `isOwner`: for whoever runs the bot, who pays for no preview. */
export const modelCard = (model: Model, drift: readonly Text[], isOwner: boolean): Post => {
  const { modes, grade, label, seed, about, unavailable, price } = model
  const isPriced = price.usdPerClip !== undefined || price.usdPerSecond !== undefined
  const joined = (pieces: Text[]): Text => say('member.line', { pieces })
  const limits = [seed ? say('part.seed') : say('member.noSeed'), ...limitPieces(model)]
  return {
    ...notice(headline(model)),
    facts: [...modes, say('member.grade', { grade }), ...(label ? [label] : [])],
    warnings: [...drift],
    fields: [
      ...(about ? [{ name: say('modelCard.about'), value: about }] : []),
      // What is known of one that is no more is that.
      ...(unavailable && !isPriced
        ? []
        : [
            { name: say('modelCard.limits'), value: joined(limits) },
            { name: say('modelCard.price'), value: joined(pricePieces(model, isOwner)) },
            { name: say('modelCard.rights'), value: rightsWords(model) },
          ]),
      { name: say('modelCard.retirement'), value: retirementWords(model) },
    ],
  }
}
