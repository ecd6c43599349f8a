import type { types } from '@slack/bolt'
import type { Action, Piece, Post, Progress, WordedPost } from '../../../core/post.ts'
import { inMentioningWords, inWords } from '../../../core/words/in-words.ts'
import type { Language } from '../../../core/words/languages.ts'
import { hasMentions, type Mention, mentionMark, nameOf, writeMentions } from '../../../core/words/mention-mark.ts'
import { type Sentence, say, type Text } from '../../../core/words/sentence.ts'
import { hasTimestamps, utc, writeTimestamps } from '../../../core/words/timestamp.ts'
import { wordPost } from '../../../core/words/word-post.ts'
import { writeActionId } from '../action-id.ts'
import { escapedPieces, escapeText, shorten } from '../escape.ts'

/** Slack's limits on a message: https://docs.slack.dev/reference/block-kit/blocks */
export const blocksInAMessage = 50
const sectionTextLimit = 3000
const fieldTextLimit = 2000
const pairsInASection = 5
const buttonsInARow = 25
const buttonTextLimit = 75
const choicesInAnOverflow = 5
const choicesInASelect = 100
const noticeTextLimit = 1000
const barLength = 12

/** A post in Slack's words. `text` is what a notification shows and a screen reader says. */
export interface NativeMessage {
  text: string
  blocks: types.KnownBlock[]
}

/** What a message shows beside its post. */
export interface RenderOptions {
  /** The name of who asked: a name, for an id would call them. */
  askedByName?: string | undefined
  /** A picture that was uploaded to Slack before. */
  poster?: { fileId: string; alt: string } | undefined
  /** Whether members may be mentioned in it. Slack calls whom a new message in a channel mentions, so elsewhere they are named. */
  mentions?: boolean | undefined
}

/** Moderators are told of members by mention: whoever is mentioned in their channel and does not moderate is not called. */
const mentionsIn = ({ kind }: Post, { mentions = kind === 'report' }: Pick<RenderOptions, 'mentions'>): boolean => mentions

/** A channel is called by nothing. */
const withChannels = (text: Text, language: Language): string =>
  writeMentions(inMentioningWords(text, language), (mention) => (mention.kind === 'channel' ? mentionMark(mention) : nameOf(mention)))

/** A post in the words of its language, with what may be mentioned in it still marked. Of a post in words nothing changes. */
export const wordForSlack = (post: Post, options: Pick<RenderOptions, 'mentions'> = {}): WordedPost =>
  wordPost(post, mentionsIn(post, options) ? inMentioningWords : withChannels)

const plain = (escaped: string): types.PlainTextElement => ({ type: 'plain_text', text: writeMentions(escaped, nameOf), emoji: false })

const idForms = { member: /^[UW][A-Z0-9]+$/, channel: /^[CG][A-Z0-9]+$/, role: /^S[A-Z0-9]+$/ }
const mentionSigns = { member: '@', channel: '#', role: '!subteam^' } as const

/** Only what has an id of Slack's can be mentioned. */
const asMention = (mention: Mention): string =>
  idForms[mention.kind].test(mention.id) ? `<${mentionSigns[mention.kind]}${mention.id}>` : nameOf(mention)

/** A time as Slack writes it by its reader's clock. https://docs.slack.dev/messaging/formatting-message-text#date-formatting */
const written = (escaped: string, language: Language): string =>
  writeMentions(
    writeTimestamps(escaped, (time) => `<!date^${Math.floor(time / 1000)}^${inWords(say('slack.time'), language)}|${utc(time)}>`),
    asMention,
  )

/** Only markup has times and mentions, and only our own sentences have those. */
const words = (escaped: string, language: Language): types.PlainTextElement | types.MrkdwnElement =>
  hasTimestamps(escaped) || hasMentions(escaped) ? { type: 'mrkdwn', text: written(escaped, language), verbatim: true } : plain(escaped)

