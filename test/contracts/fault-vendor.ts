import type { Model } from '../../src/core/model.ts'
import type { ProviderDefinition, ProviderErrorClass } from '../../src/core/provider.ts'
import type { ResolvedRequest } from '../../src/core/request.ts'
import type { Answer, ContractServer } from '../support/contract-server.ts'

interface Fault {
  class: ProviderErrorClass
  name: string
  at: 'submit' | 'poll'
  begin(): unknown
}

/**
 * A vendor's contract server as the fault suite (`test/providers/faults.test.ts`) drives it. Between the adapter and the
 * server stands a proxy that cuts connections, so the server itself knows nothing of cuts. Every adapter has one in
 * `test/providers/<name>/fault-vendor.ts`, whose main export is `start: StartFaultVendor`. It is started once for each
 * fault, so what is dear to make, such as the clip, is made once for all.
 */
export interface FaultVendor {
  definition: ProviderDefinition
  /** Where the server listens: `http://127.0.0.1:<port>`. */
  origin: string
  /** The adapter's settings when its vendor is reached at `origin`: the server itself, or the proxy before it. */
  environment(origin: string): Record<string, string>
  /** A row that the adapter makes, and a request that fits it. An i2v row is given a small picture as first frame. */
  model: Model
  request: Partial<ResolvedRequest>
  /** Whether this is the call that is paid for. `path` has no query. */
  isCreate(method: string, path: string): boolean
  /** How many jobs the vendor took, that is, how often it would have charged. */
  jobs(): number
  /** Whether finished clips are links that the studio fetches itself. */
  outputsAreLinks: boolean
  /** From now on finished jobs name this link; null for the server's own, which serves a small clip. */
  setOutput(url: string | null): unknown
  /** One way or more into each class of error that this vendor can show: from `begin` on, its answers are such. */
  faults: Fault[]
  /** The adapter can look lost answers up, but not those of this model. */
  isForgetful?: boolean
  /** What the vendor would send to an attempt's address about the job that it took last. */
  webhook?(url: string): { rawBody: Uint8Array; headers: Headers }
  /** Until all that it tells by itself was heard, where it tells. */
  told?(): Promise<void>
  close(): Promise<void>
}

/** `now` is the vendor's clock, which the suite moves on with the house's: it stands in what the vendor makes, checks and answers. */
export type StartFaultVendor = (now?: () => number) => Promise<FaultVendor>

/** A fault as a line of a vendor's table; what it shows is an answer, if nothing else is said. */
export type FaultLine<Shown = Answer> = [kind: ProviderErrorClass, name: string, shown: Shown]

/** `show` makes the vendor's answers such from then on. */
export const faultsOf = <Shown>(at: Fault['at'], lines: readonly FaultLine<Shown>[], show: (shown: Shown) => unknown): Fault[] =>
  lines.map(([kind, name, shown]) => ({ class: kind, name, at, begin: () => show(shown) }))

type Usual = 'origin' | 'jobs' | 'outputsAreLinks' | 'setOutput' | 'close'

/** What is the same of every vendor's server, and what is `own`. The lines of `refusals` are answers of the paid call that take no job. */
export const faultVendor = (
  server: ContractServer<string>,
  { refusals, faults, ...own }: Omit<FaultVendor, Usual> & Partial<Pick<FaultVendor, Usual>> & { refusals: readonly FaultLine[] },
): FaultVendor => ({
  origin: server.origin,
  jobs: () => server.taken,
  outputsAreLinks: true,
  setOutput: (url) => Object.assign(server, { output: url }),
  close: () => server.close(),
  ...own,
  faults: [...faultsOf('submit', refusals, (answer) => Object.assign(server.answers, { create: answer })), ...faults],
})
