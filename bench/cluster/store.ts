import { fork } from 'node:child_process'
import { once } from 'node:events'

/** An S3 server in a process of its own, with faults between it and the bot, and the names by which the program finds it. */
export const startStore = async () => {
  const child = fork(new URL('./store-server.ts', import.meta.url), { execArgv: ['--disable-warning=ExperimentalWarning'] })
  const [{ endpoint }] = (await once(child, 'message')) as [{ endpoint: string }]
  return {
    pid: child.pid ?? 0,
    env: {
      S3_ENDPOINT: endpoint,
      S3_BUCKET: 'clips',
      S3_ACCESS_KEY_ID: 'bench',
      S3_SECRET_ACCESS_KEY: 'bench-secret',
    },
    /** How many of the requests go wrong, from 0 to 1. */
    feel: (share: number): void => void child.send({ share }),
    async stop(): Promise<void> {
      child.kill()
      await once(child, 'exit')
    },
  }
}
