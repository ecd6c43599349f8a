import type { Bot } from '../test/support/bot.ts'

/** What the program says of itself at `/metrics`. */
export const resourcesOf = async (bot: Bot): Promise<{ residentMegabytes: number; cpuSeconds: number }> => {
  const text = await (await fetch(`${bot.url}/metrics`)).text()
  const read = (name: string): number => Number(new RegExp(`^${name} (\\S+)`, 'm').exec(text)?.[1] ?? Number.NaN)
  return { residentMegabytes: read('process_resident_memory_bytes') / 2 ** 20, cpuSeconds: read('process_cpu_seconds_total') }
}

/** The share of a core that the program used while `during` went on, in percent. */
export const cpuPercent = async (bot: Bot, during: () => Promise<unknown>): Promise<number> => {
  const before = await resourcesOf(bot)
  const startedAt = performance.now()
  await during()
  const after = await resourcesOf(bot)
  return ((after.cpuSeconds - before.cpuSeconds) / ((performance.now() - startedAt) / 1000)) * 100
}
