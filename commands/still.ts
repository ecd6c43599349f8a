import { defineCommand } from '../src/core/command.ts'
import { toDraft } from '../src/core/options/generation-options.ts'
import { stillOptions, usualStills } from '../src/core/options/still-options.ts'
import { say } from '../src/core/words/sentence.ts'

export default defineCommand({
  name: 'still',
  description: say('command.still'),
  examples: ['/still a lighthouse keeper in an oilskin coat', '/still a harbour at dawn --takes 10 --ar 16:9 --no "text"'],
  options: stillOptions,
  priced: true,
  async execute({ options, invocation, studio }) {
    const takes = options.takes ?? usualStills
    await studio.submit(invocation, toDraft(options.image ? 'i2i' : 't2i', { ...options, takes }))
  },
})
