import { fork } from 'node:child_process'
import type { Outside, OutsideStart } from './outside.ts'

interface Answer {
  id: number
  answer?: unknown
  error?: string
}

/** Starts the world outside in a process of its own. Its functions are called as if they were here; one that fails there fails here. */
export const forkOutside = async (start: OutsideStart) => {
  const child = fork(new URL('./outside.ts', import.meta.url), [JSON.stringify(start)], {
    execArgv: ['--disable-warning=ExperimentalWarning'],
  })
  const waiting = new Map<number, { resolve(answer: unknown): void; reject(error: Error): void }>()
  let last = 0
  const answered = (id: number): Promise<unknown> => new Promise((resolve, reject) => waiting.set(id, { resolve, reject }))
  child.on('message', ({ id, answer, error }: Answer) => {
    const one = waiting.get(id)
    waiting.delete(id)
    if (error === undefined) one?.resolve(answer)
    else one?.reject(new Error(error))
  })
  child.on('exit', (code) => {
    for (const { reject } of waiting.values()) reject(new Error(`the world outside ended with ${code}`))
    waiting.clear()
  })
  await answered(0)
  return {
    pid: child.pid ?? 0,
    async call<Name extends keyof Outside>(name: Name, given?: Parameters<Outside[Name]>[0]): Promise<ReturnType<Outside[Name]>> {
      last += 1
      const answer = answered(last)
      child.send({ id: last, name, given })
      return (await answer) as ReturnType<Outside[Name]>
    },
    stop: (): void => void child.kill(),
  }
}
