import type { z } from 'zod'
import type { Json } from './json.ts'
import type { Log } from './log.ts'
import type { MediaInfo } from './media.ts'
import type { Model } from './model.ts'
import type { InputRole, ResolvedRequest } from './request.ts'
import type { Text } from './words/sentence.ts'

/** The error classes of `docs/architecture.md`; each has one answer of the bot. */
export type ProviderErrorClass =
  | 'moderation'
  | 'invalid_input'
  | 'auth'
  | 'credits'
  | 'rate_limited'
  | 'transient'
  | 'resource'
  | 'model_gone'
  | 'expired'
  | 'internal'

/** An expected failure: data, not an exception. `message` says to the person what is so and what to do next. */
export interface ProviderError {
  class: ProviderErrorClass
  message: Text
  /** The vendor's reason in its own words, as a person may read it (`vendor/reason.ts`). */
  reason?: string | undefined
  /** The vendor's own words or code, for the log. */
  detail?: string | undefined
  retryAfterMs?: number | undefined
}

/** An input file, already ingested: sniffed, capped, cleaned and kept. */
export interface ProviderInput extends MediaInfo {
  role: InputRole
  sha256: string
  read(): Promise<Uint8Array>
  /** A signed link that outlives the generation, when the operator set PUBLIC_URL. */
  url?: string | undefined
}

export interface ProviderRequest {
  request: ResolvedRequest
  /** Nobody asked for the ratio of the request: it is the nearest to the source's shape, and a model without one does as well. */
  ratioBySource?: boolean | undefined
  model: Model
  inputs: ProviderInput[]
}

/** One try to make a provider do paid work. Its `id` is written down before `submit` is called. */
export interface SubmitAttempt {
  id: string
  webhookUrl?: string | undefined
  /** When the bot gives the clip up, in milliseconds since the epoch. */
  deadlineAt: number
  signal: AbortSignal
}

/** `operation` is opaque JSON from which any process can go on: poll, cancel, open. */
export type SubmitResult =
  | { kind: 'accepted'; operation: Json }
  /** Certainly not accepted and certainly not billed. */
  | { kind: 'rejected'; error: ProviderError }
  /** May have been accepted. Never submitted again by itself; `reconcile` decides. */
  | { kind: 'unknown'; reason: string }

/** Whether an attempt of unknown outcome became an operation. `absent` only when that is certain. */
export type ReconcileResult = { kind: 'found'; operation: Json } | { kind: 'absent' } | { kind: 'unknown' }

/**
 * Whose an operation is by the bot's own books, for a vendor whose list names no attempt. `contested`: the answer to one that asked for the
 * same is on its way, and may name it.
 */
export type HolderOf = (operation: Json) => Promise<'nobody' | 'another' | 'contested'>

/** `url` is `https:`, or a scheme that this provider's own `open` understands. */
export interface ProviderOutput {
  url: string
}

export type ProviderStatus =
  | { kind: 'queued'; position?: number | undefined }
  | { kind: 'running' /** 0 to 1 */; progress?: number | undefined }
  | {
      kind: 'succeeded'
      /** The first is the clip: a film or a still, as the mode makes it (`mode-facts.ts`). */
      outputs: ProviderOutput[]
      /** The seed the provider says it used; null when it is known that it used none. */
      seed?: number | null | undefined
      /** What it really cost, in US dollars, when the provider tells. */
      costUsd?: number | undefined
      modelVersion?: string | undefined
      /** What the person is told of this clip, on its post: what was made of the prompt, and what was not. */
      notes?: Text[] | undefined
    }
  /**
   * `costUsd` is what the vendor bills for a run that gave no clip: 0 only where the vendor says that it is free, absent where it
   * does not say; then all that was held is taken to be billed. The adapter names the source of its vendor's rule.
   */
  | { kind: 'failed'; error: ProviderError; costUsd?: number | undefined }
  | { kind: 'canceled'; costUsd?: number | undefined }

/** What came to the `webhookUrl` of an attempt. The URL holds a secret of its own, and that one was checked. */
export interface Webhook {
  attemptId: string
  rawBody: Uint8Array
  headers: Headers
  /** What the attempt asked for, as long as the clip is still made by the same model. */
  given?: ProviderRequest | undefined
}

/**
 * A webhook is only a hint that an operation moved: the state is always asked for afterwards. But that there is an operation is
 * certain, so that it settles an attempt whose answer was lost.
 */
export type WebhookHint =
  /** `unsigned`: the vendor signs, and this bears no good signature of now. Its sender is told so. */
  | { kind: 'ignored'; reason: string; unsigned?: boolean | undefined }
  /**
   * `eventId` is the same when the vendor sends it again. `operation`: what the attempt became, where it is told. `goesOn`: it says that the
   * clip is not done, so that nobody needs to ask.
   */
  | { kind: 'moved'; eventId?: string | undefined; operation?: Json | undefined; goesOn?: boolean | undefined }
  /** The vendor wants to see this answer before it believes that the URL is ours. */
  | { kind: 'answer'; body: Json }

