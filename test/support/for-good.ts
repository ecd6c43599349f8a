import { inWords } from '../../src/core/words/in-words.ts'
import { say } from '../../src/core/words/sentence.ts'
import type { House } from './open-house.ts'

/** Takes a clip of Ann's away so that nothing brings it back, and gives what is said of it. */
export const forGood = async (house: House, id: string): Promise<{ sentences: string[] }> => {
  const member = { id: 'ann', name: 'Ann', roles: [], moderator: false }
  const asked = { id: `delete ${id}`, platform: 'web', workspace: 'local', member, command: 'delete', attachments: [], origin: {} }
  const outcome = await house.studio.remove({ ...asked, input: { kind: 'values', values: { id } } }, id)
  return { sentences: [inWords(say(`member.${outcome}`), 'en')] }
}
