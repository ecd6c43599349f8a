import type { Migration } from 'kysely/migration'
import { start } from './migrations/001-start.ts'
import { handedOn } from './migrations/002-handed-on.ts'
import { moderation } from './migrations/003-moderation.ts'
import { language } from './migrations/004-language.ts'
import { countedAudit } from './migrations/005-counted-audit.ts'
import { obstaclesAndDays } from './migrations/006-obstacles-and-days.ts'
import { money } from './migrations/010-money.ts'
import { tenants } from './migrations/011-tenants.ts'
import { numbers } from './migrations/012-numbers.ts'
import { desk } from './migrations/013-desk.ts'
import { rounds } from './migrations/014-rounds.ts'
import { votes } from './migrations/015-votes.ts'
import { channels } from './migrations/016-channels.ts'
import { undo } from './migrations/017-undo.ts'
import { retention } from './migrations/018-retention.ts'
import { plainOrder } from './migrations/019-plain-order.ts'
import { inbox } from './migrations/020-inbox.ts'
import { moves } from './migrations/021-moves.ts'
import { line } from './migrations/022-line.ts'
import { absent } from './migrations/023-absent.ts'
import { edits } from './migrations/024-edits.ts'
import { costs } from './migrations/025-costs.ts'
import { stars } from './migrations/026-stars.ts'
import { references } from './migrations/027-references.ts'
import { stills } from './migrations/028-stills.ts'
import { goneBy } from './migrations/029-gone-by.ts'

/** Every change of the schema, in order, by a name that sorts. A migration that was released is never edited. */
export const migrations: Record<string, Migration> = {
  '001-start': start,
  '002-handed-on': handedOn,
  '003-moderation': moderation,
  '004-language': language,
  '005-counted-audit': countedAudit,
  '006-obstacles-and-days': obstaclesAndDays,
  '010-money': money,
  '011-tenants': tenants,
  '012-numbers': numbers,
  '013-desk': desk,
  '014-rounds': rounds,
  '015-votes': votes,
  '016-channels': channels,
  '017-undo': undo,
  '018-retention': retention,
  '019-plain-order': plainOrder,
  '020-inbox': inbox,
  '021-moves': moves,
  '022-line': line,
  '023-absent': absent,
  '024-edits': edits,
  '025-costs': costs,
  '026-stars': stars,
  '027-references': references,
  '028-stills': stills,
  '029-gone-by': goneBy,
}
