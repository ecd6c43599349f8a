import { expect, test } from 'vitest'
import { isAboutForm } from '../../../src/platforms/slack/post/message-form.ts'
import { isRefused, kindOf } from '../../../src/platforms/slack/refusal.ts'
import { commonErrors, said } from './common-errors.ts'

const kinds = { passing: 'later', forbidden: 'forbidden', place: 'place', form: 'unknown', unknown: 'unknown' } as const
const halfDone = ['fatal_error', 'internal_error', 'request_timeout', 'service_unavailable']

test.each(Object.entries(commonErrors))('every error that any method may give is known by its sort: %s', (sort, codes) => {
  for (const code of codes) {
    expect([code, kindOf(said(code))]).toEqual([code, kinds[sort as keyof typeof kinds]])
    expect([code, isAboutForm(said(code))]).toEqual([code, sort === 'form'])
    expect([code, isRefused(said(code))]).toEqual([code, !halfDone.includes(code)])
  }
})
