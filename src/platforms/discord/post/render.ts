import {
  type APIComponentInContainer,
  type APIMediaGalleryItem,
  type APIMessageTopLevelComponent,
  type APIThumbnailComponent,
  ComponentType,
  MessageFlags,
  type RESTPostAPIChannelMessageJSONBody,
} from 'discord.js'
import type { Post, PostMedia, Progress, WordedPost } from '../../../core/post.ts'
import { inMarkedWords } from '../../../core/words/in-words.ts'
import type { Language } from '../../../core/words/languages.ts'
import { type Sentence, say } from '../../../core/words/sentence.ts'
import { wordPost } from '../../../core/words/word-post.ts'
import { buttonOf, buttonRows, fitButtons, menuRows } from './buttons.ts'
import { asTyped, cutEscaped, escapeText, type MentionCommand, plainText, shorten } from './escape.ts'

/** Discord's limits on a message: https://docs.discord.com/developers/components/reference */
export const textLimit = 4000
const altLimit = 1024
/** Room for the main text before it is escaped; the recipe has all of it. */
const mainTextLimit = 1500
const barLength = 12

/** A file that a message refers to, by its key in the media store. */
export interface MessageFile {
  key: string
  name: string
  mediaType: string
  sizeBytes: number
  alt: string
  spoiler?: boolean | undefined
  /** To be saved, not shown. */
  asFile?: boolean | undefined
}

/** A post in Discord's words: what is sent, and the files that go with it. */
export interface NativeMessage {
  body: Pick<RESTPostAPIChannelMessageJSONBody, 'content' | 'components' | 'flags' | 'allowed_mentions'>
  files: MessageFile[]
}

/** Shorter than this, a countdown would run out before the next edit. */
const countdownFromSeconds = 10

const bar = (fraction: number): string => {
  const full = Math.round(Math.min(1, Math.max(0, fraction)) * barLength)
  return `${'▰'.repeat(full)}${'▱'.repeat(barLength - full)}`
}

/** What the provider has measured as nearly all of it. */
const almostFraction = 0.9

const estimateWords = (seconds: number, fraction: number | undefined, now: number): Sentence => {
  if (seconds >= countdownFromSeconds) return say('chat.ready', { when: `<t:${Math.round(now / 1000 + seconds)}:R>` })
  return fraction !== undefined && fraction >= almostFraction ? say('chat.almostDone') : say('chat.aboutSeconds', { seconds })
}

/** The estimate is a moment that Discord counts down to by itself, so that it moves between two edits. */
const progressLine = (progress: Progress<string>, { now, language, mention }: Drawing): string => {
  const { number, stage, fraction, position, estimateSeconds } = progress
  const facts = [
    ...(fraction === undefined ? [] : [say('chat.percent', { percent: Math.round(fraction * 100) })]),
    ...(position === undefined ? [] : [say('chat.position', { position })]),
    ...(estimateSeconds === undefined ? [] : [estimateWords(estimateSeconds, fraction, now)]),
  ]
  return `${bar(fraction ?? 0)} ${number === undefined ? '' : `**${escapeText(number)}** `}${[escapeText(stage, mention), ...facts.map((fact) => inMarkedWords(fact, language))].join(' · ')}`
}

/** Line by line, for bold text may not begin or end with a blank. */
const bold = (escaped: string): string =>
  escaped
    .split('\n')
    .map((line) => (line.trim() === '' ? line : `**${line.trim()}**`))
    .join('\n')

/** A small grey line below the main text; the sign holds for one line only. */
const quiet = (line: string): string => `-# ${line.replace(/\s+/g, ' ')}`

/** Pieces of text joined up to the limit of a message. */
const joinWithin = (pieces: readonly string[], limit: number): string =>
  cutEscaped(pieces.filter((piece) => piece !== '').join('\n'), limit)

/** What a message is drawn with. */
interface Drawing {
  /** What estimates count from, in milliseconds since the epoch. */
  now: number
  language: Language
  mention: MentionCommand
}

const fieldLine = ({ name, value }: NonNullable<WordedPost['fields']>[number], mention: MentionCommand): string =>
  `**${escapeText(shorten(name, 100), mention)}** ${escapeText(shorten(value, 1000), mention)}`

const words = (post: WordedPost, { now, mention }: Omit<Drawing, 'language'>, toType: readonly string[] = []): string => {
  const { language = 'en' } = post
  const escaped = (text: string, limit: number): string => escapeText(shorten(text, limit), mention)
  const main = escaped(post.text || inMarkedWords(say('common.noPrompt'), language), mainTextLimit)
  const facts = [...(post.askedBy ? [`<@${post.askedBy}>`] : []), ...post.facts.map((fact) => escaped(fact, 200))]
  const number = post.number === undefined ? '' : `**${escapeText(post.number)}** `
  const calls = post.mention && post.mention !== post.askedBy ? `<@${post.mention}> ` : ''
  return joinWithin(
    [
      `${calls}${number}${post.kind === 'batch' ? bold(main) : main}`,
      facts.length > 0 ? quiet(facts.join(' · ')) : '',
      toType.length > 0 ? quiet(escapeText(inMarkedWords(say('chat.typeInstead', { lines: toType }), language))) : '',
      ...post.warnings.map((warning) => quiet(escaped(warning, 300))),
      ...(post.fields ?? []).map((field) => fieldLine(field, mention)),
      ...(post.progress ?? []).map((progress) => progressLine(progress, { now, language, mention })),
    ],
    textLimit,
  )
}

