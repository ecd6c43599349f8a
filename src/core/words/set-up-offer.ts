import { notice, type Post } from '../post.ts'
import { say } from './sentence.ts'

/** What whoever invited the bot is told once. */
export const setUpOffer = (): Post => ({
  ...notice(say('setUp.offer')),
  actions: [{ command: 'setup', argument: 'begin', label: say('setUp.offerButton'), style: 'primary' }],
})

/** The same to somebody directly, where nothing can be pressed that is about a place. */
export const setUpOfferFor = (place: string): Post => notice(say('setUp.offerFor', { place }))
