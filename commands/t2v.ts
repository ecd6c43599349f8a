import { defineCommand } from '../src/core/command.ts'
import { textToVideoOptions, toDraft } from '../src/core/options/generation-options.ts'
import { say } from '../src/core/words/sentence.ts'

export default defineCommand({
  name: 't2v',
  description: say('command.t2v'),
  examples: ['/t2v a paper boat in the rain', '/t2v a fox runs through snow --seed 7 --duration 5 --ar 16:9 --no "blur, text"'],
  options: textToVideoOptions,
  priced: true,
  async execute({ options, invocation, studio }) {
    await studio.submit(invocation, toDraft('t2v', options))
  },
})
