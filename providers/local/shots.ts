import type { Job } from './job.ts'

/** A part of a clip with words of its own, in seconds from the beginning. */
export interface ShotSpan {
  prompt: string
  from: number
  until: number
}

/** The shots of a job: one as long as the clip where nobody asked for several. What stands in the prompt holds for each. */
export const shotsOf = ({ prompt, shots, durationSeconds }: Job['request']): ShotSpan[] => {
  if (!shots) return [{ prompt, from: 0, until: durationSeconds }]
  const even = durationSeconds / shots.length
  let until = 0
  return shots.map((shot) => {
    const from = until
    until += shot.seconds ?? even
    return { prompt: prompt.trim() === '' ? shot.prompt : `${shot.prompt}, ${prompt}`, from, until }
  })
}
