import { webApi } from '@slack/bolt'
import { expect } from 'vitest'
import type { Fault } from './fake/faults.ts'

/** Codes that stand in a text, as Slack's pages list them. */
export const codes = (text: string): string[] => text.trim().split(/\s+/)

/** The errors that https://docs.slack.dev/reference/methods lists with every method, as they were in 2026-05, by what they are about. */
export const commonErrors = {
  passing: codes(`
    accesslimited account_inactive deprecated_endpoint enterprise_is_restricted fatal_error internal_error invalid_auth method_deprecated
    missing_scope not_allowed_token_type not_authed org_login_required ratelimited request_timeout service_unavailable
    team_access_not_granted team_added_to_org token_expired token_revoked two_factor_setup_required`),
  forbidden: codes('access_denied no_permission'),
  place: codes('ekm_access_denied'),
  form: codes('invalid_arg_name invalid_arguments invalid_array_arg invalid_charset invalid_form_data invalid_post_type missing_post_type'),
  unknown: codes('a_word_of_tomorrow constructor __proto__'),
}

/** Errors that a method lists and the code knows by one sign, and what a person gets under each of them. */
export interface Sort<Row> {
  known: string
  row: Row
  codes: readonly string[]
}

/** The rows of some of each sort: no code of ours tells those of one sort apart, which `checkSorts` proves of all. */
export const triedOf = <Row>(sorts: readonly Sort<Row>[]): [code: string, row: Row][] =>
  sorts.flatMap(({ row, codes }) => codes.slice(0, 2).map((code): [string, Row] => [code, row]))

export const checkSorts = (sorts: readonly Sort<unknown>[], knownAs: (code: string) => string): void => {
  for (const { known, codes } of sorts) for (const code of codes) expect([code, knownAs(code)]).toEqual([code, known])
}

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

/** Some of them: the others are known as the same, which `refusal.test.ts` proves of all. */
export const someBroken = Object.entries(brokenAnswers).filter(([name]) =>
  ['a lost connection', 'HTTP 429', 'a page instead of an answer'].includes(name),
)
