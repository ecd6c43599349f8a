import { MoodreelError } from '../errors.ts'
import type { Model } from '../model.ts'
import type { GenerationRequest, RequestDraft } from '../request.ts'
import { ownPrompt } from '../shots.ts'
import { type Sentence, say } from '../words/sentence.ts'

const invalid = (sentence: Sentence): MoodreelError => new MoodreelError('invalid_option', sentence)

const tenths = (seconds: number): number => Math.round(seconds * 10) / 10

/** How long shots last together; undefined where a length is missing. */
export const shotsSeconds = (shots: RequestDraft['shots']): number | undefined =>
  shots?.every(({ seconds }) => seconds !== undefined) ? tenths(shots.reduce((sum, { seconds = 0 }) => sum + seconds, 0)) : undefined

/** In what steps a model counts seconds; undefined where it takes any. */
const wholeStepOf = ({ duration }: Pick<Model, 'duration'>): number | undefined => (Array.isArray(duration) ? 1 : duration?.step)

/** Whether a model cuts between shots in a clip of this mode. */
export const cutsIn = ({ shots }: Pick<Model, 'shots'>, { mode }: Pick<RequestDraft, 'mode'>): boolean =>
  shots !== undefined && (shots.modes?.includes(mode) ?? true)

/**
 * Refuses shots that a model does not take. Throws MoodreelError `invalid_option`. What comes back has the length of the clip where the
 * shots say it.
 */
export const checkShots = (request: GenerationRequest, row: Model): GenerationRequest => {
  const { name: model, shots: taken } = row
  const { shots, durationSeconds: seconds } = request
  if (!shots) return request
  if (!taken || !cutsIn({ shots: taken }, request)) throw invalid(say('fit.noShots', { model }))
  if (shots.length > taken.most) throw invalid(say('fit.fewerShots', { model, most: taken.most, given: shots.length }))
  for (const [at, { prompt }] of shots.entries()) {
    if (prompt.length <= taken.maxLength) continue
    throw invalid(say('fit.shotTooLong', { model, shot: at + 1, most: taken.maxLength, length: prompt.length }))
  }
  if (!taken.beside && ownPrompt(request).trim() !== '') throw invalid(say('fit.shotsPrompt', { model }))
  if (!taken.timed && shots.some((shot) => shot.seconds !== undefined)) throw invalid(say('fit.shotsUntimed', { model }))
  const step = wholeStepOf(row)
  const odd = shots.find(({ seconds = 0 }) => step !== undefined && Math.abs(seconds / step - Math.round(seconds / step)) > 1e-6)
  if (odd && step !== undefined) throw invalid(say('fit.shotStep', { model, step, asked: odd.seconds ?? 0 }))
  const sum = shotsSeconds(shots)
  if (sum === undefined) return request
  if (seconds !== undefined && seconds !== sum) throw invalid(say('fit.shotsLength', { sum, seconds }))
  return { ...request, durationSeconds: sum }
}

/**
 * The shots with a length each, where the model takes lengths and the clip's is known: those that nobody said share what is left, the
 * first of them the longer parts. Throws MoodreelError `invalid_option` where nothing is left for one.
 */
export const timeShots = ({ shots, durationSeconds: seconds }: GenerationRequest, model: Model): GenerationRequest['shots'] => {
  if (!shots || !model.shots?.timed || seconds === undefined) return shots
  const open = shots.filter((shot) => shot.seconds === undefined).length
  if (open === 0) return shots
  // Nothing is seen in less.
  const step = Math.max(0.5, wholeStepOf(model) ?? 1)
  const said = shots.reduce((sum, shot) => sum + (shot.seconds ?? 0), 0)
  const steps = Math.floor((seconds - said) / step + 1e-6)
  if (steps < open) throw invalid(say('fit.shotsNoRoom', { seconds, shots: shots.length, least: step }))
  // What is no whole step goes to the last.
  const over = seconds - said - steps * step
  let nth = 0
  return shots.map((shot) => {
    if (shot.seconds !== undefined) return shot
    nth += 1
    const own = Math.floor(steps / open) + (nth <= steps % open ? 1 : 0)
    return { ...shot, seconds: tenths(own * step + (nth === open ? over : 0)) }
  })
}
