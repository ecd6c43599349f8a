import { platformContract } from '../../contracts/platform-contract.ts'
import { type Playground, startPlayground } from './playground.ts'

platformContract('web', async () => {
  const playground: Playground = await startPlayground()
  const find = async (id: string) => (await playground.messages.page({ limit: 100 })).find((message) => message.id === id)
  return {
    get platform() {
      return playground.platform
    },
    origin: () => ({ command: 't2v', text: '/t2v a paper boat', requestId: 'request-1', replyTo: null }),
    async shown({ message }) {
      const found = await find(message)
      return found?.post ? [found.post.text, ...found.post.facts, ...found.post.warnings].join('\n') : null
    },
    count: async ({ thread }) => (await playground.messages.page({ limit: 100 })).filter((message) => message.thread === thread).length,
    clip: async (name, sizeBytes) => ({
      key: name,
      mediaType: 'video/mp4',
      sizeBytes,
      fileName: name,
      alt: '',
      width: 1,
      height: 1,
      durationSeconds: 1,
    }),
    async restart() {
      await playground.restart()
      return playground.platform
    },
    close: () => playground.stop(),
  }
})
