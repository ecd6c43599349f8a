import { z } from 'zod'
import type { ProviderStatus } from '../../src/core/provider.ts'
import type { VendorCall } from '../../src/core/vendor/call.ts'
import { ofSameId } from '../../src/core/vendor/of-same-id.ts'
import { outputsOf } from '../../src/core/vendor/outputs.ts'
import { reasonIn } from '../../src/core/vendor/reason.ts'
import { statusKind } from '../../src/core/vendor/status-kind.ts'
import { vercel } from './api.ts'
import type { Operation } from './operation.ts'
import { fetchStatus, insideScheme, type Status } from './read-status.ts'
import { wordsOfWarnings } from './warnings.ts'

const referenceSchema = z.object({ gatewayJobId: z.string() })

/** A job as a provider's status. The gateway tells no progress and no seed; a failure has words, and no code. */
export const askStatus = async (api: VendorCall, operation: Operation, signal: AbortSignal): Promise<ProviderStatus> => {
  const answer = await fetchStatus(api, operation, signal)
  if (!answer) return vercel.gone
  const kind = statusKind(answer.status)
  if (kind === 'queued' || kind === 'running') return { kind }
  const costUsd = await costOf(api, answer, signal)
  const billed = costUsd === undefined ? {} : { costUsd }
  if (kind === 'canceled') return { kind, ...billed }
  if (kind === 'failed') {
    const reason = reasonIn(answer.error)
    return { kind, error: vercel.failed('internal', { reason, detail: JSON.stringify(answer.error ?? '') }), ...billed }
  }
  const outputs = outputsOf(answer.videos ?? [], insideScheme)
  if (outputs.length === 0) return { ...vercel.noClip, ...billed }
  const notes = [...new Set([...(operation.warnings ?? []), ...wordsOfWarnings(answer.warnings)])]
  const status: ProviderStatus = {
    kind,
    outputs,
    ...billed,
    ...(operation.seedDropped && { seed: null }),
    ...(notes.length > 0 && { notes }),
  }
  const asked = referenceSchema.safeParse(operation.reference).data?.gatewayJobId
  const told = answer.providerMetadata?.gateway.asyncJob?.jobId
  return asked === undefined ? status : ofSameId(status, asked, told, vercel.unanswered)
}

const generationSchema = z.object({ data: z.object({ id: z.string(), total_cost: z.number().nonnegative() }) })

/** In US dollars: as the answer has it, or by the account's own record of the generation, where that is there already. */
const costOf = async (api: VendorCall, { providerMetadata }: Status, signal: AbortSignal): Promise<number | undefined> => {
  const { cost, generationId } = providerMetadata?.gateway ?? {}
  const told = cost === null || cost === undefined || cost === '' ? Number.NaN : Number(cost)
  if (Number.isFinite(told) && told >= 0) return told
  if (!generationId) return undefined
  try {
    const response = await api(`v1/generation?id=${encodeURIComponent(generationId)}`, { signal })
    const { data } = await vercel.readAnswer(response, generationSchema)
    return data.id === generationId ? data.total_cost : undefined
  } catch (error) {
    // It is written some time after the clip: nobody waits for it, and the clip costs what was estimated.
    if (signal.aborted) throw error
    return undefined
  }
}