/** A small grey line. */
const quiet = (line: string, language: Language): types.KnownBlock => ({
  type: 'context',
  elements: [words(shorten(line, sectionTextLimit), language)],
})

const textSections = (text: string, language: Language): types.KnownBlock[] =>
  escapedPieces(text, sectionTextLimit).map((piece) => ({ type: 'section', text: words(piece, language) }))

const estimate = (seconds: number): Sentence =>
  seconds < 90
    ? say('chat.aboutSeconds', { seconds: Math.max(1, Math.round(seconds)) })
    : say('chat.aboutMinutes', { minutes: Math.round(seconds / 60) })

const bar = (fraction: number): string => {
  const full = Math.round(Math.min(1, Math.max(0, fraction)) * barLength)
  return `${'▰'.repeat(full)}${'▱'.repeat(barLength - full)}`
}

const progressLine = ({ number, stage, fraction, position, estimateSeconds }: Progress<string>, language: Language): string =>
  [
    `${bar(fraction ?? 0)} ${numbered({ number })}${escapeText(stage)}`,
    ...(fraction === undefined ? [] : [inWords(say('chat.percent', { percent: Math.round(fraction * 100) }), language)]),
    ...(position === undefined ? [] : [inWords(say('chat.position', { position }), language)]),
    ...(estimateSeconds === undefined ? [] : [inWords(estimate(estimateSeconds), language)]),
  ].join(' · ')

const fieldSections = ({ kind, fields = [], language = 'en' }: WordedPost): types.KnownBlock[] => {
  // Of clips that share a message: a line each.
  if (kind === 'clip' && fields.length > 0) {
    return [quiet(fields.map(({ name, value }) => escapeText(shorten(`${name} · ${value}`, 200))).join('\n'), language)]
  }
  const short = fields.every(({ value }) => writeMentions(value, nameOf).length <= 60)
  if (!short) return fields.flatMap(({ name, value }) => [quiet(escapeText(name), language), ...textSections(value || '–', language)])
  return Array.from({ length: Math.ceil(fields.length / pairsInASection) }, (_, index) => ({
    type: 'section' as const,
    fields: fields
      .slice(index * pairsInASection, (index + 1) * pairsInASection)
      .flatMap(({ name, value }) => [
        words(shorten(escapeText(name), fieldTextLimit), language),
        words(escapeText(value) || '–', language),
      ]),
  }))
}

const buttonOf = ({ command, argument, label, style }: Action<string>): types.Button => ({
  type: 'button',
  text: plain(shorten(escapeText(label), buttonTextLimit)),
  action_id: writeActionId({ what: 'run', command, argument }),
  ...(style ? { style } : {}),
})

const linkOf = ({ label, url }: { label: string; url: string }, index: number): types.Button => ({
  type: 'button',
  text: plain(shorten(escapeText(label), buttonTextLimit)),
  url,
  action_id: `m1:link:${index}`,
})

/** What is done seldom, in one menu. An overflow menu has five entries at most, so a longer one is a select. */
const menuOf = ({ more = [], language = 'en' }: WordedPost): (types.Overflow | types.StaticSelect)[] => {
  const [first] = more
  if (!first) return []
  const options = more.slice(0, choicesInASelect).map(({ command, argument, label }) => ({
    text: plain(shorten(escapeText(label), buttonTextLimit)),
    value: writeActionId({ what: 'run', command, argument }),
  }))
  const menu = { action_id: writeActionId({ what: 'menu', command: 'more', argument: first.argument }), options }
  return options.length <= choicesInAnOverflow
    ? [{ type: 'overflow', ...menu }]
    : [{ type: 'static_select', placeholder: plain(inWords(say('chat.more'), language)), ...menu }]
}

/** Rows of buttons; none when there are none. */
const buttonRows = (buttons: readonly types.ActionsBlockElement[]): types.KnownBlock[] =>
  Array.from({ length: Math.ceil(buttons.length / buttonsInARow) }, (_, row) => ({
    type: 'actions',
    elements: buttons.slice(row * buttonsInARow, (row + 1) * buttonsInARow),
  }))

