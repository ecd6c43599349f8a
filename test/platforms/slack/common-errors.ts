import { webApi } from '@slack/bolt'
import type { Fault } from './fake/faults.ts'

/** The errors that https://docs.slack.dev/reference/methods lists with every method, as they were in 2026-05, by what they are about. */
export const commonErrors = {
  passing: [
    'accesslimited',
    'account_inactive',
    'deprecated_endpoint',
    'enterprise_is_restricted',
    'fatal_error',
    'internal_error',
    'invalid_auth',
    'method_deprecated',
    'missing_scope',
    'not_allowed_token_type',
    'not_authed',
    'org_login_required',
    'ratelimited',
    'request_timeout',
    'service_unavailable',
    'team_access_not_granted',
    'team_added_to_org',
    'token_expired',
    'token_revoked',
    'two_factor_setup_required',
  ],
  forbidden: ['access_denied', 'no_permission'],
  place: ['ekm_access_denied'],
  form: [
    'invalid_arg_name',
    'invalid_arguments',
    'invalid_array_arg',
    'invalid_charset',
    'invalid_form_data',
    'invalid_post_type',
    'missing_post_type',
  ],
  unknown: ['a_word_of_tomorrow', 'constructor', '__proto__'],
} as const

/**
 * Some of each sort, for tables that make a clip under each: no code of ours knows a common error but by its sort, which
 * `refusal.test.ts` proves of all. Among those that pass, one after which a part may have been done, and one that is a method's own.
 */
export const someErrors = {
  passing: ['internal_error', 'ratelimited', 'missing_scope', 'token_revoked'],
  forbidden: ['no_permission'],
  place: commonErrors.place,
  form: ['invalid_arguments'],
  unknown: ['a_word_of_tomorrow', '__proto__'],
} as const satisfies { [Sort in keyof typeof commonErrors]: readonly (typeof commonErrors)[Sort][number][] }

/** An error as the client throws it. */
export const said = (code: string) => new webApi.WebAPIPlatformError({ ok: false, error: code, response_metadata: {} })

export const error = (code: string): Fault => ({ kind: 'error', error: code })

/** The same answer, but the call is carried out. */
export const doneUnder = (fault: Fault): Fault =>
  fault.kind === 'error' || fault.kind === 'status' ? { ...fault, done: true } : fault.kind === 'lostCall' ? { kind: 'lostAnswer' } : fault

/** Answers that are not Slack's own way, and connections that break. */
export const brokenAnswers: Record<string, Fault> = {
  'a lost connection': { kind: 'lostCall' },
  'HTTP 429 without a time': { kind: 'status', status: 429 },
  'HTTP 429': { kind: 'rateLimited', seconds: 0 },
  'HTTP 500': { kind: 'status', status: 500 },
  'HTTP 502': { kind: 'status', status: 502 },
  'HTTP 503': { kind: 'status', status: 503 },
  'HTTP 504': { kind: 'status', status: 504 },
  'a page instead of an answer': { kind: 'status', status: 200 },
}
