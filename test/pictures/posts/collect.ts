import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openSet } from './film-set.ts'
import { createPhotographer } from './photograph.ts'
import { scenes } from './scenes.ts'
import type { Message, Roll, Shot } from './shot.ts'

const collectOn = async (platform: Shot['platform'], folder: string) => {
  const set = await openSet(platform, folder)
  const photographer = createPhotographer(set)
  const shots: Shot[] = []
  for (const [kind, play] of Object.entries(scenes)) {
    const messages: Message[] = []
    for (const [where, post] of await play(set)) if (post) messages.push(...(await photographer.take(where, post)))
    shots.push({ platform, kind, messages })
  }
  await set.close()
  return { shots, stills: photographer.stills }
}

/** Plays the scenes on both platforms and gives what people see of them. */
export const collect = async (): Promise<Roll> => {
  const shots: Shot[] = []
  const stills: [string, string][] = []
  for (const platform of ['discord', 'slack'] as const) {
    const folder = await mkdtemp(join(tmpdir(), 'moodreel-pictures-'))
    try {
      const roll = await collectOn(platform, folder)
      shots.push(...roll.shots)
      stills.push(...Object.entries(roll.stills))
    } finally {
      await rm(folder, { recursive: true, force: true })
    }
  }
  const pictures = [...new Set(stills.map(([, picture]) => picture))]
  return { shots, stills: Object.fromEntries(stills.map(([key, picture]) => [key, pictures.indexOf(picture)])), pictures }
}
