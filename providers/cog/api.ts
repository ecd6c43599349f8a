import { z } from 'zod'
import { createCall, type VendorRequest } from '../../src/core/vendor/call.ts'
import { vendorNamed } from '../../src/core/vendor/vendor-named.ts'

export const cog = vendorNamed('Cog')

/** One request to one predictor, `path` relative to its URL. */
export type CogApi = (predictor: URL, path: string, request: VendorRequest) => Promise<Response>

export const createApi =
  (fetcher: typeof fetch): CogApi =>
  (predictor, path, request) =>
    createCall(fetcher, { base: predictor, name: cog.name })(path, { timeoutMs: patienceMs, ...request })

const patienceMs = 15_000

const healthSchema = z.object({ status: z.string() })

/** `READY`, `BUSY`, `STARTING` and so on. Throws MoodreelError `provider_failed` when it cannot be learnt. */
export const healthOf = async (api: CogApi, predictor: URL, signal: AbortSignal): Promise<string> =>
  (await cog.readAnswer(await api(predictor, 'health-check', { signal }), healthSchema)).status
