import { defineCommand } from '../src/core/command.ts'
import { imageToVideoOptions, toDraft } from '../src/core/options/generation-options.ts'

export default defineCommand({
  name: 'i2v',
  description: 'Make a clip that starts from an image',
  examples: ['/i2v slow push-in', '/i2v the fog lifts --takes 3 --camera "push in"'],
  options: imageToVideoOptions,
  async execute({ options, invocation, studio }) {
    await studio.submit(invocation, toDraft('i2v', options))
  },
})
