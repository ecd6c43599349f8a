import { defineCommand } from '../src/core/command.ts'
import { toDraft, videoToVideoOptions } from '../src/core/options/generation-options.ts'
import { say } from '../src/core/words/sentence.ts'

export default defineCommand({
  name: 'v2v',
  description: say('command.v2v'),
  examples: ['/v2v watercolour on rough paper', '/v2v at night, neon signs --strength 0.6 --seed 7'],
  options: videoToVideoOptions,
  priced: true,
  async execute({ options, invocation, studio }) {
    await studio.submit(invocation, toDraft('v2v', options))
  },
})