/** The number of a clip stands before its words. */
const numbered = ({ number }: Pick<WordedPost, 'number'>): string => (number === undefined ? '' : `${number} · `)

/** Rich text is no markup: in its texts nothing is read, and so what is new can be bold whatever somebody typed. */
const changedBlock = (line: readonly Piece<string>[]): types.RichTextBlock => ({
  type: 'rich_text',
  elements: [
    {
      type: 'rich_text_section',
      elements: line.map(({ words: text, isNew }) => ({
        type: 'text',
        text: shorten(writeMentions(text, nameOf), 400),
        ...(isNew && { style: { bold: true } }),
      })),
    },
  ],
})

/** What comes before the fields: the words. */
const head = (post: WordedPost, { askedByName, poster }: RenderOptions): types.KnownBlock[] => {
  const { language = 'en' } = post
  const facts = [...(askedByName ? [askedByName] : []), ...post.facts].map((fact) => escapeText(shorten(fact, 200)))
  return [
    ...(poster
      ? [
          {
            type: 'image' as const,
            slack_file: { id: poster.fileId },
            alt_text: shorten(escapeText(poster.alt), 2000) || inWords(say('slack.firstFrame'), language),
          },
        ]
      : []),
    // The one thing that is to call somebody is markup; what people typed never is.
    ...(post.mention ? [{ type: 'section' as const, text: { type: 'mrkdwn' as const, text: `<@${post.mention}>`, verbatim: true } }] : []),
    ...textSections(`${numbered(post)}${post.text || inWords(say('common.noPrompt'), language)}`, language),
    ...(facts.length > 0 ? [quiet(facts.join(' · '), language)] : []),
    ...(post.changed ?? []).map(changedBlock),
    ...post.warnings.map((warning) => quiet(escapeText(shorten(warning, 300)), language)),
    ...(post.progress && post.progress.length > 0
      ? [
          quiet(
            post.progress
              .slice(0, 20)
              .map((progress) => progressLine(progress, language))
              .join('\n'),
            language,
          ),
        ]
      : []),
  ]
}

const tail = (post: WordedPost): types.KnownBlock[] => [
  ...buttonRows((post.choices ?? []).map(buttonOf)),
  ...buttonRows([...(post.links ?? []).map(linkOf), ...post.actions.map(buttonOf), ...menuOf(post)]),
]

const notificationText = ({ text, mention, language = 'en' }: WordedPost): string => {
  const [piece = ''] = escapedPieces(text || inWords(say('slack.aClip'), language), noticeTextLimit)
  return `${mention ? `<@${mention}> ` : ''}${written(piece, language)}`
}

/**
 * Draws a post in Block Kit: the poster, the words, the facts, the buttons. Everything that was typed stands in
 * `plain_text` and is escaped, so that it is shown as typed; only the post's `mention` is called. The post's
 * files are not in it: they are uploaded beside it.
 */
export const renderPost = (given: Post, options: RenderOptions = {}): NativeMessage => {
  const post = wordForSlack(given, options)
  return { text: notificationText(post), blocks: blocksOf(post, options).slice(0, blocksInAMessage) }
}

const blocksOf = (post: WordedPost, options: RenderOptions): types.KnownBlock[] => [
  ...head(post, options),
  ...fieldSections(post),
  ...tail(post),
]

/** The blocks of a post whose list may be longer than a message, as several messages. Nothing is lost. */
export const renderPages = (given: Post, options: RenderOptions = {}): NativeMessage[] => {
  const post = wordForSlack(given, options)
  const blocks = blocksOf(post, options)
  return Array.from({ length: Math.ceil(blocks.length / blocksInAMessage) }, (_, page) => ({
    text: notificationText(post),
    blocks: blocks.slice(page * blocksInAMessage, (page + 1) * blocksInAMessage),
  }))
}
