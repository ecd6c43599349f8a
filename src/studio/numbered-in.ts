import type { Platform, ThreadRef } from '../core/platform.ts'

/** Names the list in which clips have their numbers: their thread, or the whole channel where that is shown as one. */
export const numberedIn = (
  { name, isOneList }: Pick<Platform, 'name' | 'isOneList'>,
  { workspace, channel, thread }: Pick<ThreadRef, 'workspace' | 'channel' | 'thread'>,
): string => JSON.stringify([name, workspace, channel, ...(thread === undefined || isOneList ? [] : [thread])])
