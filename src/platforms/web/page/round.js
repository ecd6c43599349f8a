import { label } from './labels.js'

/**
 * @typedef {import('../word-message.ts').ShownPost} Post
 * @typedef {import('../../../core/post.ts').Action<string>} Action
 * @typedef {import('./post.js').Shown & { key: string }} Take
 */

/**
 * The facts that all clips of a round have in common, which its card says once.
 *
 * @param {Take[]} takes
 * @returns {string[]}
 */
export const sharedFacts = (takes) => {
  const clips = takes.flatMap(({ post }) => (post?.kind === 'clip' ? [post.common ?? []] : []))
  const [first = [], ...others] = clips
  return others.length === 0 ? [] : first.filter((fact) => others.every((facts) => facts.includes(fact)))
}

/** A failure names its clip by its first fact: `#3`. @param {Post} post */
const numberOf = ({ number, facts }) => number ?? /^#(\w+)$/.exec(facts[0] ?? '')?.[1] ?? ''

/**
 * The takes of a round, those that failed for one reason as one.
 *
 * @param {Take[]} takes
 * @returns {Take[]}
 */
export const failedTogether = (takes) => {
  /** @type {Map<string, { take: Take, posts: [Post, ...Post[]] }>} */
  const failed = new Map()
  for (const take of takes) {
    if (take.post?.kind !== 'failure') continue
    const reason = JSON.stringify([take.post.text, take.post.warnings])
    const known = failed.get(reason)
    // One post may tell of several takes.
    if (!known) failed.set(reason, { take, posts: [take.post] })
    else if (!known.posts.includes(take.post)) known.posts.push(take.post)
  }
  const together = new Map(
    [...failed.values()].map(({ take, posts }) => [take.key, posts.length > 1 ? merged(take, posts) : named(take, posts[0])]),
  )
  return takes.flatMap((take) => (take.post?.kind === 'failure' ? (together.get(take.key) ?? []) : [take]))
}

/**
 * Its number stands where that of a clip does.
 *
 * @param {Take} take
 * @param {Post} post
 * @returns {Take}
 */
const named = (take, post) => {
  const number = numberOf(post)
  return number === '' ? take : { ...take, post: { ...post, number, facts: post.facts.filter((fact) => fact !== `#${number}`) } }
}

/**
 * @param {Take} take the first of them
 * @param {[Post, ...Post[]]} posts
 * @returns {Take}
 */
const merged = (take, posts) => {
  const numbers = posts.map(numberOf)
  const isNumbered = numbers.every((number) => number !== '')
  return {
    ...take,
    post: {
      ...posts[0],
      number: isNumbered ? numbers.join(', ') : undefined,
      facts: [],
      warnings: posts[0].warnings.map((warning) => `${warning} (${posts.length}×)`),
      generationIds: posts.flatMap(({ generationIds }) => generationIds),
    },
    actions: posts.flatMap(({ actions }, at) =>
      actions.map((action) => ({ ...action, label: isNumbered ? `${action.label} ${numbers[at]}` : action.label })),
    ),
  }
}

/**
 * What stops all that still runs of a round; nothing where one button does it.
 *
 * @param {Post} root
 * @returns {Action[]}
 */
export const cancelsAll = ({ actions, batchId }) =>
  batchId !== undefined && actions.filter(({ command }) => command === 'cancel').length > 1
    ? [{ command: 'cancel', argument: batchId, label: label('cancelAll'), style: 'danger' }]
    : []
