import { z } from 'zod'
import type { Log } from '../../src/core/log.ts'
import type { ProviderCache } from '../../src/core/provider.ts'
import { createNotes as createVendorNotes, type Notes } from '../../src/core/vendor/before-call.ts'
import type { VendorCall } from '../../src/core/vendor/call.ts'
import { dateOf } from '../../src/core/vendor/their-clock.ts'
import { replicate } from './api.ts'

/** The clip does not wait long for it. */
const patienceMs = 10_000

const pageSchema = z.object({ results: z.array(z.object({ id: z.string() })) })

/** Notes of which prediction was the newest before a paid call. */
export const createNotes = ({ api, cache, log }: { api: VendorCall; cache: ProviderCache; log: Log }): Notes =>
  createVendorNotes({
    cache,
    log,
    look: async (signal) => {
      const response = await api('predictions', { signal, timeoutMs: patienceMs })
      const { results } = await replicate.readAnswer(response, pageSchema)
      const theirTime = dateOf(response)
      return { newest: results[0]?.id ?? null, ...(theirTime !== undefined && { theirTime }) }
    },
  })
