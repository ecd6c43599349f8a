import { type Sentence, say } from './sentence.ts'

/** Somebody within a sentence of ours: mentioned where that calls nobody, and by name elsewhere. */
export const member = (id: string, name: string): Sentence => say('mark.member', { id, name })

/** A channel within a sentence of ours. */
export const channel = (id: string): Sentence => say('mark.channel', { id })

/** A role within a sentence of ours: Discord's role, Slack's user group. */
export const role = (id: string, name = ''): Sentence => say('mark.role', { id, name })
