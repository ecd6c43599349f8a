/** @param {number} seconds */
const duration = (seconds) => {
  if (seconds < 90) return `${Math.max(1, Math.round(seconds))} s`
  if (seconds < 5400) return `${Math.round(seconds / 60)} min`
  return `${Math.round(seconds / 3600)} h`
}

/** @param {string} text */
const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1)

/**
 * What is being done: `Waiting in line, next`.
 *
 * @param {import('../../../core/post.ts').Progress} progress
 */
export const stageOf = ({ stage, position }) => {
  if (position === undefined) return capital(stage)
  return `${capital(stage)}, ${position <= 1 ? 'next' : `number ${position}`}`
}

/**
 * What is being done and how long it will take, as far as is known: `Rendering · about 12 s`.
 *
 * @param {import('../../../core/post.ts').Progress} progress
 */
export const stateOf = (progress) => {
  const { estimateSeconds } = progress
  return estimateSeconds === undefined ? stageOf(progress) : `${stageOf(progress)} · about ${duration(estimateSeconds)}`
}

/**
 * The time of a message; the day too when it was not today.
 *
 * @param {number} at milliseconds since the epoch
 */
export const timeOf = (at) => {
  const date = new Date(at)
  const today = date.toDateString() === new Date().toDateString()
  return date.toLocaleString(undefined, { hour: 'numeric', minute: '2-digit', ...(today ? {} : { day: 'numeric', month: 'short' }) })
}

/** @param {number} bytes */
export const sizeOf = (bytes) =>
  bytes < 1024 * 1024 ? `${Math.max(1, Math.round(bytes / 1024))} KB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`

/**
 * Width over height of a shape such as `16:9`.
 *
 * @param {string | undefined} shape
 */
export const ratioOf = (shape) => {
  const [width = 16, height = 9] = (shape ?? '16:9').split(':').map(Number)
  return width > 0 && height > 0 ? width / height : 16 / 9
}