/** File names that survive Discord, no two alike. */
const filesOf = (media: readonly PostMedia<string>[]): MessageFile[] => {
  const taken = new Set<string>()
  return media.map((file) => {
    const plain = file.fileName.replace(/[^\w.-]+/g, '-').slice(-100) || 'file'
    let name = plain
    for (let copy = 2; taken.has(name); copy += 1) name = `${copy}-${plain}`
    taken.add(name)
    const { key, mediaType, sizeBytes, spoiler, asFile } = file
    const alt = shorten(plainText(file.alt), altLimit)
    return { key, name, mediaType, sizeBytes, alt, ...(spoiler && { spoiler }), ...(asFile && { asFile }) }
  })
}

/** The colours at a card's edge. */
const accents = { running: 0x5865f2, done: 0x1abc9c, failed: 0xe67e22, open: 0xf0b232, over: 0x4e5058 } as const

/** By what a post tells; undefined for one that is no card. */
const accentOf = ({ kind, progress = [], sheet, thumbnail, actions }: WordedPost): number | undefined => {
  if (kind === 'clip') return accents.done
  if (kind === 'failure') return accents.failed
  if (kind === 'batch') return progress.length > 0 ? accents.running : (sheet ?? thumbnail) ? accents.done : accents.over
  if (kind === 'report') return actions.some(({ style }) => style === 'danger') ? accents.open : accents.over
  return undefined
}

const thumbnailOf = ({ name, alt, spoiler }: MessageFile): APIThumbnailComponent => ({
  type: ComponentType.Thumbnail,
  media: { url: `attachment://${name}` },
  ...(alt && { description: alt }),
  ...(spoiler && { spoiler }),
})

const isShown = ({ mediaType, asFile }: MessageFile): boolean => !asFile && /^(image|video)\//.test(mediaType)

const galleryItem = ({ name, alt, spoiler }: MessageFile): APIMediaGalleryItem => ({
  media: { url: `attachment://${name}` },
  ...(alt && { description: alt }),
  ...(spoiler && { spoiler }),
})

/** A post in the words of its language, with its commands still marked. Of a post in words nothing changes. */
export const wordForDiscord = (post: Post): WordedPost => wordPost(post, inMarkedWords)

/**
 * Draws a post in Components V2: pictures and clips in one gallery first, then the words, then a sheet, then the buttons and the menu; what is about
 * clips as a card, unless it was refused.
 * `componentId` names the first component, so that the message can be found again; `now` is what estimates count from, in
 * milliseconds since the epoch; `mention` writes commands. Nobody is called but the post's `mention`.
 */
export const renderPost = (
  given: Post,
  {
    now = 0,
    componentId,
    mention = asTyped,
    asCard = true,
  }: { now?: number; componentId?: number | undefined; mention?: MentionCommand; asCard?: boolean } = {},
): NativeMessage => {
  const post = wordForDiscord(given)
  const files = filesOf([...post.media, ...(post.sheet ? [post.sheet] : []), ...(post.thumbnail ? [post.thumbnail] : [])])
  const thumbnail = post.thumbnail ? files.at(-1) : undefined
  const own = files.slice(0, post.media.length)
  const gallery = own.filter(isShown).map(galleryItem)
  const sheet = post.sheet ? files.slice(post.media.length, post.media.length + 1).map(galleryItem) : []
  const plain = own.filter((file) => !isShown(file))
  const menu = menuRows(post, inMarkedWords(say('chat.more'), post.language ?? 'en'))
  const accent = asCard ? accentOf(post) : undefined
  const choices = buttonRows((post.choices ?? []).map(buttonOf))
  const others =
    plain.length +
    (gallery.length > 0 ? 2 : 1) +
    menu.length * 2 +
    (accent === undefined ? 0 : 1) +
    (thumbnail ? 2 : 0) +
    sheet.length +
    choices.length +
    (post.choices ?? []).length
  const { buttons, rest } = fitButtons(post, others)
  const text = { type: ComponentType.TextDisplay as const, content: words(post, { now, mention }, rest) }
  const inside: APIComponentInContainer[] = [
    ...(gallery.length > 0 ? [{ type: ComponentType.MediaGallery as const, items: gallery }] : []),
    ...plain.map((file) => ({ type: ComponentType.File as const, file: { url: `attachment://${file.name}` } })),
    thumbnail ? { type: ComponentType.Section, components: [text], accessory: thumbnailOf(thumbnail) } : text,
    ...(sheet.length > 0 ? [{ type: ComponentType.MediaGallery as const, items: sheet }] : []),
    ...choices,
    ...buttonRows(buttons),
    ...menu,
  ]
  const components: APIMessageTopLevelComponent[] =
    accent === undefined ? inside : [{ type: ComponentType.Container, accent_color: accent, components: inside }]
  const [first, ...following] = components
  return {
    body: {
      flags: MessageFlags.IsComponentsV2,
      components: first && componentId !== undefined ? [{ ...first, id: componentId }, ...following] : components,
      allowed_mentions: { parse: [], users: post.mention ? [post.mention] : [] },
    },
    files,
  }
}

/** A post as several, so that no field of a long list is lost. */
export const splitPost = (given: Post, mention: MentionCommand): WordedPost[] => {
  const post = wordForDiscord(given)
  const pages: WordedPost[] = [{ ...post, fields: [] }]
  for (const field of post.fields ?? []) {
    const page = pages.at(-1)
    if (!page) break
    const grown = { ...page, fields: [...(page.fields ?? []), field] }
    if ((page.fields ?? []).length === 0 || fits(grown, mention)) pages[pages.length - 1] = grown
    else pages.push({ ...post, media: [], actions: [], links: [], warnings: [], facts: [], fields: [field] })
  }
  return pages
}

const fits = (post: WordedPost, mention: MentionCommand): boolean => {
  const fieldsLength = (post.fields ?? []).reduce((sum, field) => sum + fieldLine(field, mention).length + 1, 0)
  return words({ ...post, fields: [] }, { now: 0, mention }).length + fieldsLength < textLimit
}
