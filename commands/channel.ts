import { z } from 'zod'
import { type ChannelChange, type ChannelTerms, channelBounds } from '../src/core/channel.ts'
import { defineCommand, type OptionHints } from '../src/core/command.ts'
import { MoodreelError } from '../src/core/errors.ts'
import type { BoundChannel } from '../src/core/moderators.ts'
import { notice, type Post } from '../src/core/post.ts'
import { modes } from '../src/core/request.ts'
import { channel as mentioned } from '../src/core/words/mention.ts'
import { say, type Text } from '../src/core/words/sentence.ts'

/** A mention as chats write it, or the id alone: `<#C012|general>`, `C012`. A name alone leads nowhere. */
const mention = /^(?:<#([\w-]{1,64})(?:\|[^>]*)?>|#?([^\s<>@#]{1,100}))$/

/** As chats make them: a name has small letters. */
const idPattern = /^(?=.*\d)[A-Z\d]+$/

/** `any` takes every bound away, `default` takes back what was set here. */
const free = ['any', 'off']
const list = z
  .string()
  .max(400)
  .transform((text) => text.split(/[\s,]+/).filter((word) => word !== ''))
  .pipe(z.array(z.string()).min(1))

const options = {
  channel: z
    .string()
    .regex(mention)
    .transform((text) => text.replace(mention, '$1$2'))
    .optional()
    .meta({
      about: say('optionAbout.channel'),
      positional: true,
      channel: true,
      demand: say('option.beChannel'),
      example: '#cats',
    } satisfies OptionHints),
  pace: z
    .string()
    .toLowerCase()
    .regex(/^(any|off|default|[1-9]\d{0,4})$/)
    .optional()
    .meta({
      about: say('optionAbout.channelPace'),
      flags: ['clips-per-hour'],
      demand: say('option.bePace', { most: 99_999 }),
      example: '10',
    } satisfies OptionHints),
  models: list
    .optional()
    .meta({ about: say('optionAbout.channelModels'), completion: 'model', example: '"local, wan-2.7-t2v"' } satisfies OptionHints),
  modes: list.optional().meta({ about: say('optionAbout.channelModes'), example: '"t2v, i2v"' } satisfies OptionHints),
  tiers: list.optional().meta({ about: say('optionAbout.channelTiers'), example: 'team' } satisfies OptionHints),
}
type Options = z.infer<z.ZodObject<typeof options>>

const missing = (sentence: Text): MoodreelError => new MoodreelError('missing_input', sentence)

/** What somebody typed for a list of names. */
const listFrom = (words: string[] | undefined) => {
  const [first = '', ...others] = words ?? []
  if (words === undefined) return undefined
  if (others.length === 0 && free.includes(first.toLowerCase())) return 'any' as const
  return others.length === 0 && first.toLowerCase() === 'default' ? null : words
}

const modesFrom = (words: string[] | undefined): ChannelChange['modes'] => {
  const said = listFrom(words)
  if (!Array.isArray(said)) return said
  const known = z.array(z.enum(modes)).safeParse(said.map((word) => word.toLowerCase()))
  if (!known.success) throw new MoodreelError('invalid_option', say('moderator.noSuchMode', { modes: [...modes] }))
  return known.data
}

const paceFrom = (pace: string | undefined): ChannelChange['clipsPerHour'] => {
  if (pace === undefined) return undefined
  if (free.includes(pace)) return 'any'
  return pace === 'default' ? null : Number(pace)
}

const changeOf = (said: Options): ChannelChange => {
  const change = {
    models: listFrom(said.models),
    modes: modesFrom(said.modes),
    tiers: listFrom(said.tiers),
    clipsPerHour: paceFrom(said.pace),
  }
  return Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined))
}

const boundLine = (terms: ChannelTerms, bound: (typeof channelBounds)[number]): Text[] => {
  const value = terms[bound]
  const isOwn = terms.own.includes(bound)
  if (value === undefined) return isOwn ? [say(`moderator.channelAny_${bound}`)] : []
  const line =
    typeof value === 'number' ? say('moderator.channelPace', { clips: value }) : say('moderator.channelOnly', { names: [...value] })
  return [isOwn ? say('moderator.channelOwn', { bound: line }) : line]
}

const field = ({ channel, terms }: BoundChannel, here: string | undefined) => {
  const pieces = channelBounds.flatMap((bound) => boundLine(terms, bound))
  return {
    name: say(channel === here ? 'moderator.thisChannel' : 'moderator.channelField'),
    value: say('member.line', { pieces: [mentioned(channel), ...(pieces.length === 0 ? [say('moderator.channelFree')] : pieces)] }),
  }
}

const post = (sentence: Text, channels: readonly BoundChannel[], here: string | undefined): Post => ({
  ...notice(sentence),
  fields: channels.map((one) => field(one, here)),
})

/** A channel's id: of the one that was named, or of the one where it is said. A name is none. */
const channelOf = ({ channel }: Options, here: string | undefined): string => {
  if (channel === undefined && here === undefined) throw missing(say('moderator.needsChannel'))
  if (channel === undefined || channel === here) return here ?? ''
  if (!idPattern.test(channel)) throw new MoodreelError('invalid_option', say('moderator.channelByName', { name: channel }))
  return channel
}

export default defineCommand({
  name: 'channel',
  under: 'mod',
  description: say('command.channel'),
  examples: ['/mod channel', '/mod channel --pace 10', '/mod channel #cats --models "local, wan-2.7-t2v" --tiers team'],
  group: 'moderators',
  options,
  async execute({ options: said, invocation, studio, respond }) {
    const change = changeOf(said)
    const { moderators } = studio
    const here = invocation.channel
    const answer = (shown: Post): Promise<void> => respond.reply(shown, { private: true })
    if (Object.keys(change).length > 0) {
      const bound = await moderators.boundChannel(invocation, channelOf(said, here), change)
      return answer(post(say('moderator.channelSaved'), [bound], here))
    }
    const all = await moderators.channels(invocation)
    const named = said.channel === undefined ? null : channelOf(said, here)
    const shown = all.filter(({ channel }) => named === null || channel === named)
    if (shown.length > 0) return answer(post(say('moderator.channels'), shown, here))
    return answer(notice(say(named === null ? 'moderator.noChannelRules' : 'moderator.noChannelRule')))
  },
})
