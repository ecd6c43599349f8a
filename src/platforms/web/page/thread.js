import { createList, element, setLine } from './element.js'
import { countOf, timeOf } from './figures.js'
import { createFold } from './fold.js'
import { label } from './labels.js'
import { createPost } from './post.js'
import { createPrivateReplies } from './private-reply.js'
import { cancelsAll, failedTogether, sharedFacts } from './round.js'

/**
 * @typedef {import('../word-message.ts').ShownMessage} Message
 * @typedef {import('../word-message.ts').ShownPost} Post
 * @typedef {import('./post.js').Shown & { key: string }} Take
 *
 * @typedef {object} Card
 * @property {Message} root
 * @property {Message[]} replies in their order
 * @property {Set<string>} fresh ids of the messages that arrived while the page was open
 */

/**
 * A card of the feed: who asked for what, the clips or their bars, and whatever else was said about it.
 *
 * @param {string} id
 * @param {import('./post.js').Tools} tools
 */
export const createThread = (id, tools) => {
  const who = element('b')
  const command = element('span', { class: 'command' })
  const source = element('a', { text: label('fromEarlier') })
  const time = element('time')
  const fold = createFold()
  const said = fold.text
  said.id = `said-${id}`
  const head = createPost(tools)
  const takes = element('div', { class: 'takes' })
  const notes = element('div', { class: 'notes' })
  const article = element('article', { id: `card-${id}`, tabindex: '-1', 'aria-labelledby': `said-${id}` })
  article.append(
    element('p', { class: 'asked' }, who, command, source, time),
    said,
    fold.button,
    head.node,
    takes,
    notes,
    createPrivateReplies(),
  )

  const showTakes = createList(takes, takeKey, () => createPost(tools))
  const showNotes = createList(notes, takeKey, () => createPost(tools))

  return {
    node: element('li', { class: 'thread' }, article),
    /** @param {Card} card */
    update: ({ root, replies, fresh }) => {
      const { post, asked } = root
      if (!post) return
      setLine(who, asked ? label('you') : '')
      setLine(command, asked ? `/${asked.command}` : '')
      source.hidden = !asked?.replyTo
      if (asked?.replyTo) source.href = `#card-${asked.replyTo}`
      time.dateTime = new Date(root.createdAt).toISOString()
      setLine(time, timeOf(root.createdAt))
      setLine(said, post.text)
      fold.settle()
      const prompt = post.kind === 'batch' || post.kind === 'clip' || post.kind === 'recipe'
      said.classList.toggle('prompt', prompt)
      said.role = prompt ? 'heading' : null
      said.ariaLevel = prompt ? '2' : null
      article.dataset.kind = post.kind

      const clips = takesOf(post, replies, fresh, stillOf(root, tools))
      const named = new Set(clips.flatMap(({ key, post: clip }) => [key, ...(clip?.generationIds ?? [])]))
      const shared = sharedFacts(clips)
      const facts = post.facts.filter((fact) => fact !== `/${asked?.command}` && !shared.includes(fact))
      head.update({
        ...plain(post, fresh.has(root.id)),
        post: { ...post, facts: [...shared, ...facts, ...(post.longest ? [post.longest] : [])] },
        actions: [...post.actions.filter(({ argument }) => !named.has(argument)), ...cancelsAll(post)],
        said: post.text,
        // Said by the takes themselves.
        warned: clips.flatMap(({ post: clip }) => (clip?.kind === 'failure' ? [clip.text] : [])),
      })
      // A card of one clip says its facts beneath the clip, as ever.
      const told = clips.length > 1 || clips[0]?.post?.kind === 'failure' ? [...post.facts, ...shared, post.text.slice(0, 80)] : []
      showTakes(clips.map((take) => ({ ...take, told })))
      takes.dataset.count = String(clips.length)
      const shown = new Set(clips.flatMap(({ key, post: clip }) => [key, ...(clip?.generationIds ?? [])]))
      showNotes(
        replies.flatMap((reply) =>
          reply.post && !isTakeOf(reply.post, shown) ? [{ ...plain(reply.post, fresh.has(reply.id)), key: reply.id }] : [],
        ),
      )
    },
  }
}

/**
 * The picture that the clips of a card start from: one that was given here, or the still of the clip that they go on from.
 *
 * @param {Message} root
 * @param {import('./post.js').Tools} tools
 */
const stillOf = ({ asked }, tools) => {
  if (!asked) return ''
  const source = asked.replyTo && document.querySelector(`#card-${CSS.escape(asked.replyTo)} [data-poster]`)
  return tools.stillOf(asked.requestId) || (source ? (source.getAttribute('data-poster') ?? '') : '')
}

/**
 * Whether it stands among the takes already.
 *
 * @param {Post} post
 * @param {Set<string>} shown ids of generations
 */
const isTakeOf = ({ kind, generationIds }, shown) =>
  (kind === 'clip' || kind === 'failure') && generationIds.length > 0 && generationIds.every((id) => shown.has(id))

/** A clip is called by its number; before it has one, and there are several, by its place. @param {string | undefined} number @param {number | null} take */
const nameOf = (number, take) => {
  if (number !== undefined) return label('clipOf', { number })
  return take === null ? label('theClip') : label('take', { take: countOf(take) })
}

/** @param {Take} take */
const takeKey = ({ key }) => key

/**
 * @param {Post} post
 * @param {boolean} fresh
 */
const plain = (post, fresh) => ({
  name: '',
  prompt: '',
  still: '',
  post,
  progress: null,
  actions: post.actions,
  fresh,
  said: '',
  warned: [],
  told: [],
})

/**
 * The places of a batch's clips, in their order: each is a bar until its clip or its failure is there.
 *
 * @param {Post} root
 * @param {Message[]} replies
 * @param {Set<string>} fresh
 * @param {string} still
 * @returns {Take[]}
 */
const takesOf = (root, replies, fresh, still) => {
  // They stand side by side in the message itself.
  if (root.tiles) return []
  const ids = [...new Set([...root.generationIds, ...(root.progress ?? []).map(({ generationId }) => generationId)])]
  const takes = ids.flatMap((generationId, at) => {
    const reply = replies.findLast(
      ({ post }) => (post?.kind === 'clip' || post?.kind === 'failure') && post.generationIds.includes(generationId),
    )
    const progress = root.progress?.find((one) => one.generationId === generationId) ?? null
    if (!reply?.post && !progress) return []
    return {
      key: generationId,
      name: nameOf(progress?.number, ids.length > 1 ? at + 1 : null),
      prompt: root.text,
      still,
      post: reply?.post ?? null,
      progress,
      actions: reply?.post?.actions ?? root.actions.filter((action) => action.argument === generationId),
      fresh: reply ? fresh.has(reply.id) : false,
      said: reply?.post?.kind === 'clip' ? root.text : '',
      warned: root.warnings,
      told: [],
    }
  })
  return failedTogether(takes)
}
