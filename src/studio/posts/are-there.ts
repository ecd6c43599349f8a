import type { Parts } from '../parts.ts'
import { isThere } from './still-pace.ts'

/**
 * Whether stills are all still there. To be asked when a picture of them was kept: who took one away meanwhile emptied the folder before the
 * picture came into it, and nobody else would take it away.
 */
export const areThere = async (parts: Pick<Parts, 'generations'>, ids: readonly string[]): Promise<boolean> => {
  const records = await Promise.all(ids.map((id) => parts.generations.find(id)))
  return records.every((record) => record !== null && isThere(record.generation))
}
