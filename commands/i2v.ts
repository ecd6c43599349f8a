import { defineCommand } from '../src/core/command.ts'
import { imageToVideoOptions, toDraft } from '../src/core/options/generation-options.ts'
import { say } from '../src/core/words/sentence.ts'

export default defineCommand({
  name: 'i2v',
  description: say('command.i2v'),
  examples: ['/i2v slow push-in', '/i2v the fog lifts --takes 3 --camera "push in"'],
  options: imageToVideoOptions,
  priced: true,
  async execute({ options, invocation, studio }) {
    await studio.submit(invocation, toDraft('i2v', options))
  },
})
