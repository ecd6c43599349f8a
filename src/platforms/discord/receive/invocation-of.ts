import type { APIInteraction } from 'discord.js'
import type { Invocation, Member } from '../../../core/platform.ts'
import type { RefusalIn } from '../../../core/policy/serves.ts'
import type { Text } from '../../../core/words/sentence.ts'
import { directWorkspace } from '../../../core/workspace.ts'
import { absent, originOf } from '../origin.ts'
import type { SaidIn } from './channel-of.ts'
import type { Said } from './read-said.ts'
import type { Answerable } from './responder.ts'

export const workspaceOf = ({ guild_id: guild, member, user }: APIInteraction): string =>
  guild ?? directWorkspace(user?.id ?? member?.user.id ?? '')

/** What every interaction tells beside what was said in it: who, where, in which language. */
export const createInvocationOf = ({ channelOf, refusalIn }: { channelOf(said: APIInteraction): SaidIn; refusalIn: RefusalIn }) => ({
  invocationOf(interaction: Answerable, member: Member, said: Said): Invocation {
    const channel = channelOf(interaction)
    return {
      ...said,
      id: interaction.id,
      platform: 'discord',
      workspace: workspaceOf(interaction),
      member,
      origin: originOf(interaction, channel, member.id),
      channel: channel.parent ?? channel.id,
      ...(channel.parent !== undefined && { thread: channel.id }),
      locale: interaction.locale,
      ageRestricted: channel.ageRestricted,
    }
  },

  /** The sentence for which nothing is shown, asked or done; null where the bot works. */
  refusalHere: (interaction: APIInteraction, member: Member | null, command: string): Text | null =>
    originOf(interaction, channelOf(interaction), member?.id ?? '').present
      ? refusalIn({ platform: 'discord', workspace: workspaceOf(interaction) }, command)
      : absent,
})
