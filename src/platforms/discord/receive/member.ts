import type { APIInteraction, APIUser } from 'discord-api-types/v10'
import type { Member } from '../../../core/platform.ts'
import { isOfGuild } from '../origin.ts'
import { isManager, isModerator } from '../permissions.ts'

const shownName = (user: APIUser): string => user.global_name ?? user.username

/** Who said it, with the roles and the rights of the server where it was said, if that server has the bot. */
export const memberOf = (interaction: APIInteraction): Member | null => {
  const user = interaction.member?.user ?? interaction.user
  if (!user) return null
  const { member } = interaction
  const permissions = isOfGuild(interaction) ? BigInt(member?.permissions ?? 0) : 0n
  return {
    id: user.id,
    name: member?.nick ?? shownName(user),
    roles: member?.roles ?? [],
    moderator: isModerator(permissions),
    manager: isManager(permissions),
  }
}
