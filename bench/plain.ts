import { mkdtemp, open, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { median } from './numbers.ts'
import type { World } from './world.ts'

/** The plain things that figures are held against, on the same disk. */

/** One durable commit of one row, in milliseconds. */
export const commitMs = async (dataDir: string): Promise<number> => {
  const folder = await mkdtemp(join(dataDir, 'plain-'))
  const database = new DatabaseSync(join(folder, 'plain.sqlite'))
  try {
    database.exec('pragma journal_mode = wal; pragma synchronous = full; create table plain (id integer primary key, text text)')
    const insert = database.prepare('insert into plain (text) values (?)')
    return median(
      Array.from({ length: 200 }, () => {
        const startedAt = performance.now()
        insert.run('x'.repeat(300))
        return performance.now() - startedAt
      }),
    )
  } finally {
    database.close()
    await rm(folder, { recursive: true })
  }
}

/** Fetches the clip's bytes from the vendor into a file and flushes it. */
const copyOnce = async (world: World, path: string): Promise<void> => {
  const response = await fetch(`${world.vendor.url}/files/plain.mp4`)
  await using file = await open(path, 'w')
  for await (const chunk of response.body ?? []) await file.writeFile(chunk)
  await file.sync()
}

/** The bare time to copy a clip, in milliseconds. */
export const copyMs = async (world: World, dataDir: string): Promise<number> => {
  const times: number[] = []
  for (let n = 0; n < 20; n += 1) {
    const startedAt = performance.now()
    await copyOnce(world, join(dataDir, 'plain.mp4'))
    times.push(performance.now() - startedAt)
  }
  await rm(join(dataDir, 'plain.mp4'))
  return median(times)
}
