import type { APIInteraction, APIUser } from 'discord.js'
import type { Member } from '../../core/platform.ts'
import { isModerator } from './permissions.ts'

const shownName = (user: APIUser): string => user.global_name ?? user.username

/** Who said it, with the roles and the rights of the server where it was said. */
export const memberOf = (interaction: APIInteraction): Member | null => {
  const user = interaction.member?.user ?? interaction.user
  if (!user) return null
  const { member } = interaction
  return {
    id: user.id,
    name: member?.nick ?? shownName(user),
    roles: member?.roles ?? [],
    moderator: isModerator(BigInt(member?.permissions ?? 0)),
  }
}