/** What a free look at a model found. */
export type ModelState =
  /** `drift`: how its schema differs from the catalogue's row, in words for a moderator. Empty when it does not. */
  | { kind: 'available'; drift: Text[] }
  /** `reason` is a fact of a few words, without a full stop. */
  /** `gone`: the vendor says that it is no more, and not only that this account may not use it now. */
  | { kind: 'unavailable'; reason: Text; gone?: true }

/**
 * An adapter to one backend. Methods translate the vendor's answers; they keep no state between calls and they
 * retry nothing. A fault of a poll (network, 5xx) is thrown and the workflow polls again.
 */
export interface Provider {
  readonly name: string
  /** The one paid call. It is made once for an attempt, whatever happens to the connection. */
  submit(request: ProviderRequest, attempt: SubmitAttempt): Promise<SubmitResult>
  reconcile?(
    attempt: { id: string; createdAt: number },
    request: ProviderRequest,
    signal: AbortSignal,
    holderOf?: HolderOf,
  ): Promise<ReconcileResult>
  poll(operation: Json, signal: AbortSignal): Promise<ProviderStatus>
  cancel?(operation: Json, signal: AbortSignal): Promise<void>
  /** The bytes of an output; null when a plain guarded GET of its `url` will do, as without this method. */
  open?(output: ProviderOutput, operation: Json, signal: AbortSignal): Promise<ReadableStream<Uint8Array> | null>
  /** Checks a webhook's signature on its raw bytes, where the vendor signs. */
  parseWebhook?(webhook: Webhook): Promise<WebhookHint>
  /** How large a webhook's body may be, in bytes, when it is more than a megabyte. */
  readonly webhookMaxBytes?: number | undefined
  /** Asks, without cost, whether a model is available. Throws when that cannot be learnt now. */
  inspect?(model: Model, signal: AbortSignal): Promise<ModelState>
  /** Everything that must be done before a model can be used, in a sentence each; free. Throws when that cannot be learnt now. */
  missing?(model: Model, signal: AbortSignal): Promise<Text[]>
  /** The row of a model that the catalogue does not list, such as `owner/name`; null when there is none. */
  describe?(target: string, signal: AbortSignal): Promise<Model | null>
  stop?(): Promise<void>
}

/** Facts that may be forgotten at any time, kept across restarts. */
export interface ProviderCache {
  /** Null when it is not there or too old. */
  get(key: string): Promise<Json>
  set(key: string, value: Json, ttlMs: number): Promise<void>
}

/**
 * One request to an address that an answer of the vendor named, such as a place for an upload: only to a public one or to one of this
 * provider's own `origins`. No redirect is followed. Throws MoodreelError `fetch_refused` for any other address, and what the connection
 * throws.
 */
export type FetchNamed = (
  url: string,
  request: {
    method?: 'GET' | 'POST' | 'PUT'
    headers?: Readonly<Record<string, string>>
    body?: Uint8Array
    /** Ends the request and the reading of its answer. */
    signal: AbortSignal
  },
) => Promise<Response>

/** What the program gives to a provider; everything outside is injected, so that a test can be outside. */
export interface ProviderTools {
  /** For the base URL that the operator configured, or the vendor's own. What an answer names goes through `fetchNamed`. */
  fetch: typeof fetch
  fetchNamed: FetchNamed
  now(): number
  log: Log
  /** A folder of the provider's own that survives restarts. */
  folder: string
  cache: ProviderCache
  /** Where the world reaches this bot, without a slash at the end; absent when it does not. */
  publicUrl?: string | undefined
}

/**
 * What a vendor answers to one of the adapter's calls, by the vendor's own documents: what the adapter reads, and what else is known to
 * stand there. `npm run models -- --try` compares real answers with it; a clip is made without it.
 */
export interface AnswerForm {
  /** What is asked for, in a word or two: `create`, `status`. */
  call: string
  method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  /** Of the URL, without its query. */
  path: RegExp
  /** The HTTP statuses of a good answer, and of others that are no surprise; 200 alone without them. */
  statuses?: readonly number[]
  /** The JSON of a good answer: an enum lists every known word. Absent where nobody reads it. */
  body?: z.ZodType
}

/**
 * The default export of a file in `providers/`. `settings` picks and checks the provider's own names out of the
 * environment; `create` returns null when they say that this provider is not set up.
 */
export interface ProviderDefinition<Settings = unknown> {
  name: string
  /** One sentence: what an operator sets to turn it on. */
  setup: string
  settings: z.ZodType<Settings>
  /**
   * Base URLs from the settings: what this provider's answers name may be fetched from these origins although their address is private,
   * and from no other provider's. Not needed where `open` gives the bytes by the provider's own calls.
   */
  origins?(settings: Settings): string[]
  /** What this vendor answers, for a trial that compares. */
  answers?: readonly AnswerForm[]
  /** Its vendor tells what becomes of a clip by webhook and in no other way. */
  webhookOnly?: boolean
  create(settings: Settings, tools: ProviderTools): Provider | null
}

/** Keeps the settings' type between `settings` and `create`. */
export const defineProvider = <Settings>(definition: ProviderDefinition<Settings>): ProviderDefinition<Settings> => definition
