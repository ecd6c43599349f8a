import type { ThreadRef } from '../../core/platform.ts'
import { isDirect } from '../../core/workspace.ts'

/** Opens a thread, or the channel that serves as one, in Discord's own client. */
export const threadAddress = ({ workspace, channel, thread }: ThreadRef): string =>
  `https://discord.com/channels/${isDirect(workspace) ? '@me' : workspace}/${thread ?? channel}`
