import { say, type Text } from '../../src/core/words/sentence.ts'

/** https://platform.minimax.io/docs/api-reference/video-generation-t2v: the moves that may stand in brackets, and no others. */
const moves = [
  'Truck left',
  'Truck right',
  'Pan left',
  'Pan right',
  'Push in',
  'Pull out',
  'Pedestal up',
  'Pedestal down',
  'Tilt up',
  'Tilt down',
  'Zoom in',
  'Zoom out',
  'Shake',
  'Tracking shot',
  'Static shot',
] as const

/** What other models call them. */
const otherWords = new Map<string, (typeof moves)[number]>([
  ['static', 'Static shot'],
  ['tracking', 'Tracking shot'],
])

/** More are taken, but MiniMax advises against it. */
const mostAtOnce = 3

/** The tag of a move, or of up to three with commas between them, which then happen at the same time: `[Pan left,Tilt up]`. */
export const cameraTag = (model: string, words: string): { tag: string } | { problem: Text } => {
  const asked = words.split(',').map((word) =>
    word
      .toLowerCase()
      .replace(/[\s_-]+/g, ' ')
      .trim(),
  )
  if (asked.length > mostAtOnce) return { problem: say('model.mostMoves', { most: mostAtOnce }) }
  const found = asked.flatMap((word) => otherWords.get(word) ?? moves.find((move) => move.toLowerCase() === word) ?? [])
  if (found.length < asked.length) return { problem: say('model.cameraMoves', { model, moves: moves.map((move) => move.toLowerCase()) }) }
  return { tag: `[${found.join(',')}]` }
}
