import { setTimeout as sleep } from 'node:timers/promises'
import { z } from 'zod'
import type { SlackApi } from '../api.ts'
import { slackCode } from '../refusal.ts'

/** An empty object may come as an empty list: what cannot be read says nothing. */
const shareSchema = z.record(z.string(), z.array(z.unknown())).catch({})
const infoSchema = z.object({
  mimetype: z.string().optional(),
  shares: z.object({ public: shareSchema.optional(), private: shareSchema.optional() }).catch({}),
  /** Told even when `shares` is left out. */
  channels: z.array(z.string()).catch([]),
  groups: z.array(z.string()).catch([]),
  ims: z.array(z.string()).catch([]),
})
type FileInfo = z.infer<typeof infoSchema>

const placesOf = ({ shares, channels, groups, ims }: FileInfo): string[] => [
  ...[shares.public, shares.private].flatMap((kind) =>
    Object.entries(kind ?? {}).flatMap(([place, shown]) => (shown.length > 0 ? [place] : [])),
  ),
  ...channels,
  ...groups,
  ...ims,
]

/** Looks for files that were given to Slack. */
export const createFileLook = (api: SlackApi, waitsMs: readonly number[]) => {
  /** Null where there is no such file, or not for us. */
  const look = async (fileId: string): Promise<FileInfo | null> => {
    try {
      return infoSchema.parse((await api.ask((client) => client.files.info({ file: fileId }))).file)
    } catch (error) {
      if (['file_not_found', 'file_deleted', 'not_visible'].includes(slackCode(error) ?? '')) return null
      throw error
    }
  }
  const isShown = async (fileId: string, channel: string): Promise<boolean> => {
    const file = await look(fileId)
    return file !== null && placesOf(file).includes(channel)
  }

  return {
    look,
    /** Looks until the file is seen there, after each of the pauses or the first few of them. */
    async waitForShare(fileId: string, channel: string, looks: number | undefined, signal: AbortSignal | undefined): Promise<boolean> {
      for (const waitMs of waitsMs.slice(0, looks)) {
        if (await isShown(fileId, channel)) return true
        await sleep(waitMs, undefined, { signal })
      }
      return isShown(fileId, channel)
    },
  }
}
