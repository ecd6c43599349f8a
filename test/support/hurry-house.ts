import { expect, onTestFinished } from 'vitest'
import { createHurry } from '../providers/faults/hurry.ts'
import type { House } from './open-house.ts'

/** Lets what waits in a house go on at once, until something is so. */
export const hurrying = async (house: Pick<House, 'storage'>) => {
  const engine = createHurry(house.storage.enginePath)
  onTestFinished(() => engine.close())
  const open = async (): Promise<string[]> => (await house.storage.generations.open()).map(({ id }) => id)
  return {
    until: <Value>(look: () => Value | Promise<Value>) =>
      expect.poll(
        async () => {
          await engine.hurry(await open())
          return look()
        },
        { timeout: 30_000, interval: 50 },
      ),
  }
}

/** How a generation of a house stands. */
export const standing = async ({ storage }: Pick<House, 'storage'>, id: string) => {
  const record = await storage.generations.find(id)
  return { state: record?.generation.state, sentence: record?.generation.failure?.message }
}
