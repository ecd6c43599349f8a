import { join } from 'node:path'
import type { Log } from '../core/log.ts'
import { createAttempts } from './attempts.ts'
import { createAudit } from './audit.ts'
import type { BucketPlace } from './bucket-client.ts'
import { createCases } from './cases.ts'
import { createClipAt } from './clip-at.ts'
import { createClipFiles } from './clip-files.ts'
import { createClipNames } from './clip-names.ts'
import { createCosts } from './costs.ts'
import { checkWritable } from './data-folder.ts'
import type { Faulted } from './database.ts'
import { createEdits } from './edits.ts'
import { createFigures } from './figures.ts'
import { createFileUse } from './file-use.ts'
import { createGenerations } from './generations.ts'
import { createHistory } from './history.ts'
import { openPostgresHome, openSqliteHome } from './homes.ts'
import { createKnownWorkspaces } from './known-workspaces.ts'
import { createLedger } from './ledger.ts'
import { createMembers } from './members.ts'
import { createNotices } from './notices.ts'
import { openMediaStore } from './open-media-store.ts'
import { createPast } from './past.ts'
import { createPastMessages } from './past-messages.ts'
import { createPosts } from './posts.ts'
import { createSanctions } from './sanctions.ts'
import { createMemory, createProviderCache, createSettings } from './settings.ts'
import { createShownMedia } from './shown-media.ts'
import { createShownMessages } from './shown-messages.ts'
import { createSlots } from './slots.ts'
import { createStars } from './stars.ts'
import { createUsage } from './usage.ts'
import { createVotes } from './votes.ts'
import { createWebMessages } from './web-messages.ts'

/**
 * Opens all that is kept: in the data folder, or on a Postgres server, which other processes may share. Throws
 * MoodreelError `storage_unavailable` for a folder that cannot be written or a database that cannot be used, `storage_full`, and
 * `data_folder_in_use` for a folder that another process has. Media is kept in the bucket where there is one, which is tried:
 * `bad_config` where it refuses.
 */
export const openStorage = async (
  dataDir: string,
  {
    postgres,
    bucket,
    faulted,
  }: { postgres?: { url: string; log: Log; absentMs?: number } | undefined; bucket?: BucketPlace | undefined; faulted?: Faulted } = {},
) => {
  const home = postgres ? await openPostgresHome(dataDir, postgres, faulted) : await openSqliteHome(dataDir, faulted)
  const { folder, db, inbox, flush } = home
  const mediaStore = await openMediaStore(folder, bucket).catch(async (cause: unknown) => {
    await home.close()
    throw cause
  })
  return {
    workPath: folder.workPath,
    openToOthers: folder.openToOthers,
    engine: home.engine,
    locks: home.locks,
    pubSub: home.pubSub,
    isShared: home.isShared,
    providerFolder: (name: string): string => join(folder.path, 'providers', name),
    /** Throws when the database gives no answer. */
    async checkDatabase(): Promise<void> {
      await db.selectFrom('generations').select('id').limit(1).execute()
    },
    /** Throws MoodreelError `storage_unavailable` when nothing can be written any more. */
    checkFolder: () => checkWritable(folder.path),
    flush,
    inbox,
    figures: createFigures(db),
    generations: createGenerations(db),
    history: createHistory(db),
    attempts: createAttempts(db),
    ledger: createLedger(db),
    knownWorkspaces: createKnownWorkspaces(db),
    members: createMembers(db),
    audit: createAudit(db),
    usage: createUsage(db),
    slots: createSlots(db),
    posts: createPosts(db),
    notices: createNotices(db),
    cases: createCases(db),
    costs: createCosts(db),
    votes: createVotes(db),
    stars: createStars(db),
    edits: createEdits(db),
    sanctions: createSanctions(db),
    clipAt: createClipAt(db),
    clipNames: createClipNames(db),
    fileUse: createFileUse(db),
    clipFiles: createClipFiles(db),
    past: createPast(db),
    pastMessages: createPastMessages(db),
    webMessages: createShownMessages(createWebMessages(db), db),
    settings: createSettings(db, 'settings'),
    memory: createMemory(db, flush),
    providerCache: (provider: string) => createProviderCache(db, provider),
    mediaStore,
    shownMedia: createShownMedia(mediaStore, db),
    [Symbol.asyncDispose]: home.close,
  }
}
