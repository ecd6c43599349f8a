import { createCanvas, loadImage } from '@napi-rs/canvas'
import { notice, type Post, type PostMedia } from '../../../src/core/post.ts'
import { say } from '../../../src/core/words/sentence.ts'
import { renderPost as renderForDiscord } from '../../../src/platforms/discord/post/render.ts'
import { renderPost as renderForSlack } from '../../../src/platforms/slack/post/render.ts'
import { people } from './draw/people.ts'
import type { FilmSet } from './film-set.ts'
import type { Message } from './shot.ts'

const isPicture = ({ mediaType }: PostMedia<unknown>): boolean => mediaType.startsWith('image/')

/** A picture no larger than it is drawn, in base64. */
const small = async (bytes: Uint8Array): Promise<string> => {
  const image = await loadImage(Buffer.from(bytes))
  const scale = Math.min(1, 420 / image.width)
  const canvas = createCanvas(Math.round(image.width * scale), Math.round(image.height * scale))
  canvas.getContext('2d').drawImage(image, 0, 0, canvas.width, canvas.height)
  return (await canvas.encode('jpeg', 60)).toString('base64')
}

/** Keeps posts as the JSON of their platform, with the pictures that go with them. */
export const createPhotographer = (set: FilmSet) => {
  const stills: Record<string, string> = {}

  const keepStills = async ({ media, thumbnail }: Post): Promise<void> => {
    for (const file of [...media, ...(thumbnail ? [thumbnail] : [])]) {
      const still = file.posterKey ?? (isPicture(file) ? file.key : null)
      if (still && !stills[file.key]) stills[file.key] = await small(await new Response(await set.store.read(still)).bytes())
    }
  }

  const onDiscord = (where: string, post: Post): Message[] => {
    const now = set.clock.now()
    const { body, files } = renderForDiscord(post, { now })
    return [{ where, at: now, json: body, files: files.map(({ key, name, mediaType }) => ({ key, name, mediaType })) }]
  }

  /** What Slack shows in a message beside its post: the first picture of an answer, the still of a report or of a batch that is over. */
  const posterOf = (post: Post, isAnswer: boolean): { fileId: string; alt: string } | undefined => {
    const shown = isAnswer ? post.media.find(isPicture) : post.thumbnail
    return shown && { fileId: shown.key, alt: '' }
  }

  const onSlack = (where: string, post: Post): Message[] => {
    const at = set.clock.now()
    const isAnswer = where.startsWith('only')
    const files = post.media
      .filter((file) => !isAnswer || !isPicture(file))
      .map(({ key, fileName, mediaType }) => ({ key, name: fileName, mediaType }))
    const json = renderForSlack(post, { askedByName: post.askedBy && people[post.askedBy], poster: posterOf(post, isAnswer) })
    if (!isAnswer || files.length === 0) return [{ where, at, json, files }]
    // Files that are for one person come in a message to them alone.
    const asked = renderForSlack({ ...notice(say('slack.askedFile')), language: post.language })
    return [
      { where, at, json, files: [] },
      { where: 'direct message', at, json: asked, files: [] },
      { where: 'direct message', at, json: { blocks: [] }, files },
    ]
  }

  return {
    stills,
    async take(where: string, post: Post): Promise<Message[]> {
      await keepStills(post)
      if (set.name === 'slack') return onSlack(where, post)
      // The way to the thread is Discord's own word in a first answer.
      const links = [{ label: say('chat.openThread'), url: 'https://discord.com/channels/1/2' }]
      return onDiscord(where, where.endsWith('at once') ? { ...post, links } : post)
    },
  }
}
