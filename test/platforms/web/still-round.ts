import { join } from 'node:path'
import { newId } from '../../../src/core/id.ts'
import { notice, type Post, type PostMedia, type Tile } from '../../../src/core/post.ts'
import { say } from '../../../src/core/words/sentence.ts'
import { type Draw, makeJpeg } from '../../media/fixtures.ts'
import type { Playground } from './playground.ts'

/** A colour of its own for each still. */
const coloured =
  (at: number): Draw =>
  (context, width, height) => {
    context.fillStyle = `hsl(${at * 36} 60% 55%)`
    context.fillRect(0, 0, width, height)
  }

export interface StillRound {
  ids: string[]
  prompt: string
  /** Shows the round with so many of its stills done, from the first on. */
  draw(change: { done?: number; starred?: string[]; chosen?: string | null }): Promise<void>
}

/** A message of several stills, as the studio posts it: edited, not followed by others. `original`: what they were made from stands first; `flagged` is the number of one that is covered. */
export const openRound = async (
  playground: Playground,
  prompt: string,
  takes: number,
  {
    paint = coloured,
    original = false,
    done: first = takes,
    flagged,
  }: { paint?: (at: number) => Draw; original?: boolean; done?: number; flagged?: number } = {},
): Promise<StillRound> => {
  const ids = Array.from({ length: takes }, newId)
  const picture = async (name: string, at: number): Promise<Omit<PostMedia, 'alt'>> => {
    const [key, path] = [`clips/${name}.jpg`, join(playground.folder, `${name}.jpg`)]
    await makeJpeg(path, { width: 320, height: 180, draw: paint(at) })
    await playground.mediaStore.put(key, path)
    const sizeBytes = await playground.mediaStore.size(key)
    return { key, mediaType: 'image/jpeg', sizeBytes, fileName: `moodreel-${name}.jpg`, width: 320, height: 180, durationSeconds: 0 }
  }
  const pictures = await Promise.all(ids.map(picture))
  const source = original ? await picture(`of-${ids[0]}`, takes) : null
  ids.forEach((id, at) => {
    const still = pictures[at]
    if (still) playground.studio.remember(id, { prompt, seed: 7001 + at, still })
  })
  const shown = { done: first, starred: [] as string[], chosen: null as string | null }

  const post = (): Post => {
    const tiles = ids.slice(0, shown.done).flatMap((generationId, at): Tile[] => {
      const media = pictures[at]
      const [number, starred] = [String(at + 1), shown.starred.includes(generationId)]
      return media
        ? [
            {
              ...media,
              alt: `Still ${number} of ${takes}: ${prompt}`,
              generationId,
              number,
              starred,
              ...(at + 1 === flagged && { spoiler: true }),
            },
          ]
        : []
    })
    const chosen = shown.chosen ?? ids[0] ?? ''
    const isDone = shown.done === takes
    const button = (command: string, label: string, argument = chosen) => ({ command, argument, label })
    return {
      ...notice(prompt),
      kind: 'batch',
      facts: [say('clip.credits', { credits: 4 }), ...(isDone ? [] : [`${shown.done} of ${takes}`])],
      tiles: [...(source ? [{ ...source, alt: 'The still before', generationId: null, number: '0', starred: false }] : []), ...tiles],
      progress: ids.slice(shown.done).map((generationId, at) => ({
        generationId,
        number: String(shown.done + at + 1),
        stage: say('state.rendering'),
        aspectRatio: '16:9',
      })),
      choices: tiles.map(({ generationId, number }) => ({
        ...button('star', number, generationId ?? ''),
        ...(generationId === shown.chosen && { style: 'primary' as const }),
      })),
      actions: isDone
        ? [
            { ...button('animate', `Animate ${ids.indexOf(chosen) + 1}`), style: 'primary' },
            button('fix', `Fix ${ids.indexOf(chosen) + 1}`),
            button('reroll', `${takes} more`),
          ]
        : [{ ...button('cancel', 'Cancel all', `of-${ids[0]}`), style: 'danger' }],
      generationIds: ids,
      batchId: `of-${ids[0]}`,
    }
  }
  const asked = { command: 'still', text: `/still ${prompt}`, requestId: `round-${ids[0]}`, replyTo: null }
  const { root } = await playground.platform.openThread(asked, post(), { key: `root:${ids[0]}`, again: false })
  return {
    ids,
    prompt,
    draw: async (change) => {
      Object.assign(shown, change)
      await playground.platform.edit(root, post())
    },
  }
}
