import { allowsMore, type ChannelChange, type ChannelTerms, channelBounds, channelTerms } from '../../core/channel.ts'
import { MoodreelError } from '../../core/errors.ts'
import type { Json } from '../../core/json.ts'
import type { Moderators } from '../../core/moderators.ts'
import type { Invocation } from '../../core/platform.ts'
import { nearest } from '../../core/text/nearest.ts'
import { type Sentence, say } from '../../core/words/sentence.ts'
import type { Auditor } from '../admission/auditor.ts'
import type { Parts } from '../parts.ts'

/** So many channels of a workspace may have bounds of its moderators. */
const channelsAtMost = 100

const invalid = (sentence: Sentence): MoodreelError => new MoodreelError('invalid_option', sentence)

/** The use cases about what channels allow. */
export const createChannels = (
  parts: Pick<Parts, 'catalogue' | 'policy' | 'tiers' | 'workspaces'>,
  auditor: Auditor,
): Pick<Moderators, 'channels' | 'boundChannel'> => {
  const ensureKnown = ({ models, tiers }: ChannelChange): void => {
    const known = parts.catalogue.models().map(({ name }) => name)
    const stranger = Array.isArray(models) ? models.find((name) => !known.includes(name)) : undefined
    if (stranger !== undefined) {
      const meant = nearest(stranger, known)
      throw new MoodreelError(
        'unknown_model',
        meant ? say('moderator.meantModel', { model: stranger, meant }) : say('member.noSuchModel', { model: stranger }),
      )
    }
    const names = parts.tiers.all.map(({ name }) => name)
    const unknown = Array.isArray(tiers) ? tiers.find((name) => !names.includes(name)) : undefined
    if (unknown !== undefined) throw invalid(say('moderator.noSuchTier', { tier: unknown, tiers: names }))
  }

  const termsOf = async (invocation: Invocation, channel: string): Promise<ChannelTerms> => {
    const { platform, workspace } = invocation
    const { channels } = await parts.workspaces.of(invocation)
    return channelTerms({ platform, workspace, channel }, parts.policy.channels, channels) ?? { defaults: {}, own: [] }
  }

  return {
    async channels(invocation) {
      const { platform, workspace } = invocation
      await auditor.allow(invocation, 'channels', workspace)
      const { channels } = await parts.workspaces.of(invocation)
      const ruled = parts.policy.channels.filter((rule) => rule.platform === platform && (rule.workspace ?? workspace) === workspace)
      const ids = new Set([...ruled.map(({ channel }) => channel), ...Object.keys(channels)])
      return Promise.all([...ids].map(async (channel) => ({ channel, terms: await termsOf(invocation, channel) })))
    },

    async boundChannel(invocation, channel, change) {
      await auditor.allow(invocation, 'channel.change', channel)
      ensureKnown(change)
      const { platform, workspace } = invocation
      const { channels } = await parts.workspaces.of(invocation)
      const laid = Object.entries({ ...channels[channel], ...change }).filter(([, value]) => value !== null)
      const next = { ...channels, [channel]: Object.fromEntries(laid) }
      if (Object.keys(next).length > channelsAtMost) throw invalid(say('moderator.channelsFull', { channels: channelsAtMost }))
      const terms = (settings: typeof channels) => channelTerms({ platform, workspace, channel }, parts.policy.channels, settings)
      const before = terms(channels)
      if (allowsMore(terms(next), before)) await auditor.allowMoney(invocation, 'channel.change', channel)
      await parts.workspaces.change(invocation, { channels: { [channel]: change } })
      const was = Object.fromEntries(channelBounds.filter((name) => name in change).map((name) => [name, before?.[name] ?? 'any']))
      const detail: Record<string, Json> = JSON.parse(JSON.stringify({ ...change, was }))
      await auditor.note(invocation, 'channel.change', channel, detail)
      return { channel, terms: await termsOf(invocation, channel) }
    },
  }
}
