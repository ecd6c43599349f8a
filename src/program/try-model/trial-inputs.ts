import { createHash } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { MediaWork } from '../../core/media.ts'
import type { ProviderInput } from '../../core/provider.ts'
import type { InputRole, Mode } from '../../core/request.ts'

/** What a mode starts from. */
const roleOf: Partial<Record<Mode, InputRole>> = { i2v: 'firstFrame', i2i: 'firstFrame', v2v: 'video' }

/** The files of a trial: nothing for words alone, else a film of ours or its first frame. `draw` gives the film. */
export const trialInputs = async (
  mode: Mode,
  { draw, media, folder }: { draw(): Promise<Uint8Array>; media: Pick<MediaWork, 'inspect' | 'frame'>; folder: string },
): Promise<ProviderInput[]> => {
  const role = roleOf[mode]
  if (role === undefined) return []
  const film = join(folder, 'input.mp4')
  await writeFile(film, await draw())
  const still = join(folder, 'input.jpg')
  const isFilm = role === 'video'
  const info = isFilm ? await media.inspect(film) : await media.frame(film, still, { at: 'first' })
  const bytes = await readFile(isFilm ? film : still)
  return [{ ...info, role, sha256: createHash('sha256').update(bytes).digest('hex'), read: async () => bytes }]
}
